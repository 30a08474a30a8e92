import { type Problem, problem } from "../../../src/api/problem.ts";

/** Why the server did not do what was asked. `kind` says what a page can do about it, the rest is the server's word. */
export interface Failure {
  readonly kind: "offline" | "signed_out" | "not_permitted" | "stale" | "refused" | "busy" | "broken";
  readonly reason: string | null;
  readonly detail: string | null;
  readonly mend: string | null;
  readonly problems: NonNullable<Problem["problems"]>;
}

/** Carries a {@link Failure} through react-query, which knows failures as what is thrown only. */
export class Refusal extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.detail ?? failure.kind);
    this.failure = failure;
  }
}

export const OFFLINE: Failure = { kind: "offline", reason: null, detail: null, mend: null, problems: [] };
export const BROKEN: Failure = { ...OFFLINE, kind: "broken" };

/** @param body of an answer that isn't a good one: problem details, or anything */
export function failureOf(status: number, body: unknown): Failure {
  const parsed = problem.safeParse(body);
  const kind = kindOf(status);
  if (!parsed.success) return { ...OFFLINE, kind };
  const { reason, detail, mend, problems = [] } = parsed.data;
  return { kind, reason, detail, mend, problems };
}

/** What was thrown, as a failure: anything that the server didn't say is our own mistake. */
export const failureIn = (thrown: unknown): Failure => (thrown instanceof Refusal ? thrown.failure : BROKEN);

function kindOf(status: number): Failure["kind"] {
  switch (status) {
    case 401:
      return "signed_out";
    case 403:
      return "not_permitted";
    case 412:
    case 428:
      return "stale";
    case 429:
    case 503:
      return "busy";
    default:
      return status >= 400 && status < 500 ? "refused" : "broken";
  }
}
