import luxon from "luxon-business-days";
import { HOLIDAYS, ZONE } from "../calendar.ts";
import type { Contestant } from "../contestant.ts";

const { DateTime } = luxon;
const holidays = new Set<string>(HOLIDAYS.keys());
DateTime.now().setupBusiness({ holidayMatchers: [(day) => holidays.has(day.toISODate())] });

/** Days only. */
export const contestant: Contestant = {
  addDays: (start, days) => DateTime.fromMillis(start, { zone: ZONE }).plusBusiness({ days }).toMillis(),
};
