import { checkDocument, type PolicyDocument, parseDocument } from "../../mappings/document.ts";
import { editDocument } from "../../mappings/edit-document.ts";
import { parseHours } from "../../mappings/hours.ts";
import { valueAt } from "../../mappings/issues.ts";
import type { PolicyEdit } from "../api/changes-request.ts";
import type { Meaning, PolicyCheck } from "../api/policy.ts";
import { windowWords } from "../core/opening-hours.ts";
import { err, ok, type Result } from "../core/result.ts";
import { formatTarget, type Measure, parseTarget } from "../core/target.ts";
import type { AdminDeps, AdminFailure } from "./deps.ts";
import { NO_DOCUMENT } from "./failures.ts";
import { policyWarnings } from "./policy-view.ts";
import { workedExamples } from "./worked-examples.ts";

type Path = readonly (string | number)[];

/** What an edit in the contract's words would mean, and what it would change, before anybody proposes it. */
export function checkPolicyEdits(deps: AdminDeps, edits: readonly PolicyEdit[]): Result<PolicyCheck, AdminFailure> {
  const { inForce } = deps;
  if (inForce.document === null) return err(NO_DOCUMENT);
  const before = parseDocument(inForce.document);
  const edited = editDocument(before, edits);
  const meanings = edits.map(({ path, value }) => ({
    path: path.map(String),
    before: meaningOf(path, valueAt(before, path)),
    after: meaningOf(path, value),
  }));
  const outcome = edited.ok ? checkDocument(edited.value) : edited;
  if (!edited.ok || !outcome.ok) {
    const problems = outcome.ok ? [] : outcome.failure.problems;
    const shown = problems.map((problem) => ({ ...problem, path: [...problem.path], accepted: [...problem.accepted] }));
    return ok({ problems: shown, meanings, examples: [], warnings: [] });
  }
  const text = JSON.stringify(edited.value satisfies PolicyDocument);
  const policies = { before: inForce.policy, after: inForce.compile(text).policy };
  const examples = workedExamples(
    policies,
    edits.map(({ path }) => path.map(String)),
    deps.now(),
  );
  return ok({ problems: [], meanings, examples: [...examples], warnings: [...policyWarnings(deps, text)] });
}

/** A cell understood; `null` for one that isn't there, or can't be understood: then it is among the problems. */
function meaningOf(path: Path, value: unknown): Meaning | null {
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
