import type { Context } from "hono";
import type { Incoming } from "../src/account/answers.ts";
import type { Accounts } from "../src/accounts.ts";
import type { DeskIds, HelpdeskKind } from "../src/desk-id.ts";
import { readBody } from "../src/http/body.ts";
import type { Metrics } from "../src/metrics.ts";
import { RETRY_AFTER_S } from "../src/unavailable.ts";

export interface WebhookDeps {
  readonly deskIds: DeskIds;
  readonly accounts: Accounts;
  readonly metrics: Metrics;
}

/** What one helpdesk's webhooks are. */
export interface WebhookKind {
  readonly helpdesk: HelpdeskKind;
  readonly limitBytes: number;
  /** With the headers that its signature is checked by. */
  readonly incoming: (context: Context, body: Uint8Array<ArrayBuffer>) => Incoming;
}

/**
 * Takes a webhook in: 2xx only once the delivery is on disk, 503 with `Retry-After` when it can't be stored, and one and
 * the same 401 for an unknown address, a bad signature, a malformed and a stale one, so that nobody learns which it was.
 */
export function webhook({ deskIds, accounts, metrics }: WebhookDeps, { helpdesk, limitBytes, incoming }: WebhookKind) {
  const answer = (context: Context, result: string, status: keyof typeof BODIES): Response => {
    metrics.count("tierline_webhook_requests_total", { helpdesk, result });
    if (status === 503) context.header("retry-after", RETRY_AFTER_S);
    return context.text(BODIES[status], status);
  };

  return async (context: Context): Promise<Response> => {
    const id = await deskIds.authentic(context.req.param("desk") ?? "");
    const body = await readBody(context.req.raw, limitBytes);
    if (!body.ok) {
      switch (body.failure.reason) {
        case "too_large":
          return answer(context, "too_large", 413);
        case "encoded":
        case "unsupported_type":
          return answer(context, body.failure.reason, 415);
        case "interrupted":
          return answer(context, "interrupted", 401);
      }
    }
    const account = id === null ? null : await accounts.find(id);
    if (account === null) return answer(context, "unknown_address", 401);
    try {
      const received = await account.receive(incoming(context, body.value));
      switch (received.kind) {
        case "accepted":
        case "duplicate":
          return answer(context, received.kind, 200);
        case "rejected":
          metrics.count("tierline_rejected_signatures_total", { helpdesk, reason: received.reason });
          return answer(context, "rejected", 401);
        case "overloaded":
          return answer(context, "overloaded", 503);
      }
    } catch {
      // Not stored, so not acknowledged. The cause is the database's and is counted; /readyz says more.
      return answer(context, "not_stored", 503);
    }
  };
}

const BODIES = {
  200: "ok",
  401: "unauthorized",
  413: "too large",
  415: "unsupported",
  503: "try again later",
} as const;
