import { percent } from "./names.ts";
import type { PictureRow, Tick } from "./picture.ts";

const HEIGHT = 14;

/** The times over the rows. */
export function Scale({ ticks }: { readonly ticks: readonly Tick[] }) {
  return (
    <svg height={HEIGHT} aria-hidden="true">
      {ticks.map(({ at, label }) => (
        <text key={at} x={percent(at)} y="11" textAnchor={at === 0 ? "start" : at === 1 ? "end" : "middle"}>
          {label}
        </text>
      ))}
    </svg>
  );
}

/** Half of a date's name, as a fraction of the narrowest row: so near to an end, it would stand over it. */
const HALF_NAME = 0.14;

interface MidnightNamesProps extends Pick<PictureRow, "midnights"> {
  readonly nameOf: (day: PictureRow["day"]) => string;
}

/** Under a row that runs through the night, the dates that begin in it. */
export function MidnightNames({ midnights, nameOf }: MidnightNamesProps) {
  if (midnights.length === 0) return null;
  return (
    <svg height={HEIGHT} style={{ gridColumn: 2 }} aria-hidden="true">
      {midnights.map(({ at, day }) => (
        <text key={day.date} x={percent(Math.min(Math.max(at, HALF_NAME), 1 - HALF_NAME))} y="10" textAnchor="middle">
          {nameOf(day)}
        </text>
      ))}
    </svg>
  );
}
