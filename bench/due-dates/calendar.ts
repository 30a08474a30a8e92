import { readFileSync } from "node:fs";
import { parse } from "yaml";
import * as z from "zod";
import type { CalendarDefinition } from "../../src/core/calendar.ts";
import { type LocalDate, parseLocalDate } from "../../src/core/time.ts";

/** The zone of every question; the processes run in it too, since most libraries know no other. */
export const ZONE = "Europe/London";
/** Minutes after midnight. */
export const [OPEN, CLOSE] = [9 * 60, 18 * 60];

const list = z.object({ holidays: z.array(z.object({ date: z.string(), name: z.string() })) });
const file = new URL("../../mappings/holidays/england-and-wales.yaml", import.meta.url);

/** Bank holidays of England and Wales, 2025–2028. */
export const HOLIDAYS: ReadonlyMap<LocalDate, string> = new Map(
  list.parse(parse(readFileSync(file, "utf8"))).holidays.map(({ date, name }) => [localDate(date), name]),
);

const hours = [{ open: OPEN, close: CLOSE }];

export const DEFINITION: CalendarDefinition = {
  zone: ZONE,
  weekly: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: [], sun: [] },
  holidays: HOLIDAYS,
  overrides: new Map(),
};

function localDate(text: string): LocalDate {
  const date = parseLocalDate(text);
  if (date === null) throw new Error(`not a date: ${text}`);
  return date;
}
