import type * as z from "zod";
import type { Instant } from "../core/time.ts";
import { parseHttpDate } from "../http/http-date.ts";
import type { SendOutcome } from "../http/send.ts";
import { readProblem, type ZendeskProblem } from "./errors.ts";

export type CallOutcome<Answer> = Success<Answer> | CallFailure;

export interface Success<Answer> {
  readonly kind: "ok";
  readonly value: Answer;
  /** Zendesk's clock when it answered, to the second. */
  readonly date: Instant | null;
}

export type CallFailure =
  | { readonly kind: "unauthorized"; readonly detail: string }
  | { readonly kind: "forbidden"; readonly detail: string }
  | { readonly kind: "not_found" }
  | { readonly kind: "conflict" }
  /** The request itself is refused (400, 422 and the like): sent again, it is refused again. */
  | { readonly kind: "unprocessable"; readonly detail: string; readonly problem: ZendeskProblem }
  | { readonly kind: "throttled"; readonly until: Instant; readonly scope: "account" | "ticket" | "endpoint" }
  /** Nothing was changed: try again later. */
  | { readonly kind: "unavailable"; readonly detail: string }
  /** A write that may or may not have happened. */
  | { readonly kind: "ambiguous"; readonly detail: string }
  /** A read was answered with something that can't be understood. */
  | { readonly kind: "unreadable"; readonly detail: string };

interface Sent<Answer> {
  readonly method: string;
  readonly answer: z.ZodType<Answer>;
  /** Until when nothing may be sent, where this answer said so, and by whom: the account, or this endpoint alone. */
  readonly pausedUntil: Instant | null;
  readonly scope: "account" | "endpoint";
}

/**
 * What an answer means. Where it can't be told whether a write took effect, it is `ambiguous`, never `unavailable`:
 * the caller has to look before it writes again (`reliability.md` §3, F9–F12).
 */
export function classify<Answer>(sent: Sent<Answer>, outcome: SendOutcome): CallOutcome<Answer> {
  const writes = sent.method !== "GET";
  switch (outcome.kind) {
    case "not_sent":
      return { kind: "unavailable", detail: `Zendesk could not be reached: ${outcome.detail}` };
    case "no_answer":
      return { kind: writes ? "ambiguous" : "unavailable", detail: outcome.detail };
    case "redirected":
      return {
        kind: "unavailable",
        detail: `Zendesk answered with a redirect (${outcome.status}), which is never followed`,
      };
    case "answer":
      return outcome.status < 300 ? success(sent, outcome, writes) : refusal(sent, outcome, writes);
  }
}

type Answered = Extract<SendOutcome, { kind: "answer" }>;

function success<Answer>(sent: Sent<Answer>, { headers, body }: Answered, writes: boolean): CallOutcome<Answer> {
  const failed = writes ? "ambiguous" : "unreadable";
  if (body.kind === "unreadable") return { kind: failed, detail: body.detail };
  const parsed = sent.answer.safeParse(body.kind === "json" ? body.value : null);
  if (parsed.success) return { kind: "ok", value: parsed.data, date: parseHttpDate(headers.get("date") ?? "") };
  const where = parsed.error.issues[0]?.path.join(".") || "the top";
  return { kind: failed, detail: `the answer differs from Zendesk's documentation at ${where}` };
}

function refusal(sent: Sent<unknown>, { status, body }: Answered, writes: boolean): CallFailure {
  const problem = readProblem(body.kind === "json" ? body.value : null);
  const detail = `Zendesk answered ${status}: ${problem.detail}`;
  if (status === 401) return { kind: "unauthorized", detail };
  if (status === 403) return { kind: "forbidden", detail };
  if (status === 404 || status === 410) return { kind: "not_found" };
  if (status === 409) return { kind: "conflict" };
  if (sent.pausedUntil !== null && status === 429)
    return { kind: "throttled", until: sent.pausedUntil, scope: sent.scope };
  if (status === 408 || status >= 500) return { kind: writes ? "ambiguous" : "unavailable", detail };
  return { kind: "unprocessable", detail, problem };
}
