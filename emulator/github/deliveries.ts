import { createHmac } from "node:crypto";
import type { WebhookFault, WebhookFaults } from "../webhook-faults.ts";
import { type Happening, type Message, messagesOf } from "./events.ts";
import type { App, Delivery } from "./state.ts";
import type { World } from "./world.ts";

/** https://docs.github.com/webhooks/using-webhooks/best-practices-for-using-webhooks#respond-within-10-seconds */
const TIMEOUT_MS = 10_000;
const KEPT = 10_000;

export interface Deliveries {
  publish(happening: Happening): void;
  /** Sends a delivery's request once more, as a delivery of its own. */
  redeliver(delivery: Delivery): void;
}

/**
 * Sends what happened to the Apps' webhooks, once: "GitHub does not automatically redeliver failed webhook deliveries"
 * (https://docs.github.com/webhooks/using-webhooks/handling-failed-webhook-deliveries). Requests start in the order of
 * what happened, unless faults delay, repeat or drop them.
 */
export function createDeliveries(
  world: World,
  fetcher: typeof fetch,
  faults: WebhookFaults,
  track: (work: Promise<void>) => void,
): Deliveries {
  async function deliver(message: Message, fault: WebhookFault | null): Promise<void> {
    if (fault?.kind === "drop") return;
    const guid = world.state.ids.guid();
    if (fault?.kind === "delay") await new Promise<void>((resolve) => world.delay(fault.ms, resolve));
    const copies = fault?.kind === "duplicate" ? fault.copies : 1;
    await Promise.all(Array.from({ length: copies }, () => send(open(message, guid))));
  }

  function open({ app, event, action, installationId, repositoryId, body }: Message, guid: string): Delivery {
    return {
      ...pending(world),
      guid,
      app,
      event,
      action,
      installation_id: installationId,
      repository_id: repositoryId,
      redelivery: false,
      url: app.hook.url,
      request: requestFor(app, event, guid, body),
    };
  }

  async function send(delivery: Delivery): Promise<void> {
    const { state } = world;
    state.deliveries.push(delivery);
    if (state.deliveries.length > KEPT) state.deliveries.shift();
    const abort = new AbortController();
    const late = new Promise<null>((resolve) => {
      world.delay(TIMEOUT_MS, () => {
        resolve(null);
        abort.abort(new Error("the webhook's endpoint took longer than 10 s"));
      });
    });
    const { headers, body } = delivery.request;
    const request = { method: "POST", headers, body, signal: abort.signal, redirect: "manual" as const };
    const outcome = await Promise.race([ask(delivery.url, request), late]);
    Object.assign(delivery, outcome ?? { status: "timed out", status_code: 0 });
    delivery.duration = (world.now() - delivery.at) / 1000;
  }

  async function ask(url: string, request: RequestInit): Promise<Partial<Delivery>> {
    try {
      const response = await fetcher(url, request);
      const payload = await response.text();
      const status = response.status < 400 ? "OK" : `Invalid HTTP Response: ${response.status}`;
      const headers = Object.fromEntries(response.headers);
      return { status, status_code: response.status, response: { headers, payload } };
    } catch {
      return { status: "failed to connect to host", status_code: 0 };
    }
  }

  return {
    publish: (happening) => {
      for (const message of messagesOf(world, happening)) {
        if (message.app.hook.active) track(deliver(message, faults.next(message.event)));
      }
    },
    redeliver: (delivery) =>
      track(send({ ...delivery, ...pending(world), redelivery: true, url: delivery.app.hook.url })),
  };
}

function pending(world: World) {
  return {
    id: world.state.ids.next(),
    at: world.now(),
    duration: 0,
    status: "pending",
    status_code: 0,
    response: null,
  };
}

/**
 * https://docs.github.com/webhooks/webhook-events-and-payloads#delivery-headers and, for the signature,
 * https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
 */
function requestFor(app: App, event: string, guid: string, json: string): Delivery["request"] {
  const form = app.hook.content_type === "form";
  const body = form ? new URLSearchParams({ payload: json }).toString() : json;
  const mac = (algorithm: string) => createHmac(algorithm, app.webhook_secret).update(body).digest("hex");
  return {
    headers: {
      accept: "*/*",
      "content-type": form ? "application/x-www-form-urlencoded" : "application/json",
      "user-agent": "GitHub-Hookshot/emulator",
      "x-github-delivery": guid,
      "x-github-event": event,
      "x-github-hook-id": String(app.hookId),
      "x-github-hook-installation-target-id": String(app.id),
      "x-github-hook-installation-target-type": "integration",
      "x-hub-signature": `sha1=${mac("sha1")}`,
      "x-hub-signature-256": `sha256=${mac("sha256")}`,
    },
    body,
  };
}
