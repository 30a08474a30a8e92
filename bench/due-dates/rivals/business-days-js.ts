import exported from "business-days-js";
import { HOLIDAYS } from "../calendar.ts";
import type { Contestant } from "../contestant.ts";

/** As its documentation has it; its types describe another export and take no holidays. */
type BusinessDays = (options?: {
  readonly excludeHolidays: readonly string[];
  readonly addHolidays: readonly { readonly rule: string; readonly name: string }[];
}) => {
  getHolidays(year: string): readonly { readonly name: string }[];
  addDays(start: Date, days: number): { valueOf(): number };
};
const businessDays = exported as unknown as BusinessDays;

/** Days only, and always New York's: the country's own holidays are taken out and ours put in. */
const american = businessDays()
  .getHolidays("2026")
  .map(({ name }) => name);
const calendar = businessDays({
  excludeHolidays: american,
  addHolidays: Array.from(HOLIDAYS, ([rule, name]) => ({ rule, name })),
});

export const contestant: Contestant = {
  addDays: (start, days) => calendar.addDays(new Date(start), days).valueOf(),
};
