import { HOLIDAYS } from "../calendar.ts";
import type { Contestant } from "../contestant.ts";
import { openingHours } from "./walk-opening-hours.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const closed = Array.from(HOLIDAYS.keys(), (date) => {
  const [year, month, day] = date.split("-");
  return `${year} ${MONTHS[Number(month) - 1]} ${day} off`;
});

/** The same holidays as everybody, each a dated rule. */
export const contestant: Contestant = openingHours(["Mo-Fr 09:00-18:00", ...closed].join("; "));
