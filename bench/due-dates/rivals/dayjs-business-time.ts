import dayjs from "dayjs";
import businessTime from "dayjs-business-time";
import { HOLIDAYS } from "../calendar.ts";
import type { Contestant } from "../contestant.ts";

dayjs.extend(businessTime);
dayjs.setHolidays([...HOLIDAYS.keys()]);
const hours = [{ start: "09:00:00", end: "18:00:00" }];
dayjs.setBusinessTime({
  sunday: null,
  monday: hours,
  tuesday: hours,
  wednesday: hours,
  thursday: hours,
  friday: hours,
  saturday: null,
});

/** Counts in whole minutes. */
export const contestant: Contestant = {
  add: (start, length) =>
    dayjs(start)
      .addBusinessMinutes(length / 60_000)
      .valueOf(),
  between: (from, to) => dayjs(from).businessMinutesDiff(dayjs(to)) * 60_000,
  addDays: (start, days) => dayjs(start).addBusinessDays(days).valueOf(),
};
