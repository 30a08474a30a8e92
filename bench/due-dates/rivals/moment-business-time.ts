import moment from "moment";
import "moment-business-time";
import { HOLIDAYS } from "../calendar.ts";
import type { Contestant } from "../contestant.ts";

const hours = ["09:00:00", "18:00:00"];
moment.updateLocale("en", {
  workinghours: { 0: null, 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: null },
  holidays: [...HOLIDAYS.keys()],
});

export const contestant: Contestant = {
  add: (start, length) =>
    moment(start)
      .addWorkingTime(length / 60_000, "minutes")
      .valueOf(),
  between: (from, to) => Math.abs(moment(to).workingDiff(moment(from), "milliseconds")),
  addDays: (start, days) => moment(start).addWorkingTime(days, "days").valueOf(),
};
