import type { Window } from "../src/core/calendar.ts";
import { windowWords } from "../src/core/opening-hours.ts";
import { formatTarget, type Measure, parseTarget } from "../src/core/target.ts";
import { parseHours } from "./hours.ts";

/** A place of the policy understood, for a person to compare with what they meant to write. */
export type Meaning =
  | {
      readonly kind: "target";
      readonly aim: ShownMeasure;
      readonly promise: ShownMeasure;
      readonly strict: boolean;
      /** e.g. `aim 1 business day, promise 2 business days`. */
      readonly words: string;
    }
  | { readonly kind: "hours"; readonly windows: Window[]; readonly words: string }
  | { readonly kind: "value"; readonly words: string };

export type ShownMeasure = ReturnType<typeof shownMeasure>;

/** A cell understood; `null` for one that isn't there, or can't be understood: then it is among the problems. */
export function meaningOf(path: readonly (string | number)[], value: unknown): Meaning | null {
  if (value === undefined) return null;
  if (typeof value === "string" && path.includes("initial_response_time")) return targetMeaning(value);
  if (typeof value === "string" && (path.at(-2) === "support_hours" || path.at(-2) === "special_hours")) {
    return hoursMeaning(value);
  }
  return { kind: "value", words: typeof value === "string" ? value : JSON.stringify(value) };
}

function targetMeaning(words: string): Meaning | null {
  const parsed = parseTarget(words);
  if (!parsed.ok) return null;
  const { strict } = parsed.value;
  const [aim, promise] = [shownMeasure(parsed.value.aim), shownMeasure(parsed.value.promise)];
  const promised = `${strict ? "under " : ""}${promise.words}`;
  const both = aim.words === promise.words ? `promise ${promised}` : `aim ${aim.words}, promise ${promised}`;
  return { kind: "target", aim, promise, strict, words: both };
}

const shownMeasure = (measure: Measure) => ({
  kind: measure.kind,
  lengthMs: measure.kind === "business_days" ? null : measure.length,
  days: measure.kind === "business_days" ? measure.days : null,
  words: formatTarget({ aim: measure, promise: measure, strict: false }),
});

function hoursMeaning(words: string): Meaning | null {
  const parsed = parseHours(words);
  if (!parsed.ok) return null;
  const { windows } = parsed.value;
  return { kind: "hours", windows: [...windows], words: windows.length === 0 ? "closed" : windowWords(windows) };
}
