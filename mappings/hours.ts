import type { MinuteOfDay, Window } from "../src/core/calendar.ts";
import { err, ok, type Result } from "../src/core/result.ts";

/** The hours of one day, as the contract words them. */
export interface Hours {
  /** In order, none overlapping; empty when closed. */
  readonly windows: readonly Window[];
  /** The words end in "GMT", which must agree with the policy's zone. */
  readonly saysGmt: boolean;
}

export interface HoursRefusal {
  readonly reason: "not_understood" | "closes_before_opening" | "overlapping";
  readonly message: string;
  readonly accepted: readonly string[];
}

const EXAMPLES = ["9am – 6pm GMT", "9:00 – 12:30, 13:30 – 18:00", "00:00 – 24:00", "closed"] as const;
const MAX_CHARACTERS = 200;
const TIME =
  /^(?:(?<hour12>1[0-2]|0?[1-9])(?:[:.](?<minute12>[0-5]\d))? ?(?<half>am|pm)|(?<hour24>[01]?\d|2[0-4]):(?<minute24>[0-5]\d))$/;

/**
 * Reads "9am – 6pm GMT", "9:00 – 12:30, 13:30 – 18:00" or "closed"; "24:00" is a legal close.
 * Never guesses: "9 – 6" says neither am nor pm and is refused.
 */
export function parseHours(words: string): Result<Hours, HoursRefusal> {
  if (words.length > MAX_CHARACTERS) return refuse("not_understood", `hours have at most ${MAX_CHARACTERS} characters`);
  const spelled = words
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/\s+/g, " ")
    .trim();
  if (spelled === "closed") return ok({ windows: [], saysGmt: false });
  const saysGmt = / gmt$/.test(spelled);
  const windows: Window[] = [];
  for (const part of spelled.replace(/ gmt$/, "").split(",")) {
    const ends = part.split(/-| to /);
    const [open, close] = ends.map((end) => minuteOfDay(end.trim()));
    if (ends.length !== 2 || open == null || close == null) {
      return refuse("not_understood", `"${words}" is not a day's opening and closing time`);
    }
    if (close <= open) {
      return refuse(
        "closes_before_opening",
        `"${part.trim()}" closes before it opens; midnight at the end of a day is 24:00`,
      );
    }
    if (open < (windows.at(-1)?.close ?? 0)) {
      return refuse("overlapping", `"${words}" opens again before it closed: list the times of a day in order`);
    }
    windows.push({ open, close });
  }
  return ok({ windows, saysGmt });
}

/** Minutes after midnight; `null` unless it says am or pm, or is `HH:MM` of the 24-hour clock. */
function minuteOfDay(words: string): MinuteOfDay | null {
  const parts = TIME.exec(words)?.groups;
  if (parts === undefined) return null;
  const { hour12, minute12 = "0", half, hour24, minute24 } = parts;
  if (hour12 !== undefined) return ((Number(hour12) % 12) + (half === "pm" ? 12 : 0)) * 60 + Number(minute12);
  const minute = Number(hour24) * 60 + Number(minute24);
  return minute <= 1440 ? minute : null;
}

const refuse = (reason: HoursRefusal["reason"], message: string): Result<Hours, HoursRefusal> =>
  err({ reason, message, accepted: EXAMPLES });
