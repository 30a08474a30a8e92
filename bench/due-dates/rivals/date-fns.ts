import { addBusinessDays } from "date-fns";
import type { Contestant } from "../contestant.ts";

/** Days only, and it knows no holidays. */
export const contestant: Contestant = {
  addDays: (start, days) => addBusinessDays(new Date(start), days).getTime(),
};
