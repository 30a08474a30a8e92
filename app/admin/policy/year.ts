import type { PolicyYear } from "../../../src/api/policy.ts";

/** How support is on one date. */
export type DayKind = "open" | "short" | "closed" | "holiday" | "special";

export interface YearDay {
  readonly date: string;
  readonly day: number;
  readonly kind: DayKind;
  readonly name: string | null;
}

export interface YearMonth {
  /** 0 for January. */
  readonly month: number;
  /** Empty cells before the first, in weeks that begin on Monday. */
  readonly lead: number;
  readonly days: readonly YearDay[];
}

const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

/** The twelve months of a year as one tier has them: `short` is a day with fewer hours than the longest of the week. */
export function monthsOf({ year, tiers, days }: PolicyYear, tierName: string): readonly YearMonth[] {
  const tier = tiers.find(({ name }) => name === tierName);
  if (tier === undefined) return [];
  const special = new Map(days.map((day) => [day.date, day]));
  const longest = Math.max(...WEEKDAYS.map((weekday) => minutesOf(tier.weekly[weekday])));
  return Array.from({ length: 12 }, (_, month) => {
    const count = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    const first = new Date(Date.UTC(year, month, 1)).getUTCDay();
    return {
      month,
      lead: (first + 6) % 7,
      days: Array.from({ length: count }, (_, index): YearDay => {
        const at = new Date(Date.UTC(year, month, index + 1));
        const date = at.toISOString().slice(0, 10);
        const known = special.get(date);
        if (known !== undefined) return { date, day: index + 1, kind: known.kind, name: known.name };
        const minutes = minutesOf(tier.weekly[WEEKDAYS[at.getUTCDay()] ?? "sun"]);
        const kind = minutes === 0 ? "closed" : minutes < longest ? "short" : "open";
        return { date, day: index + 1, kind, name: null };
      }),
    };
  });
}

type Windows = PolicyYear["tiers"][number]["weekly"]["mon"];

const minutesOf = (windows: Windows): number => windows.reduce((sum, { open, close }) => sum + close - open, 0);

/** `09:00–18:00`, or nothing when closed. */
export const windowsText = (windows: Windows): string =>
  windows.map(({ open, close }) => `${clock(open)}–${clock(close)}`).join(", ");

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
