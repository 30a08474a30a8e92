import * as z from "zod";
import { parseTarget } from "../src/core/target.ts";
import { parseLocalDate } from "../src/core/time.ts";
import { parseHours } from "./hours.ts";
import { refuse } from "./refuse.ts";

/** What files of `mappings/` say in one place or another. */

export const sentence = z.string().trim().min(1, "a sentence is expected").max(2000, "at most 2000 characters");

export const targetWords = z
  .string()
  .meta({ examples: ["6 hours, 24x7", "1 - 2 business days", "Under 1 business day", "12 business hours"] })
  .transform((words, context) => {
    const target = parseTarget(words);
    return target.ok ? target.value : refuse(context, words, target.failure.message, target.failure.accepted);
  });

export const hoursWords = z
  .string()
  .meta({ examples: ["9am – 6pm GMT", "9:00 – 12:30, 13:30 – 18:00", "closed"] })
  .transform((words, context) => {
    const hours = parseHours(words);
    return hours.ok ? hours.value : refuse(context, words, hours.failure.message, hours.failure.accepted);
  });

export const zone = z
  .string()
  .refine(isZone, { error: "not a time zone of the IANA list", params: { accepted: ["Etc/GMT", "Europe/London"] } })
  .describe("How the contract's GMT is read: Etc/GMT is GMT all year, Europe/London follows summer time.");

function isZone(name: string): boolean {
  // Offsets such as "+01:00" are no zones: they know no summer time.
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const localDate = z
  .string()
  .meta({ examples: ["2026-12-25"] })
  .transform((text, context) => {
    const accepted = ["a date as YYYY-MM-DD, e.g. 2026-12-25"];
    return parseLocalDate(text) ?? refuse(context, text, `"${text.slice(0, 40)}" is not a date`, accepted);
  });

export const dateKey = z
  .string()
  .refine((text) => parseLocalDate(text) !== null, "a date as YYYY-MM-DD, e.g. 2026-12-24");
export const tierKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, "a tier's key ends in a tag: small letters, digits and _, at most 40");
export const categoryId = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, "an id has small letters, digits and _, at most 40");
export const tag = z.string().regex(/^[^\s,A-Z"]{1,80}$/, "a tag is lower-case, without spaces or commas");
export const helpdeskId = z
  .string()
  .regex(/^[1-9]\d{0,19}$/, 'an id of the helpdesk is digits in quotes, e.g. "360001234567"');
export const login = z
  .string()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9-]{0,38}$/, "a login of GitHub, e.g. octocat")
  .toLowerCase();
export const subjectWords = z.string().trim().min(3, "at least three letters").max(80, "at most 80 characters");
