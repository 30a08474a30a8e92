import { InvalidArgumentError } from "commander";
import { IANAZone } from "luxon";
import { SEVERITIES, type Severity } from "../src/core/policy.ts";
import { type Instant, parseInstant } from "../src/core/time.ts";

/** Each reads one word of the command line, or throws what commander shows with the option's name. */

export function readInstant(text: string): Instant {
  const at = parseInstant(text);
  if (at === null) {
    throw new InvalidArgumentError("Write a date and time with its offset, such as 2026-12-24T16:30:00Z.");
  }
  return at;
}

export function readSeverity(text: string): Severity {
  const severity = SEVERITIES.find((known) => String(known) === text.trim());
  if (severity === undefined) {
    throw new InvalidArgumentError("Write 1 (critical), 2 (major), 3 (minor) or 4 (enhancement).");
  }
  return severity;
}

export function readZone(text: string): string {
  if (!IANAZone.isValidZone(text)) {
    throw new InvalidArgumentError("Write an IANA time zone, such as Etc/GMT or Europe/London.");
  }
  return text;
}
