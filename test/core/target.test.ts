import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatTarget, type Measure, parseTarget, type TargetRefusal } from "../../src/core/target.ts";
import { hours, minutes } from "../../src/core/time.ts";

const elapsed = (count: number): Measure => ({ kind: "elapsed", length: hours(count) });
const business = (count: number): Measure => ({ kind: "business", length: hours(count) });
const days = (count: number): Measure => ({ kind: "business_days", days: count });

function read(words: string) {
  const result = parseTarget(words);
  if (!result.ok) throw new Error(`${words}: ${result.failure.message}`);
  return result.value;
}

function refusal(words: string): TargetRefusal {
  const result = parseTarget(words);
  if (result.ok) throw new Error(`"${words}" was accepted`);
  return result.failure;
}

describe("the contract's twelve cells", () => {
  test.each<[words: string, aim: Measure, promise: Measure, strict: boolean]>([
    ["6 hours, 24x7", elapsed(6), elapsed(6), false],
    ["3 hours, 24x7", elapsed(3), elapsed(3), false],
    ["1 hour, 24x7", elapsed(1), elapsed(1), false],
    ["1 - 2 business days", days(1), days(2), false],
    ["Under 1 business day", days(1), days(1), true],
    ["12 business hours", business(12), business(12), false],
    ["2 - 4 business days", days(2), days(4), false],
    ["1 – 2 business days", days(1), days(2), false],
    ["6 - 12 business hours", business(6), business(12), false],
    ["3 business days", days(3), days(3), false],
    ["2 business day", days(2), days(2), false],
    ["1 business day", days(1), days(1), false],
  ])("%s", (words, aim, promise, strict) => {
    expect(read(words)).toEqual({ words, aim, promise, strict });
  });
});

describe("sensible relatives", () => {
  test.each<[words: string, canonical: string]>([
    ["4 business hours", "4 business hours"],
    ["next business day", "1 business day"],
    ["Next Working Day", "1 business day"],
    ["within 30 minutes, 24x7", "30 minutes, 24x7"],
    ["within 2 business days", "2 business days"],
    ["less than 4 working hours", "Under 4 business hours"],
    ["under one business day", "Under 1 business day"],
    ["twelve business hours", "12 business hours"],
    ["one to two business days", "1 - 2 business days"],
    ["1 business day - 2 business days", "1 - 2 business days"],
    ["1-2 business days", "1 - 2 business days"],
    ["1 — 2 business days", "1 - 2 business days"],
    ["1 ‑ 2 business days", "1 - 2 business days"],
    ["1\u00a0–\u00a02\u00a0business\u00a0days", "1 - 2 business days"],
    ["  6   HOURS ,24X7 ", "6 hours, 24x7"],
    ["6 hours 24/7", "6 hours, 24x7"],
    ["6 hrs, 24 × 7", "6 hours, 24x7"],
    ["2 days, 24x7", "48 hours, 24x7"],
    ["1.5 business hours", "90 business minutes"],
    ["1.1 hours, 24x7", "66 minutes, 24x7"],
    ["90 business minutes", "90 business minutes"],
    ["10000 hours, 24x7", "10000 hours, 24x7"],
    ["365 business days", "365 business days"],
  ])("%s means %s", (words, canonical) => {
    const target = read(words);
    expect(target.words).toBe(words);
    expect(formatTarget(target)).toBe(canonical);
  });
});

describe("anything else is refused, never guessed", () => {
  test.each<[words: string, reason: TargetRefusal["reason"]]>([
    ["", "empty"],
    ["   \t", "empty"],
    ["6 hours", "ambiguous"],
    ["1 day", "ambiguous"],
    ["1 - 2 days", "ambiguous"],
    ["30 minutes", "ambiguous"],
    ["same business day", "ambiguous"],
    ["2 business hours, 24x7", "contradictory"],
    ["1 business day 24/7", "contradictory"],
    ["4 - 2 business days", "range_reversed"],
    ["2 - 2 business days", "range_reversed"],
    ["4 business hours - 1 business day", "mixed_units"],
    ["1 hour - 2 business hours", "mixed_units"],
    ["30 minutes - 1 hour, 24x7", "mixed_units"],
    ["0 hours, 24x7", "zero"],
    ["0 - 2 business days", "zero"],
    ["0.0 business hours", "zero"],
    ["10001 hours, 24x7", "too_long"],
    ["366 business days", "too_long"],
    ["999999999 business days", "too_long"],
    ["-1 business days", "not_understood"],
    ["1.5 business days", "not_understood"],
    ["1.33 business hours", "not_understood"],
    ["2.5 minutes, 24x7", "not_understood"],
    ["1,5 business hours", "not_understood"],
    ["1e3 business hours", "not_understood"],
    ["0x10 business hours", "not_understood"],
    ["٣ business days", "not_understood"],
    ["thirteen business days", "not_understood"],
    ["under 1 - 2 business days", "not_understood"],
    ["under within 1 business day", "not_understood"],
    ["1 - business days", "not_understood"],
    ["1 - 2 - 3 business days", "not_understood"],
    ["6 hours,", "not_understood"],
    ["6, 24x7", "not_understood"],
    ["24x7", "not_understood"],
    ["business days", "not_understood"],
    ["1 - 2", "not_understood"],
    ["1 business week", "not_understood"],
    ["2 calendar days", "not_understood"],
    ["1 business day or so", "not_understood"],
    ["about 1 business day", "not_understood"],
    ["constructor", "not_understood"],
    ["1 constructor, 24x7", "not_understood"],
    ["6 hours, 24x7; DROP TABLE", "not_understood"],
  ])("%j is refused as %s", (words, reason) => {
    expect(refusal(words).reason).toBe(reason);
  });

  test("a refusal offers phrases that are themselves accepted", () => {
    for (const words of ["6 hours", "1 day", "2 business hours, 24x7", "1 - 2 days", "same business day", "soon"]) {
      for (const phrase of refusal(words).accepted) expect(read(phrase).words).toBe(phrase);
    }
    expect(refusal("6 hours").accepted).toEqual(["6 business hours", "6 hours, 24x7"]);
  });

  test("a hostile hundred kilobytes is answered at once and not repeated in the message", () => {
    for (const part of ["1 - ", "9", " ", "24 x 7 ", "-", "1 business hours, "]) {
      const { reason, message } = refusal(part.repeat(100_000 / part.length));
      expect(reason).toBe("not_understood");
      expect(message.length).toBeLessThan(200);
    }
  });
});

describe("properties", () => {
  const unit = fc.constantFrom("minute", "hour", "day");
  const phrase = fc
    .record({
      prefix: fc.constantFrom("", "within ", "Under "),
      low: fc.integer({ min: 0, max: 12_000 }),
      high: fc.option(fc.integer({ min: 0, max: 12_000 })),
      dash: fc.constantFrom(" - ", "–", " to ", "-"),
      unit,
      scope: fc.constantFrom("business", "24x7", "both", "none"),
    })
    .map(({ prefix, low, high, dash, unit, scope }) => {
      const amount = high === null ? `${low}` : `${low}${dash}${high}`;
      const qualifier = scope === "business" || scope === "both" ? "business " : "";
      return `${prefix}${amount} ${qualifier}${unit}s${scope === "24x7" || scope === "both" ? ", 24x7" : ""}`;
    });

  test("whatever is understood survives its canonical phrase, and its aim is never after its promise", () => {
    let understood = 0;
    fc.assert(
      fc.property(phrase, (words) => {
        const first = parseTarget(words);
        if (!first.ok) return;
        understood += 1;
        const { words: _, ...meaning } = first.value;
        expect(read(formatTarget(first.value))).toMatchObject(meaning);
        expect(amount(meaning.aim)).toBeLessThanOrEqual(amount(meaning.promise));
      }),
      { numRuns: 2000 },
    );
    expect(understood).toBeGreaterThan(100);
  });

  test("any text is either understood or refused with a reason and examples", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(fc.constantFrom(..."1 2 - to business hours , 24x7 under".split(" "))).map((words) => words.join(" ")),
    );
    fc.assert(
      fc.property(text, (words) => {
        const result = parseTarget(words);
        if (result.ok) expect(amount(result.value.promise)).toBeGreaterThan(0);
        else expect(result.failure.accepted.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });
});

const amount = (measure: Measure): number =>
  measure.kind === "business_days" ? measure.days : measure.length / minutes(1);
