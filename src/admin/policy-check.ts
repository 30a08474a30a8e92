import { checkDocument, type PolicyDocument, parseDocument } from "../../mappings/document.ts";
import { editDocument } from "../../mappings/edit-document.ts";
import { valueAt } from "../../mappings/issues.ts";
import { meaningOf } from "../../mappings/meaning.ts";
import type { PolicyEdit } from "../api/changes-request.ts";
import type { PolicyCheck } from "../api/policy.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { AdminDeps, AdminFailure } from "./deps.ts";
import { NO_DOCUMENT } from "./failures.ts";
import { policyWarnings } from "./policy-view.ts";
import { workedExamples } from "./worked-examples.ts";

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
