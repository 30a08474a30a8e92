import { err, ok, type Result } from "./result.ts";
import { type Phrase, readPhrase, tokenise, type Unit } from "./target-phrase.ts";
import { type Duration, hours, minutes } from "./time.ts";

/** One bound of a promise. `elapsed` runs 24x7; `business` consumes open time; `business_days` follow the day rule. */
export type Measure =
  | { readonly kind: "elapsed"; readonly length: Duration }
  | { readonly kind: "business"; readonly length: Duration }
  | { readonly kind: "business_days"; readonly days: number };

/** A first-response target in the contract's own words, understood. */
export interface Target {
  /** The contract's words, as they stand in the policy. */
  readonly words: string;
  /** The lower bound of a range: what the team works towards. Equal to `promise` when there is no range. */
  readonly aim: Measure;
  /** The upper bound: what the customer was promised; the due date is its instant. */
  readonly promise: Measure;
  /** "Under N": met only before the instant; otherwise at or before. */
  readonly strict: boolean;
}

/** Why a phrase was refused, and what would have been accepted. */
export interface TargetRefusal {
  readonly reason:
    | "empty"
    | "not_understood"
    /** Hours or days that say neither `business` nor `24x7`. */
    | "ambiguous"
    /** Both `business` and `24x7`. */
    | "contradictory"
    | "range_reversed"
    | "mixed_units"
    | "zero"
    | "too_long";
  readonly message: string;
  readonly accepted: readonly string[];
}

/** Ten thousand hours, 24x7 or business; and a year of days. Beyond that a phrase is a typing error, not a promise. */
const MAX_MINUTES = 10_000 * 60;
const MAX_DAYS = 365;
const MAX_CHARACTERS = 120;

const EXAMPLES = [
  "6 hours, 24x7",
  "within 30 minutes, 24x7",
  "4 business hours",
  "6 - 12 business hours",
  "2 business days",
  "1 - 2 business days",
  "Under 1 business day",
  "next business day",
] as const;

/**
 * Reads a contract phrase such as "6 hours, 24x7" or "1 – 2 business days". Case, kinds of dash and of space don't matter.
 * Never guesses: bare "6 hours" may or may not run through the night, so it is refused, with what would be accepted.
 */
export function parseTarget(words: string): Result<Target, TargetRefusal> {
  if (words.length > MAX_CHARACTERS) {
    return refuse("not_understood", `a target has at most ${MAX_CHARACTERS} characters`);
  }
  const tokens = tokenise(words);
  const sentence = tokens.join(" ");
  if (sentence === "") return refuse("empty", "a target says how long the first response may take");
  if (sentence === "next business day") return target(words, days(1), days(1), false);
  if (sentence === "same business day") {
    const message = `"${words}" leaves open what is owed to a request that arrives while closed`;
    return refuse("ambiguous", message, ["Under 1 business day", "4 business hours"]);
  }
  const phrase = readPhrase(tokens);
  return phrase === null ? refuse("not_understood", `"${words}" is not a length of time`) : understand(words, phrase);
}

function understand(words: string, { strict, low, high, roundTheClock }: Phrase): Result<Target, TargetRefusal> {
  const last = high ?? low;
  const { unit, business } = last;
  if (unit === null) return refuse("not_understood", `"${words}" has no unit after its last number`);
  if (low.unit !== null && (low.unit !== unit || low.business !== business)) {
    return refuse("mixed_units", `"${words}" counts its two bounds in different units`);
  }
  const span = high === null ? low.amount : `${low.amount} - ${high.amount}`;
  if (business && roundTheClock) {
    const accepted = [`${span} business ${unit}s`, `${span} ${unit}s, 24x7`];
    return refuse("contradictory", `"${words}" can't be both business time and 24x7`, accepted);
  }
  if (!business && !roundTheClock) {
    const accepted = [`${span} business ${unit}s`, `${span} ${unit}s, 24x7`];
    return refuse("ambiguous", `"${words}" doesn't say whether nights, weekends and holidays count`, accepted);
  }
  const aim = measure(low.amount, unit, business);
  const promise = measure(last.amount, unit, business);
  if (aim === null || promise === null) {
    return refuse("not_understood", `"${words}" is not a whole number of ${unit === "day" ? "days" : "minutes"}`);
  }
  if (size(aim) === 0 || size(promise) === 0) return refuse("zero", `"${words}" leaves no time to respond`);
  if (tooLong(aim) || tooLong(promise)) {
    return refuse("too_long", `"${words}" is more than ${MAX_DAYS} business days or ${MAX_MINUTES / 60} hours`);
  }
  if (high !== null && size(aim) >= size(promise)) {
    return refuse("range_reversed", `"${words}" must go from the shorter to the longer time`);
  }
  return target(words, aim, promise, strict);
}

/** @returns `null` for a fraction that isn't whole minutes, or a fraction of a day: half a business day has no meaning. */
function measure(amount: string, unit: Unit, business: boolean): Measure | null {
  const [whole = "", fraction = ""] = amount.split(".");
  if (fraction !== "" && unit !== "hour") return null;
  if (unit === "day" && business) return days(Number(whole));
  // Scaled to whole numbers: 1.1 × 60 is not 66 in binary.
  const scaled = Number(whole + fraction) * (unit === "minute" ? 1 : unit === "hour" ? 60 : 1440);
  const count = scaled / 10 ** fraction.length;
  if (!Number.isInteger(count)) return null;
  return { kind: business ? "business" : "elapsed", length: minutes(count) };
}

const days = (count: number): Measure => ({ kind: "business_days", days: count });
const size = (measured: Measure): number => (measured.kind === "business_days" ? measured.days : measured.length);
const tooLong = (measured: Measure): boolean =>
  size(measured) > (measured.kind === "business_days" ? MAX_DAYS : minutes(MAX_MINUTES));

const target = (words: string, aim: Measure, promise: Measure, strict: boolean): Result<Target, TargetRefusal> =>
  ok({ words, aim, promise, strict });

const refuse = (
  reason: TargetRefusal["reason"],
  message: string,
  accepted: readonly string[] = EXAMPLES,
): Result<Target, TargetRefusal> => err({ reason, message, accepted });

/** The one canonical phrase for what a target means; {@link parseTarget} reads it back to the same meaning. */
export function formatTarget({ aim, promise, strict }: Omit<Target, "words">): string {
  const [low, high] = [size(aim), size(promise)];
  if (promise.kind === "business_days") return phraseOf(low, high, "business day", strict, "");
  const clock = promise.kind === "elapsed" ? ", 24x7" : "";
  const qualifier = promise.kind === "elapsed" ? "" : "business ";
  const inHours = low % hours(1) === 0 && high % hours(1) === 0;
  const [unit, length] = inHours ? ["hour", hours(1)] : ["minute", minutes(1)];
  return phraseOf(low / length, high / length, `${qualifier}${unit}`, strict, clock);
}

function phraseOf(low: number, high: number, unit: string, strict: boolean, clock: string): string {
  const amount = low === high ? String(high) : `${low} - ${high}`;
  return `${strict ? "Under " : ""}${amount} ${unit}${high === 1 ? "" : "s"}${clock}`;
}
