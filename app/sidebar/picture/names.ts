import type { StripDay } from "../../../src/api/ticket-answer.ts";
import { wallDate } from "../../dates.ts";

/** `Tue 29 Dec`. */
export const dayName = (day: StripDay, locale: string, zone: string): string =>
  wallDate(Date.parse(day.from), locale, zone);

/** A fraction of a width, as SVG takes it. */
export const percent = (fraction: number): string => `${(fraction * 100).toFixed(3)}%`;
