import { type Failure, problem } from "./problem.ts";

/** The `ETag` of something whose content has this version. */
export const etag = (version: string | number): string => `"${version}"`;

/**
 * Lets a change go on only when it was made to what is there now: otherwise two people would undo each other's work
 * without seeing it (RFC 9110 §13.1.1, RFC 6585 §3).
 * @returns `null` when it may go on
 */
export function unlessMatching(request: Request, version: string | number): Response | null {
  const wanted = request.headers.get("if-match");
  if (wanted === null) return problem(428, MISSING);
  const current = etag(version);
  const known = wanted.split(",").map((one) => one.trim());
  return known.includes(current) ? null : problem(412, STALE, { headers: { etag: current } });
}

const MISSING: Failure = {
  reason: "if_match_missing",
  message: "The request doesn't say which version it changes.",
  mend: "Send the ETag that it was read with as If-Match.",
};

const STALE: Failure = {
  reason: "stale",
  message: "Somebody changed it since it was read.",
  mend: "Read it again, and make the change to what is there now.",
};
