import type { Context } from "hono";
import type { Accounts } from "../src/accounts.ts";
import type { DeskIds } from "../src/desk-id.ts";
import { readBody } from "../src/http/body.ts";
import type { Metrics } from "../src/metrics.ts";
import { RETRY_AFTER_S } from "../src/unavailable.ts";

export interface GithubWebhookDeps {
  readonly deskIds: DeskIds;
  readonly accounts: Accounts;
  readonly metrics: Metrics;
}

/**
 * GitHub sends up to 25 MB. An issue or a comment of the longest text (65,536 characters, as JSON six bytes each) and a
 * push of 2,048 commits stay below this; more would let anybody who knows an address fill the memory, since the body is
 * read before its signature can be checked. What is refused here, the sweep finds.
 */
const MAX_BODY_BYTES = 4 * 1_048_576;

/**
 * Takes a GitHub webhook in. GitHub itself delivers nothing a second time, so that what is not stored is answered as not
 * stored: its log of deliveries shows that, and the sweep looks for what was lost. 2xx only once the delivery is on disk,
 * and one and the same 401 for an unknown address, a bad signature and a malformed one.
 * https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries
 */
export function githubWebhook({ deskIds, accounts, metrics }: GithubWebhookDeps) {
  const answer = (context: Context, result: string, status: keyof typeof BODIES): Response => {
    metrics.count("tierline_webhook_requests_total", { helpdesk: "github", result });
    if (status === 503) context.header("retry-after", RETRY_AFTER_S);
    return context.text(BODIES[status], status);
  };

  return async (context: Context): Promise<Response> => {
    const id = await deskIds.authentic(context.req.param("desk") ?? "");
    const body = await readBody(context.req.raw, MAX_BODY_BYTES);
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
      const received = await account.receive({
        event: context.req.header("x-github-event") ?? null,
        delivery: context.req.header("x-github-delivery") ?? null,
        signature: context.req.header("x-hub-signature-256") ?? null,
        body: body.value,
      });
      switch (received.kind) {
        case "accepted":
        case "duplicate":
          return answer(context, received.kind, 200);
        case "rejected":
          metrics.count("tierline_rejected_signatures_total", { helpdesk: "github", reason: received.reason });
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
