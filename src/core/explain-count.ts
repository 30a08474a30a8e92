import { isOpen, localDateOf } from "./business-time.ts";
import type { Answer } from "./decision.ts";
import type { Policy } from "./policy.ts";
import { assertNever } from "./result.ts";
import type { Measure } from "./target.ts";
import type { Instant } from "./time.ts";
import { walk } from "./walk.ts";
import { lengthWords, wallClock, wallDate, wallTime } from "./wall-time.ts";

/** More than this many dates in one step is a list that nobody checks. */
const LISTED = 10;

/** How the promise was counted out, date by date, and where its lower bound lies when it is a range. */
export function countSteps(answer: Answer, policy: Policy): readonly string[] {
  const { target, aim, due } = answer;
  if (target === null || aim === null || due === null) return [];
  const range = aim === due ? [] : [`The team aims for ${wallTime(aim, policy.zone)}: ${measureWords(target.aim)}.`];
  return [...counted(answer, target.promise, due, policy), ...range];
}

/** `Thu 24 Dec, Mon 28 Dec and 3 more`. */
export function listed(words: readonly string[]): string {
  const shown = words.slice(0, LISTED).join(", ");
  return words.length <= LISTED ? shown : `${shown} and ${words.length - LISTED} more`;
}

function counted(answer: Answer, promise: Measure, due: Instant, policy: Policy): readonly string[] {
  const calendar = policy.tiers.get(answer.servedAs)?.calendar;
  if (promise.kind === "elapsed" || calendar === undefined) return [];
  const { zone } = calendar.definition;
  const walked = walk(calendar, answer.arrived, due);
  if (promise.kind === "business" || policy.dayRule === "working_hours") {
    const days = walked.filter((day) => day.counted > 0);
    const words = days.map((day) => `${wallDate(day.date)} ${lengthWords(day.counted)}`);
    return [`Counted, ${measureWords(promise)}: ${listed(words)}.`];
  }
  // The first date that was open is the one counted from. One that opens at the due instant counts, having no time yet.
  const opensAtDue = isOpen(calendar, due) ? localDateOf(calendar, due) : null;
  const open = walked.filter((day) => day.counted > 0 || day.date === opensAtDue);
  const [start, ...days] = open.map((day) => wallDate(day.date));
  if (start === undefined || days.length === 0) return [];
  const numbered = days.map((day, index) => `${index + 1} is ${day}`);
  return [`Counted from ${start}, business day ${listed(numbered)}; ${timeOfDay(answer, due, zone, policy)}.`];
}

function timeOfDay(answer: Answer, due: Instant, zone: string, policy: Policy): string {
  const at = wallClock(due, zone);
  if (policy.dayRule === "close_of_business") return `due at the close of that day, ${at}`;
  const began = answer.reasons.find((reason) => reason.kind === "out_of_hours")?.opens ?? answer.arrived;
  return wallClock(began, zone) === at
    ? `due at the same time of day, ${at}`
    : `the time of day, ${wallClock(began, zone)}, is outside that date's hours, so it moves to ${at}`;
}

function measureWords(measure: Measure): string {
  switch (measure.kind) {
    case "elapsed":
      return `${lengthWords(measure.length)} around the clock`;
    case "business":
      return `${lengthWords(measure.length)} of support hours`;
    case "business_days":
      return measure.days === 1 ? "1 business day" : `${measure.days} business days`;
    default:
      return assertNever(measure);
  }
}
