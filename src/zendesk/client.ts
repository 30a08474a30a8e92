import type * as z from "zod";
import type { TicketId } from "../core/id.ts";
import { assertNever } from "../core/result.ts";
import type { Instant } from "../core/time.ts";
import type { CallRecord } from "../http/call-record.ts";
import { createSend, type OutgoingRequest, type Send } from "../http/send.ts";
import { createBudget } from "./budget.ts";
import type { Credentials } from "./connection.ts";
import { createTokenSource } from "./oauth.ts";
import { type CallOutcome, classify } from "./outcome.ts";

/** One account's API. It keeps the account's limits, signs in by itself, and repeats nothing but a call whose token was refused. */
export interface ZendeskClient {
  call<Answer>(call: Call<Answer>): Promise<CallOutcome<Answer>>;
}

export interface Call<Answer> {
  readonly method: OutgoingRequest["method"];
  /** From `/api/v2/` on: the origin is the account's own and nobody else's to choose. */
  readonly path: `/api/v2/${string}`;
  /** The path's pattern, for counting and logs, e.g. `/api/v2/tickets/{id}`. */
  readonly endpoint: string;
  readonly json?: unknown;
  /** What a success looks like. An empty answer is read as `null`. */
  readonly answer: z.ZodType<Answer>;
  /** The ticket that is updated: such calls have limits of their own. */
  readonly updates?: TicketId;
  /** The endpoint has a limit of its own, so that a refusal may leave the rest of the account alone. */
  readonly ownLimit?: true;
  /** How long an answer may be; left out, what `http/send.ts` allows. */
  readonly maxBytes?: number;
}

export interface ClientWiring {
  readonly origin: string;
  readonly credentials: Credentials;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Instant;
  readonly onCall?: (call: CallRecord) => void;
}

export function createZendeskClient({ origin, credentials, fetch, now, onCall }: ClientWiring): ZendeskClient {
  const sendUncounted = createSend({ fetch });
  const budget = createBudget({ now });
  const tokens = createTokenSource({ origin, credentials, send: counted("/oauth/tokens"), now });

  function counted(endpoint: string): Send {
    return async (request, limits) => {
      const outcome = await sendUncounted(request, limits);
      const answered = outcome.kind === "answer" || outcome.kind === "redirected";
      onCall?.({ method: request.method, endpoint, status: answered ? outcome.status : null });
      return outcome;
    };
  }

  async function attempt<Answer>(call: Call<Answer>, refusedBefore: boolean): Promise<CallOutcome<Answer>> {
    const pause = budget.paused();
    if (pause !== null) return pause;
    const authorization = await tokens.authorization();
    switch (authorization.kind) {
      case "rejected":
        return { kind: "unauthorized", detail: authorization.detail };
      case "throttled":
        return { kind: "throttled", until: authorization.until, scope: "account" };
      case "unavailable":
        return authorization;
      case "authorized":
        break;
      default:
        return assertNever(authorization);
    }

    const admission = budget.admit(call.updates ?? null);
    if (admission.kind === "throttled") return admission;
    const { header } = authorization;
    const request = {
      method: call.method,
      url: origin + call.path,
      headers: { authorization: header, "user-agent": "tierline" },
      ...(call.json === undefined ? {} : { json: call.json }),
    };
    const limits = call.maxBytes === undefined ? {} : { maxBytes: call.maxBytes };
    const outcome = await counted(call.endpoint)(request, limits);
    const pausedUntil = outcome.kind === "answer" ? budget.learn(outcome, call.ownLimit) : null;
    // A refused token means that nothing was done, so repeating even a write is safe.
    if (outcome.kind === "answer" && outcome.status === 401 && !refusedBefore && tokens.invalidate(header)) {
      return attempt(call, true);
    }
    const scope = budget.paused() === null ? "endpoint" : "account";
    return classify({ method: call.method, answer: call.answer, pausedUntil, scope }, outcome);
  }

  return { call: (call) => attempt(call, false) };
}
