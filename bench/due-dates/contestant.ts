/** One way to work out business time on the calendar of ./calendar.ts. Instants and lengths are milliseconds. */
export interface Contestant {
  /** The instant when so much open time has passed. */
  add?(start: number, length: number): number;
  /** Open time in `[from, to)`. */
  between?(from: number, to: number): number;
  /** The same time of day so many business days later; `start` is within opening hours. */
  addDays?(start: number, days: number): number;
}

/** What each is asked, and what the minute walker answers. */
export interface Questions {
  readonly toTheMinute: Answers;
  readonly toTheSecond: Answers;
  /** Starts within opening hours, two business days. */
  readonly days: readonly { readonly start: number; readonly due: number }[];
}

export interface Answers {
  readonly add: readonly { readonly start: number; readonly length: number; readonly due: number }[];
  readonly between: readonly { readonly from: number; readonly to: number; readonly length: number }[];
}

export const HORIZONS_HOURS = [1, 12, 100, 1_000, 10_000] as const;
export const DAYS = 2;

/** What a race of one contestant beside Tierline found; times are nanoseconds for one answer, one for each round. */
export interface Race {
  readonly wrong: { readonly [question: string]: number | null };
  readonly times: readonly {
    readonly hours: number;
    readonly theirs: readonly number[];
    readonly ours: readonly number[];
  }[];
  readonly days: { readonly theirs: readonly number[]; readonly ours: readonly number[] } | null;
}
