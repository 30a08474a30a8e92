import type { Event } from "./events.ts";
import type { Webhook } from "./records/webhook.ts";
import { TEST_SECRET } from "./signature.ts";
import { nanoStamp } from "./stamp.ts";
import { stampNow, type World } from "./world.ts";

/** A webhook that isn't stored, for a test of an endpoint alone. */
export function blankWebhook(world: World, userId: number): Webhook {
  const at = stampNow(world);
  return {
    id: world.state.ids.ulid(),
    name: "Test",
    description: null,
    status: "active",
    endpoint: "",
    http_method: "POST",
    request_format: "json",
    subscriptions: [],
    authentication: null,
    custom_headers: {},
    secret: TEST_SECRET,
    created_at: at,
    created_by: String(userId),
    updated_at: at,
    updated_by: String(userId),
  };
}

/** What a test sends: about no ticket in particular. */
export function testEvent(world: World): Event {
  const id = world.state.ids.uuid();
  const type = "zen:event-type:ticket.created";
  const body = JSON.stringify({
    account_id: world.state.accountId,
    id,
    type,
    subject: "zen:ticket:0",
    time: nanoStamp(world.now()),
    zendesk_event_version: "2022-11-06",
    detail: { id: "0" },
    event: {},
  });
  return { id, type, body };
}
