import { IANAZone } from "luxon";
import * as z from "zod";
import type { Pause } from "../src/core/business-time.ts";
import { type Calendar, compileCalendar, WEEKDAYS, type Window, windowsOn } from "../src/core/calendar.ts";
import { type Instant, type LocalDate, parseInstant, parseLocalDate } from "../src/core/time.ts";

const Moment = z.string().transform((text, context): Instant => {
  const at = parseInstant(text);
  if (at === null) context.addIssue(`expected an instant such as 2026-12-24T16:30:00Z, not "${text}"`);
  return at ?? z.NEVER;
});

const Day = z.string().transform((text, context): LocalDate => {
  const date = parseLocalDate(text);
  if (date === null) context.addIssue(`expected a date such as 2026-12-24, not "${text}"`);
  return date ?? z.NEVER;
});

const Minute = z
  .string()
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, "expected a time from 00:00 to 24:00")
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

const Windows = z.array(
  z
    .tuple([Minute, Minute])
    .refine(([open, close]) => open < close, "expected to close after it opens")
    .transform(([open, close]): Window => ({ open, close })),
);

const WindowsByDate = z.preprocess(
  (value) => (typeof value === "object" && value !== null ? Object.entries(value) : value),
  z.array(z.tuple([Day, Windows])).transform((entries) => new Map(entries)),
);

const StatedCalendar = z.object({
  tz: z.string().refine((name) => IANAZone.isValidZone(name), "expected an IANA zone such as Europe/London"),
  hours: z.partialRecord(z.enum(WEEKDAYS), Windows),
  holidays: z.array(Day).default([]),
  overrides: WindowsByDate.default(new Map()),
  breaks: WindowsByDate.default(new Map()),
});

const Pauses = z.array(z.tuple([Moment, Moment]).transform(([from, to]): Pause => ({ from, to })));

const stated = { id: z.string(), semantics: z.string(), calendar: StatedCalendar.transform(calendarOf), start: Moment };
const shift = {
  ...stated,
  amount: z.int().nonnegative(),
  unit: z.enum(["seconds", "minutes", "hours", "business_days"]),
  expected: Moment,
};

/** What another engine was asked about business time, and what it answered (`test/fixtures/business-time.json`). */
export const Fact = z.discriminatedUnion("op", [
  z.object({ ...shift, op: z.literal("add"), tie_rule: z.string().optional(), pauses: Pauses.default([]) }),
  z.object({ ...shift, op: z.literal("subtract"), pauses: z.never("pauses go with add and between").optional() }),
  z.object({
    ...stated,
    op: z.literal("between"),
    end: Moment,
    unit: z.literal("seconds_between"),
    expected: z.int().nonnegative(),
    pauses: Pauses.default([]),
  }),
]);
export type Fact = z.output<typeof Fact>;

/** Breaks are cut out of the hours that their date has anyway. */
function calendarOf({ tz, hours, holidays, overrides, breaks }: z.output<typeof StatedCalendar>): Calendar {
  const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  const definition = {
    zone: tz,
    weekly: { ...closed, ...hours },
    holidays: new Map(holidays.map((date) => [date, "holiday"])),
    overrides,
  };
  const whole = compileCalendar(definition);
  const cut = Array.from(breaks, ([date, out]) => [date, without(windowsOn(whole, date), out)] as const);
  return compileCalendar({ ...definition, overrides: new Map([...overrides, ...cut]) });
}

function without(windows: readonly Window[], breaks: readonly Window[]): readonly Window[] {
  return breaks.reduce(
    (left, out) =>
      left
        .flatMap(({ open, close }) => [
          { open, close: Math.min(close, out.open) },
          { open: Math.max(open, out.close), close },
        ])
        .filter(({ open, close }) => open < close),
    windows,
  );
}
