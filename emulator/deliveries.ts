import type { Breaker } from "./breaker.ts";
import type { Event } from "./events.ts";
import type { Invocation, InvocationStatus, Webhook } from "./records/webhook.ts";
import { credentialHeaders, sign } from "./signature.ts";
import { stamp } from "./stamp.ts";
import type { WebhookFault, WebhookFaults } from "./webhook-faults.ts";
import type { World } from "./world.ts";

/** zendesk.md §1.6 [3P flue]: a request may take 12 s. */
const TIMEOUT_MS = 12_000;
/** zendesk.md §1.6: a retry on 409 "up to 3 times"; the same count for 429 and 503 is an assumption. */
const MAX_RETRIES_ON_REFUSAL = 3;
const MAX_RETRIES_ON_TIMEOUT = 5;
/** zendesk.md §1.6: "only with a short `Retry-After`" (the threshold of 60 s is UNCONFIRMED). */
const SHORT_RETRY_AFTER_S = 60;
/** Assumption: how long Zendesk waits before it tries again. */
const RETRY_DELAY_MS = 1000;

export interface Deliveries {
  send(events: readonly Event[]): void;
  /** One request signed with `secret`, outside of any subscription; answers what the endpoint said. */
  test(webhook: Webhook, event: Event, secret: string): Promise<Outcome>;
  reset(): void;
}

type Outcome =
  | { readonly kind: "answer"; readonly status: number; readonly retryAfter: string | null }
  | { readonly kind: "timeout" }
  | { readonly kind: "failed"; readonly reason: string };

/** Sends events to the webhooks that subscribe to their type: best effort, at least sometimes (zendesk.md §1.7). */
export function createDeliveries(
  world: World,
  fetcher: typeof fetch,
  faults: WebhookFaults,
  makeBreaker: () => Breaker,
): Deliveries {
  const breakers = new Map<string, Breaker>();
  const breakerOf = (webhook: Webhook): Breaker => {
    const known = breakers.get(webhook.id) ?? makeBreaker();
    breakers.set(webhook.id, known);
    return known;
  };

  async function deliver(webhook: Webhook, event: Event, fault: WebhookFault | null): Promise<void> {
    if (fault?.kind === "drop") return;
    if (fault?.kind === "delay") await pause(world, fault.ms);
    // zendesk.md §1.7: "multiple invocations for one action possible"; the event's own id stays.
    const copies = fault?.kind === "duplicate" ? fault.copies : 1;
    await Promise.all(Array.from({ length: copies }, () => invoke(webhook, event)));
  }

  async function invoke(webhook: Webhook, event: Event): Promise<void> {
    const invocation = openInvocation(world, webhook, event);
    const breaker = breakerOf(webhook);
    let retries = 0;
    for (;;) {
      if (!breaker.admit()) return settle(invocation, "circuit broken");
      const outcome = await attempt(webhook, event, invocation, webhook.secret);
      breaker.record(outcome.kind === "answer" && outcome.status < 400);
      const wait = retryDelay(outcome, retries);
      if (wait === null) return settle(invocation, statusOf(outcome));
      retries += 1;
      await pause(world, wait);
    }
  }

  function settle(invocation: Invocation, status: InvocationStatus): void {
    invocation.status = status;
    invocation.completedAt = world.now();
  }

  async function attempt(webhook: Webhook, event: Event, invocation: Invocation, secret: string): Promise<Outcome> {
    const outcome = await post(webhook, event.body, invocation.id, secret);
    invocation.attempts.push({
      id: world.state.ids.ulid(),
      invocation_id: invocation.id,
      status: statusOf(outcome),
      status_code: outcome.kind === "answer" ? String(outcome.status) : "",
      occurred_at: stamp(world.now()),
      request: { endpoint: webhook.endpoint, body: event.body },
    });
    return outcome;
  }

  /** Whether a retry is signed anew is UNCONFIRMED (zendesk.md §1.5); here each attempt has its own timestamp. */
  async function post(webhook: Webhook, body: string, invocationId: string, secret: string): Promise<Outcome> {
    const timestamp = stamp(world.wall());
    const headers = {
      ...webhook.custom_headers,
      ...credentialHeaders(webhook.authentication),
      "content-type": "application/json",
      "user-agent": "Zendesk Webhook",
      "x-zendesk-account-id": String(world.state.accountId),
      "x-zendesk-webhook-id": webhook.id,
      "x-zendesk-webhook-invocation-id": invocationId,
      "x-zendesk-webhook-signature": sign(secret, timestamp, body),
      "x-zendesk-webhook-signature-timestamp": timestamp,
    };
    const abort = new AbortController();
    const late = new Promise<Outcome>((resolve) => {
      world.delay(TIMEOUT_MS, () => {
        resolve({ kind: "timeout" });
        abort.abort(new Error("the webhook's endpoint took longer than 12 s"));
      });
    });
    return Promise.race([ask(webhook.endpoint, { method: "POST", headers, body, signal: abort.signal }), late]);
  }

  async function ask(endpoint: string, request: RequestInit): Promise<Outcome> {
    try {
      const response = await fetcher(endpoint, request);
      await response.arrayBuffer();
      return { kind: "answer", status: response.status, retryAfter: response.headers.get("retry-after") };
    } catch (error) {
      return { kind: "failed", reason: String(error) };
    }
  }

  return {
    send: (events) => {
      for (const webhook of world.state.webhooks.values()) {
        if (webhook.status !== "active") continue;
        for (const event of events) {
          if (webhook.subscriptions.includes(event.type)) world.track(deliver(webhook, event, faults.next(event.type)));
        }
      }
    },
    test: (webhook, event, secret) => attempt(webhook, event, openInvocation(world, webhook, event), secret),
    reset: () => breakers.clear(),
  };
}

function openInvocation(world: World, webhook: Webhook, event: Event): Invocation {
  const invocation: Invocation = {
    id: world.state.ids.ulid(),
    webhookId: webhook.id,
    eventType: event.type,
    attempts: [],
    status: "accepted",
    startedAt: world.now(),
    completedAt: null,
  };
  world.state.invocations.set(invocation.id, invocation);
  return invocation;
}

/** Milliseconds until the next try, or `null` for none: a plain 4xx or 5xx is never retried (zendesk.md §0.2). */
function retryDelay(outcome: Outcome, retries: number): number | null {
  if (outcome.kind === "failed") return null;
  if (outcome.kind === "timeout") return retries < MAX_RETRIES_ON_TIMEOUT ? RETRY_DELAY_MS : null;
  if (retries >= MAX_RETRIES_ON_REFUSAL) return null;
  if (outcome.status === 409) return RETRY_DELAY_MS;
  if (outcome.status !== 429 && outcome.status !== 503) return null;
  const seconds = Number(outcome.retryAfter ?? Number.NaN);
  return seconds >= 0 && seconds < SHORT_RETRY_AFTER_S ? seconds * 1000 : null;
}

/** zendesk.md §1.6: the statuses of the invocation log [3P]. */
function statusOf(outcome: Outcome): InvocationStatus {
  if (outcome.kind !== "answer") return outcome.kind;
  if (outcome.status === 429) return "throttled";
  if (outcome.status >= 500) return "server error";
  return outcome.status >= 400 ? "client error" : "success";
}

function pause(world: World, ms: number): Promise<void> {
  return new Promise((resolve) => world.delay(ms, resolve));
}
