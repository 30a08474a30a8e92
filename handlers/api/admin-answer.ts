import type { Part } from "../../src/admin/audit-view.ts";
import type { AdminFailure } from "../../src/admin/deps.ts";
import { type ProblemStatus, problem } from "./problem.ts";

const STATUS: Readonly<Record<AdminFailure["kind"], ProblemStatus>> = {
  missing: 404,
  conflict: 409,
  stale: 412,
  invalid: 422,
};

/** Why an administrator's request was not done, as an answer. */
export function refused(failure: AdminFailure): Response {
  const { problems } = failure;
  return problem(STATUS[failure.kind], failure, problems === undefined ? {} : { problems: [...problems] });
}

/** A row's, change's or version's number, as it stands in a path; `null` for anything else. */
export const numberIn = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;

/** Sends something long as it is read, part by part: no account has to hold the whole of it. */
export function inParts(
  part: (after: number) => Part | Promise<Part>,
  first: number,
  headers: Readonly<Record<string, string>>,
): Response {
  const bytes = new TextEncoder();
  let next: number | null = first;
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (next === null) return controller.close();
      const { text, next: following } = await part(next);
      next = following;
      controller.enqueue(bytes.encode(text));
    },
  });
  return new Response(stream, { headers });
}
