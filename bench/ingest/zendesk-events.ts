import { createHmac, randomUUID } from "node:crypto";
import { type Address, type Events, NOBODY_LOOKS, requestOf } from "./event.ts";

const BODY_BYTES = 2_048;
/** One ticket sends several events in its life. */
const EVENTS_PER_TICKET = 4;
/** In the account; events carry the nanosecond in which they happened. */
const EVENTS_PER_MS = 20;

export const zendeskEvents: Events = {
  name: "distinct signed Zendesk events of 2 kB",
  mostPerSecond: 40_000,
  signedRequests,
};

function signedRequests(count: number, address: Address): Buffer {
  const secret = address.secret ?? NOBODY_LOOKS;
  const now = Date.now();
  const timestamp = `${new Date(now).toISOString().slice(0, 19)}Z`;
  const requests = Array.from({ length: count }, (_, n) => {
    const happened = new Date(now - (count - n) / EVENTS_PER_MS).toISOString();
    const body = event(n, timestamp, happened.replace("Z", "717030Z"));
    const signature = createHmac("sha256", secret).update(timestamp).update(body).digest("base64");
    const headers = [
      "content-type: application/json; charset=utf-8",
      "user-agent: Zendesk Webhook",
      "x-zendesk-account-id: 22129848",
      "x-zendesk-webhook-id: 01HM5Q1N2F9Y6XW3Z0R8T4K7AB",
      `x-zendesk-webhook-invocation-id: ${randomUUID()}`,
      `x-zendesk-webhook-signature: ${signature}`,
      `x-zendesk-webhook-signature-timestamp: ${timestamp}`,
    ];
    return requestOf(address, headers, body);
  });
  return Buffer.concat(requests);
}

/** A ticket event with the fields that Zendesk sends (its page "Ticket events"), its description filled up to 2 kB. */
function event(n: number, time: string, happened: string): string {
  const ticket = String(5_000 + Math.floor(n / EVENTS_PER_TICKET));
  const detail = {
    actor_id: "8447388090494",
    assignee_id: null,
    brand_id: "8447346621310",
    created_at: time,
    custom_status: "8447320465790",
    description: "",
    external_id: null,
    form_id: "8646151517822",
    group_id: "8447320466430",
    id: ticket,
    is_public: true,
    organization_id: "8447346622462",
    priority: "NORMAL",
    requester_id: "8447388090495",
    status: "OPEN",
    subject: "Push messages arrive late",
    submitter_id: "8447388090495",
    tags: ["push", "android", "production"],
    type: "INCIDENT",
    updated_at: time,
    via: { channel: "web_service" },
  };
  const whole = {
    account_id: 22129848,
    detail,
    event: { current: "NORMAL", previous: "LOW", meta: { sequence: { id: "01HM5Q1N2F", position: 1 } } },
    id: randomUUID(),
    subject: `zen:ticket:${ticket}`,
    time: happened,
    type: "zen:event-type:ticket.priority_changed",
    zendesk_event_version: "2022-11-06",
  };
  detail.description = WORDS.repeat(20).slice(0, BODY_BYTES - JSON.stringify(whole).length);
  return JSON.stringify(whole);
}

const WORDS = "Since this morning some of the messages arrive half an hour late, on two of our three apps. ";
