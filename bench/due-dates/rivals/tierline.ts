import { addBusinessDays, addBusinessTime, businessTimeBetween } from "../../../src/core/business-time.ts";
import { compileCalendar } from "../../../src/core/calendar.ts";
import type { Duration, Instant } from "../../../src/core/time.ts";
import { DEFINITION } from "../calendar.ts";
import type { Contestant } from "../contestant.ts";

const calendar = compileCalendar(DEFINITION);

export const contestant = {
  add: (start, length) => addBusinessTime(calendar, start as Instant, length as Duration) ?? Number.NaN,
  between: (from, to) => businessTimeBetween(calendar, from as Instant, to as Instant),
  addDays: (start, days) => addBusinessDays(calendar, start as Instant, days, "same_time") ?? Number.NaN,
} satisfies Contestant;
