import { DAY } from "../src/core/epoch-day.ts";
import { err, ok, type Result } from "../src/core/result.ts";
import { type Instant, instant, parseInstant, parseLocalDate } from "../src/core/time.ts";
import { zoneTransitions } from "../src/core/zone-transitions.ts";

export interface MomentRefusal {
  readonly reason: "not_understood" | "skipped" | "twice";
  readonly message: string;
  readonly accepted: readonly string[];
}

const WALL = /^(\d{4}-\d{2}-\d{2}) ([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

/**
 * Reads a moment as a person writes it: `2026-11-05 16:30` on the wall of `zone`, or RFC 3339 with its offset. Never
 * guesses: a wall time that the zone skips, or shows twice, is refused.
 */
export function readMoment(text: string, zone: string): Result<Instant, MomentRefusal> {
  const absolute = parseInstant(text);
  if (absolute !== null) return ok(absolute);
  const [, day = "", hour, minute, second = "0"] = WALL.exec(text) ?? [];
  const date = parseLocalDate(day);
  if (date === null) {
    const accepted = [`2026-11-05 16:30 (in ${zone})`, "2026-11-05T16:30:00Z"];
    return err({ reason: "not_understood", message: `"${text}" is not a date and time`, accepted });
  }
  const wall = Date.parse(`${date}T00:00:00Z`) + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  return onWall(text, wall, zone);
}

function onWall(text: string, wall: number, zone: string): Result<Instant, MomentRefusal> {
  const clock = zoneTransitions(zone);
  const at = clock.instantOf(wall);
  const accepted = ["a time with its offset, such as 2026-10-25T01:30:00+01:00"];
  if (clock.wallOf(at) !== wall) {
    return err({ reason: "skipped", message: `there is no ${text} in ${zone}: the clocks go forward then`, accepted });
  }
  const later = wall - clock.offsetAt(at + DAY);
  if (later > at && clock.wallOf(later) === wall) {
    return err({ reason: "twice", message: `${text} comes twice in ${zone}: the clocks go back then`, accepted });
  }
  return ok(instant(at));
}
