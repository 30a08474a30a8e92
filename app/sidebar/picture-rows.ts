import type { Decided, StripDay } from "../../src/api/ticket-answer.ts";

/** A stretch of one day, in fractions of the drawn part of it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export type MarkKind = "arrived" | "aim" | "due" | "now";

export interface Mark {
  readonly kind: MarkKind;
  readonly at: number;
  readonly instant: number;
}

/** One day of the picture of the clock. */
export interface PictureRow {
  readonly day: StripDay;
  readonly open: readonly Stretch[];
  /** Counted before now. */
  readonly used: readonly Stretch[];
  /** Will count until due. */
  readonly left: readonly Stretch[];
  readonly marks: readonly Mark[];
  /** Nothing is counted on it: there is room to say why. */
  readonly closed: boolean;
}

export interface Picture {
  /** The hours of the day that are drawn, the same in each row: where nothing ever happens is left out. */
  readonly hours: { readonly from: number; readonly to: number };
  readonly rows: readonly PictureRow[];
}

type Pictured = Pick<Decided, "strip" | "arrived" | "aim" | "due" | "target" | "firstResponse">;

/** The days between the arrival and the due date, and today; `null` when there is no due date to draw. */
export function pictureOf(decided: Pictured, now: number): Picture | null {
  const { strip, arrived, due, target, firstResponse } = decided;
  if (strip === null || due === null) return null;
  const [begins, ends] = [Date.parse(arrived), Date.parse(due)];
  const aroundTheClock = target?.kind === "elapsed";
  const answered = firstResponse.at === null ? null : Date.parse(firstResponse.at);
  // The clock stops with the answer.
  const until = Math.min(answered ?? now, now);
  const moments = momentsOf(decided, now);
  const days = strip.days.map((day) => {
    const bounds = { from: Date.parse(day.from), to: Date.parse(day.to) };
    const open = day.openSpans.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }));
    const marks = moments.filter(({ kind, instant }) => isOn(instant, bounds, kind));
    return { day, bounds, open, marks, counted: aroundTheClock ? [bounds] : open };
  });
  const hours = drawnHours(
    days.flatMap(({ bounds, open, marks }) => [
      ...open.flatMap(({ from, to }) => [hourOf(from, bounds), hourOf(to, bounds)]),
      ...marks.map(({ instant }) => hourOf(instant, bounds)),
    ]),
  );

  const rows = days.map(({ day, bounds, open, marks, counted }): PictureRow => {
    const clipped = (spans: readonly Bounds[], from: number, to: number): readonly Stretch[] =>
      spans.flatMap((span) => clip(span, from, to, bounds, hours));
    return {
      day,
      open: clipped(open, bounds.from, bounds.to),
      used: clipped(counted, begins, Math.min(until, ends)),
      left: answered === null ? clipped(counted, Math.max(until, begins), ends) : [],
      marks: marks.map((mark) => ({ ...mark, at: scaled(hourOf(mark.instant, bounds), hours) })),
      closed: open.length === 0 && !aroundTheClock,
    };
  });
  return { hours, rows };
}

type Moment = Omit<Mark, "at">;

function momentsOf({ arrived, aim, due }: Pictured, now: number): readonly Moment[] {
  const stated: readonly [MarkKind, string | null][] = [
    ["arrived", arrived],
    ["aim", aim === due ? null : aim],
    ["due", due],
  ];
  return [
    ...stated.flatMap(([kind, at]) => (at === null ? [] : [{ kind, instant: Date.parse(at) }])),
    { kind: "now", instant: now },
  ];
}

interface Bounds {
  readonly from: number;
  readonly to: number;
}

/** What ends with a day belongs to it: due at midnight is the end of the day before. */
const isOn = (instant: number, { from, to }: Bounds, kind: MarkKind): boolean =>
  kind === "due" || kind === "aim" ? from < instant && instant <= to : from <= instant && instant < to;

/** The hour on the wall. Days on which the clocks change are drawn as if they didn't: this is a picture, not the proof. */
const hourOf = (instant: number, { from, to }: Bounds): number => ((instant - from) / (to - from)) * 24;

/** Narrower than this, an hour would look longer than it is. */
const FEWEST_HOURS = 8;

/** Whole hours around all that happens, with room at both sides. */
function drawnHours(happening: readonly number[]): Bounds {
  const from = Math.max(0, Math.floor(Math.min(...happening) - 0.75));
  const to = Math.min(24, Math.ceil(Math.max(...happening) + 0.75));
  const missing = Math.max(0, FEWEST_HOURS - (to - from));
  const earlier = Math.min(from, Math.ceil(missing / 2));
  const later = Math.min(24 - to, missing - earlier);
  return { from: from - Math.max(earlier, missing - later), to: to + later };
}

const scaled = (hour: number, { from, to }: Bounds): number => (hour - from) / (to - from);

function clip(span: Bounds, from: number, to: number, day: Bounds, hours: Bounds): readonly Stretch[] {
  const begin = scaled(hourOf(Math.max(span.from, from, day.from), day), hours);
  const end = scaled(hourOf(Math.min(span.to, to, day.to), day), hours);
  const [left, right] = [Math.max(0, begin), Math.min(1, end)];
  return left < right ? [{ from: left, to: right }] : [];
}
