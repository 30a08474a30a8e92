import type { Bounds, Course, Picture, PictureRow, Stretch, Tick } from "./picture.ts";

/** Hours of the day, from 0 to 24. */
type Hours = Stretch;

/** A row for each date, all over the same hours of the day: those in which nothing ever happens are left out. */
export function dayRows({ days, used, left }: Course): Pick<Picture, "ticks" | "rows"> {
  const hours = drawnHours(
    days.flatMap(({ bounds, open, moments }) =>
      [...open.flatMap(({ from, to }) => [from, to]), ...moments.map(({ instant }) => instant)].map((instant) =>
        hourOf(instant, bounds),
      ),
    ),
  );
  const rows = days.map(({ day, bounds, open, moments }): PictureRow => {
    const clipped = (part: Bounds): readonly Stretch[] => open.flatMap((span) => clip(span, part, bounds, hours));
    return {
      day,
      open: clipped(bounds),
      used: clipped(used),
      left: clipped(left),
      marks: moments.map((moment) => ({ ...moment, at: scaled(hourOf(moment.instant, bounds), hours) })),
      closed: open.length === 0,
      midnights: [],
    };
  });
  return { rows, ticks: ticksOf(hours) };
}

/** The hour on the wall. Days on which the clocks change are drawn as if they didn't: this is a picture, not the proof. */
const hourOf = (instant: number, { from, to }: Bounds): number => ((instant - from) / (to - from)) * 24;

/** Narrower than this, an hour would look longer than it is. */
const FEWEST_HOURS = 8;

/** Whole hours around all that happens, with room at both sides. */
function drawnHours(happening: readonly number[]): Hours {
  const from = Math.max(0, Math.floor(Math.min(...happening) - 0.75));
  const to = Math.min(24, Math.ceil(Math.max(...happening) + 0.75));
  const missing = Math.max(0, FEWEST_HOURS - (to - from));
  const earlier = Math.min(from, Math.ceil(missing / 2));
  const later = Math.min(24 - to, missing - earlier);
  return { from: from - Math.max(earlier, missing - later), to: to + later };
}

function ticksOf(hours: Hours): readonly Tick[] {
  const step = hours.to - hours.from > 14 ? 6 : 3;
  const first = Math.ceil(hours.from / step) * step;
  const count = Math.floor((hours.to - first) / step) + 1;
  return Array.from({ length: count }, (_, index) => first + index * step).map((hour) => ({
    at: scaled(hour, hours),
    label: String(hour),
  }));
}

const scaled = (hour: number, { from, to }: Hours): number => (hour - from) / (to - from);

function clip(span: Bounds, part: Bounds, day: Bounds, hours: Hours): readonly Stretch[] {
  const begin = scaled(hourOf(Math.max(span.from, part.from, day.from), day), hours);
  const end = scaled(hourOf(Math.min(span.to, part.to, day.to), day), hours);
  const [left, right] = [Math.max(0, begin), Math.min(1, end)];
  return left < right ? [{ from: left, to: right }] : [];
}
