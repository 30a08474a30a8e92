import type { Bounds, Course, Picture, PicturedDay, Stretch, Tick } from "./picture.ts";

/** At both ends, so that the marks there stand free: a fraction of what is drawn. */
const ROOM = 0.05;

/**
 * One row from the arrival to the due date, where all time counts: cut at midnight, an hour would be two slivers. Once it
 * is late, as much again is drawn; how late it is by then is said in words.
 */
export function lane({ days, moments, promised, used, left, now }: Course): Pick<Picture, "ticks" | "rows"> {
  const [first] = days;
  if (first === undefined) return { ticks: [], rows: [] };
  const latest = promised.to + (promised.to - promised.from);
  const end = now <= latest ? Math.max(promised.to, now) : promised.to;
  const room = (end - promised.from) * ROOM;
  const drawn = { from: promised.from - room, to: end + room };
  const at = (instant: number): number => (instant - drawn.from) / (drawn.to - drawn.from);
  const isDrawn = (instant: number): boolean => drawn.from <= instant && instant <= drawn.to;
  const stretch = ({ from, to }: Bounds): readonly Stretch[] => (from < to ? [{ from: at(from), to: at(to) }] : []);
  const row = {
    day: first.day,
    open: stretch(drawn),
    used: stretch(used),
    left: stretch(left),
    marks: moments.filter(({ instant }) => isDrawn(instant)).map((moment) => ({ ...moment, at: at(moment.instant) })),
    closed: false,
    midnights: few(days.slice(1).filter(({ bounds }) => isDrawn(bounds.from))).map(({ day, bounds }) => ({
      at: at(bounds.from),
      day,
    })),
  };
  return { rows: [row], ticks: ticksOf(days, drawn).map(({ instant, label }) => ({ at: at(instant), label })) };
}

/** There is room for two dates' names. */
function few(days: readonly PicturedDay[]): readonly PicturedDay[] {
  const apart = Math.ceil(days.length / 2);
  return days.filter((_, index) => index % apart === 0);
}

const MINUTE_MS = 60_000;
const STEPS = [15, 30, 60, 120, 180, 360, 720] as const;
const DAY = 1440;
const MOST_TICKS = 6;

/** Times on the wall; days on which the clocks change are drawn as if they didn't. */
function ticksOf(
  days: readonly PicturedDay[],
  drawn: Bounds,
): readonly (Pick<Tick, "label"> & { readonly instant: number })[] {
  const minutes = (drawn.to - drawn.from) / MINUTE_MS;
  const step = STEPS.find((one) => minutes / one <= MOST_TICKS) ?? DAY;
  return days
    .flatMap(({ bounds }) =>
      Array.from({ length: DAY / step }, (_, index) => index * step).map((minute) => ({
        instant: bounds.from + minute * MINUTE_MS,
        label: clockLabel(minute),
      })),
    )
    .filter(({ instant }) => drawn.from <= instant && instant <= drawn.to);
}

function clockLabel(minute: number): string {
  const [hour, rest] = [Math.floor(minute / 60), minute % 60];
  return rest === 0 ? String(hour) : `${hour}:${String(rest).padStart(2, "0")}`;
}
