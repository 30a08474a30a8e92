import {
  addBusinessDays,
  addBusinessTime,
  businessTimeBetween,
  DAY_RULES,
  nextOpen,
  subtractBusinessTime,
} from "../src/core/business-time.ts";
import { assertNever } from "../src/core/result.ts";
import { type Duration, formatInstant, hours, type Instant, minutes, seconds } from "../src/core/time.ts";
import { Fact } from "./fact.ts";

/** What became of the facts of one file. */
export interface VectorReport {
  /** One line for each difference, for each fact that cannot be read, and for what was left aside. */
  readonly lines: readonly string[];
  readonly passed: number;
  readonly failed: number;
  /** Day facts of a rule that the support policy doesn't offer. */
  readonly notOffered: number;
  /** Facts whose budget ends at closing, and which are due at the next opening instead: the other reading. */
  readonly otherReading: number;
}

type Outcome =
  | { readonly kind: "passed" | "other_reading" }
  | { readonly kind: "not_offered"; readonly rule: string }
  | { readonly kind: "failed"; readonly line: string };

/**
 * Runs one file of business-time facts against the calendar engine.
 * @param text JSON, a list of facts as in `test/fixtures/business-time.json`
 * @param name what the lines call the file
 */
export function runVectors(text: string, name: string): VectorReport {
  const facts = listOf(text);
  const outcomes = facts?.map(outcomeOf) ?? [{ kind: "failed", line: "expected a JSON list of facts" } as const];
  const counted = (kind: Outcome["kind"]): number => outcomes.filter((outcome) => outcome.kind === kind).length;
  const rules = outcomes.flatMap((outcome) => (outcome.kind === "not_offered" ? [outcome.rule] : []));
  const otherReading = counted("other_reading");
  return {
    lines: [
      ...outcomes.flatMap((outcome) => (outcome.kind === "failed" ? [`${name}: ${outcome.line}`] : [])),
      ...(rules.length === 0 ? [] : [`${name}: ${rules.length} not offered by the policy (${tally(rules)})`]),
      ...(otherReading === 0
        ? []
        : [`${name}: ${otherReading} another reading (due at the next opening, not at close)`]),
    ],
    passed: counted("passed"),
    failed: counted("failed"),
    notOffered: rules.length,
    otherReading,
  };
}

/** The closing line of a run over several files. */
export function closingLine(reports: readonly VectorReport[]): string {
  const sum = (count: "passed" | "failed"): number => reports.reduce((total, report) => total + report[count], 0);
  return `${sum("passed")} passed, ${sum("failed")} failed`;
}

function listOf(text: string): readonly unknown[] | null {
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) ? read : null;
  } catch {
    return null;
  }
}

function outcomeOf(stated: unknown, index: number): Outcome {
  const { success, data: fact, error } = Fact.safeParse(stated);
  if (success) return check(fact);
  const [issue] = error.issues;
  return { kind: "failed", line: `fact ${index + 1}: ${issue?.path.join(".")}: ${issue?.message}` };
}

function check(fact: Fact): Outcome {
  switch (fact.op) {
    case "add":
      return checkAdd(fact);
    case "subtract": {
      const length = lengthOf(fact);
      if (length === null) return { kind: "not_offered", rule: fact.semantics };
      return compare(fact.id, inUtc(fact.expected), inUtc(subtractBusinessTime(fact.calendar, fact.start, length)));
    }
    case "between": {
      if (fact.semantics !== "elapsed") return { kind: "not_offered", rule: fact.semantics };
      const length = businessTimeBetween(fact.calendar, fact.start, fact.end, fact.pauses);
      return compare(fact.id, `${fact.expected} s`, `${length / 1000} s`);
    }
    default:
      return assertNever(fact);
  }
}

function checkAdd(fact: Extract<Fact, { op: "add" }>): Outcome {
  const { calendar, start, expected } = fact;
  const length = lengthOf(fact);
  const rule = DAY_RULES.find((offered) => offered === fact.semantics);
  if (length === null) {
    if (rule === undefined || fact.unit !== "business_days") return { kind: "not_offered", rule: fact.semantics };
    return compare(fact.id, inUtc(expected), inUtc(addBusinessDays(calendar, start, fact.amount, rule)));
  }
  const due = addBusinessTime(calendar, start, length, fact.pauses);
  const isOtherReading = fact.tie_rule === "due_at_next_open" && due !== null && due !== expected;
  if (isOtherReading && nextOpen(calendar, due) === expected) return { kind: "other_reading" };
  return compare(fact.id, inUtc(expected), inUtc(due));
}

/** `null` when the fact counts days, or otherwise than by open time. */
function lengthOf({ semantics, unit, amount }: Exclude<Fact, { op: "between" }>): Duration | null {
  return semantics === "elapsed" && unit !== "business_days" ? UNITS[unit](amount) : null;
}

const UNITS = { seconds, minutes, hours };

function compare(id: string, expected: string, got: string): Outcome {
  return expected === got ? { kind: "passed" } : { kind: "failed", line: `${id}: expected ${expected}, got ${got}` };
}

const inUtc = (at: Instant | null): string => (at === null ? "never" : formatInstant(at));

/** `biz_day 3, bt_day 5` */
function tally(words: readonly string[]): string {
  return [...new Set(words)].map((word) => `${word} ${words.filter((other) => other === word).length}`).join(", ");
}
