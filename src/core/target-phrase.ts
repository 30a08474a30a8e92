const NUMBER_WORDS = [
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

export type Unit = "minute" | "hour" | "day";

const UNITS: ReadonlyMap<string, Unit> = new Map([
  ["minute", "minute"],
  ["minutes", "minute"],
  ["min", "minute"],
  ["mins", "minute"],
  ["hour", "hour"],
  ["hours", "hour"],
  ["hr", "hour"],
  ["hrs", "hour"],
  ["day", "day"],
  ["days", "day"],
]);

/** "N business hours"; `unit` is `null` where a range leaves it to its other bound. */
export interface Bound {
  readonly amount: string;
  readonly business: boolean;
  readonly unit: Unit | null;
}

/** The grammar's one sentence: `[under | within] bound [to bound] [24x7]`. */
export interface Phrase {
  readonly strict: boolean;
  readonly low: Bound;
  readonly high: Bound | null;
  readonly roundTheClock: boolean;
}

/** The words of a phrase in one spelling: lower case, one dash, `working` as `business`, `24/7` as `24x7`. */
export function tokenise(words: string): string[] {
  return words
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/\b24\s?[x×/]\s?7\b/g, "24x7")
    .replace(/\bworking\b/g, "business")
    .replace(/[-,]/g, " $& ")
    .split(/\s+/)
    .filter((token) => token !== "");
}

/** @returns `null` when the words are not of the grammar; whether they make sense together is not asked here. */
export function readPhrase(tokens: readonly string[]): Phrase | null {
  let at = 0;
  const take = (...expected: readonly string[]) => {
    const here = expected.every((token, offset) => tokens[at + offset] === token);
    if (here) at += expected.length;
    return here;
  };
  const bound = (): Bound | null => {
    const amount = amountOf(tokens[at] ?? "");
    if (amount === null) return null;
    at += 1;
    const business = take("business");
    const unit = UNITS.get(tokens[at] ?? "") ?? null;
    if (unit !== null) at += 1;
    return business && unit === null ? null : { amount, business, unit };
  };

  const strict = take("under") || take("less", "than");
  if (!strict) take("within");
  const low = bound();
  const ranges = take("-") || take("to");
  const high = ranges ? bound() : null;
  if (low === null || (ranges && (high === null || strict))) return null;
  const comma = take(",");
  const roundTheClock = take("24x7");
  return at === tokens.length && (roundTheClock || !comma) ? { strict, low, high, roundTheClock } : null;
}

function amountOf(token: string): string | null {
  if (/^\d{1,9}(?:\.\d{1,4})?$/.test(token)) return token;
  const word = NUMBER_WORDS.indexOf(token);
  return word === -1 ? null : String(word + 1);
}
