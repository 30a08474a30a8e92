import type { Problem } from "../../src/api/problem.ts";

/** Why something was not done, as every part of Tierline says it. */
export interface Failure {
  readonly reason: string;
  readonly message: string;
  readonly mend: string;
}

const TITLES = {
  400: "Bad request",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  409: "Conflict",
  412: "Changed meanwhile",
  413: "Too large",
  415: "Unsupported type",
  422: "Can't be done",
  428: "Condition missing",
  429: "Too many attempts",
  500: "Internal error",
  503: "Unavailable",
} as const;

export type ProblemStatus = keyof typeof TITLES;

/** The answer to a request that is refused. */
export function problem(
  status: ProblemStatus,
  { reason, message, mend }: Failure,
  more: { readonly problems?: Problem["problems"]; readonly headers?: Readonly<Record<string, string>> } = {},
): Response {
  const body: Problem = { type: "about:blank", title: TITLES[status], status, detail: message, reason, mend };
  const { problems, headers } = more;
  const whole = problems === undefined ? body : { ...body, problems };
  return Response.json(whole, { status, headers: { ...headers, "content-type": "application/problem+json" } });
}
