import type { StripDay } from "../../../src/api/ticket-answer.ts";

/** From one instant to another, in epoch milliseconds. */
export interface Bounds {
  readonly from: number;
  readonly to: number;
}

export type MarkKind = "arrived" | "aim" | "due" | "now";

export interface Moment {
  readonly kind: MarkKind;
  readonly instant: number;
}

/** A local date, and what happens on it. */
export interface PicturedDay {
  readonly day: StripDay;
  readonly bounds: Bounds;
  /** Its support hours. */
  readonly open: readonly Bounds[];
  readonly moments: readonly Moment[];
}

/** What is to be drawn, before it is known how. Bounds that end before they begin are of no time at all. */
export interface Course {
  readonly days: readonly PicturedDay[];
  readonly moments: readonly Moment[];
  /** From the arrival to the due date. */
  readonly promised: Bounds;
  /** The part of it before now, or before the answer. */
  readonly used: Bounds;
  /** The part of it to come. */
  readonly left: Bounds;
  readonly now: number;
}

/** A stretch of a row, in fractions of its width. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Mark extends Moment {
  /** In fractions of the row's width. */
  readonly at: number;
}

export interface PictureRow {
  /** The date on which it begins. */
  readonly day: StripDay;
  readonly open: readonly Stretch[];
  /** Counted before now. */
  readonly used: readonly Stretch[];
  /** Will count until due. */
  readonly left: readonly Stretch[];
  readonly marks: readonly Mark[];
  /** Nothing is counted on it: there is room to say why. */
  readonly closed: boolean;
  /** Where later dates begin, in a row that runs through the night. */
  readonly midnights: readonly { readonly at: number; readonly day: StripDay }[];
}

export interface Tick {
  readonly at: number;
  /** The hour, or the time where hours are too far apart: `9`, `9:30`. */
  readonly label: string;
}

/** The picture of the clock, as rows over one scale. */
export interface Picture {
  readonly ticks: readonly Tick[];
  readonly rows: readonly PictureRow[];
  /** All that there is to say of each date, drawn or not. */
  readonly days: readonly PicturedDay[];
}
