import * as z from "zod";
import type { Call } from "./client.ts";
import type { Piece } from "./connection.ts";
import { pageMeta } from "./list-all.ts";
import { idSchema } from "./schema.ts";
import { isSigned, signed, type Wanted } from "./setup.ts";

const NAME = "Tierline";

/**
 * The events that can change a decision, each with why; nothing else. Every subscription multiplies the traffic, and
 * many of them echo Tierline's own writes. Left out on purpose: status, assignee, group and follower changes (no part
 * of a decision), deletion and merging (nothing may be written any more; the next look finds out).
 * https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events
 */
const SUBSCRIPTIONS: ReadonlyMap<string, string> = new Map([
  ["zen:event-type:ticket.created", "a ticket gets its first decision"],
  ["zen:event-type:ticket.organization_changed", "another organization has another tier"],
  ["zen:event-type:ticket.requester_changed", "named contacts and e-mail domains follow the requester"],
  ["zen:event-type:ticket.priority_changed", "a priority set by hand changes the severity"],
  ["zen:event-type:ticket.custom_field_changed", "a severity set by hand changes the target"],
  ["zen:event-type:ticket.tags_changed", "rules of the policy match on tags"],
  ["zen:event-type:ticket.form_changed", "rules of the policy match on the form"],
  ["zen:event-type:ticket.subject_changed", "rules of the policy match on words of the subject"],
  ["zen:event-type:ticket.type_changed", "a ticket that becomes a task gets a due date of Zendesk's own"],
  ["zen:event-type:ticket.comment_added", "an agent's public reply meets the promise"],
  ["zen:event-type:organization.custom_field_changed", "the support tier stands in an organization field"],
  ["zen:event-type:organization.external_id_changed", "contracts are found by the external id"],
  ["zen:event-type:organization.deleted", "its open tickets lose their organization"],
]);

const webhookSchema = z.object({
  id: idSchema,
  name: z.string(),
  status: z.string(),
  endpoint: z.string(),
  description: z.string().nullish(),
  subscriptions: z.array(z.string()).nullish(),
});
export type Webhook = z.infer<typeof webhookSchema>;

export const webhookPage = z
  .object({ webhooks: z.array(webhookSchema), meta: pageMeta })
  .transform(({ webhooks, meta }) => ({ items: webhooks, meta }));

const endpoint = "/api/v2/webhooks/{id}";
const answer = z.object({ webhook: webhookSchema }).transform(({ webhook }) => webhook);

export const showWebhook = (id: string): Call<Webhook> => ({
  method: "GET",
  path: `/api/v2/webhooks/${id}`,
  endpoint,
  answer,
});

export const deleteWebhook = (id: string): Call<unknown> => ({
  method: "DELETE",
  path: `/api/v2/webhooks/${id}`,
  endpoint,
  answer: z.unknown(),
});

/** Zendesk makes the secret; nobody can choose it. */
export const showSigningSecret = (id: string): Call<string> => ({
  method: "GET",
  path: `/api/v2/webhooks/${id}/signing_secret`,
  endpoint: "/api/v2/webhooks/{id}/signing_secret",
  answer: z
    .object({ signing_secret: z.object({ secret: z.string().min(1) }) })
    .transform(({ signing_secret }) => signing_secret.secret),
});

/** Whether it delivers everything that Tierline asks for to `deliverTo`; otherwise what is wrong. */
export function webhookFaults(webhook: Webhook, deliverTo: string): readonly string[] {
  const subscribed = new Set(webhook.subscriptions);
  const missing = [...SUBSCRIPTIONS].filter(([type]) => !subscribed.has(type));
  return [
    ...(webhook.status === "active" ? [] : [`is ${webhook.status}`]),
    ...(webhook.endpoint === deliverTo ? [] : [`delivers to ${webhook.endpoint}`]),
    ...missing.map(([type, why]) => `lacks ${type.replace("zen:event-type:", "")} (${why})`),
  ];
}

export function wantedWebhook(
  existing: readonly Webhook[],
  deliverTo: string,
  previous: Piece | null,
): Wanted<Webhook> {
  return {
    what: `webhook "${NAME}"`,
    found:
      existing.find((webhook) => webhook.id === previous?.id) ??
      existing.find((webhook) => webhook.endpoint === deliverTo) ??
      null,
    previous,
    ours: (webhook) => isSigned(webhook.description),
    unfit: () => null,
    repair: (webhook) => {
      const faults = webhookFaults(webhook, deliverTo);
      if (faults.length === 0) return null;
      const wanted = [...new Set([...(webhook.subscriptions ?? []), ...SUBSCRIPTIONS.keys()])];
      return {
        detail: faults.join("; "),
        call: {
          method: "PATCH",
          path: `/api/v2/webhooks/${webhook.id}`,
          endpoint,
          json: { webhook: { status: "active", endpoint: deliverTo, subscriptions: wanted } },
          answer: z.unknown(),
        },
      };
    },
    create: () => ({
      method: "POST",
      path: "/api/v2/webhooks",
      endpoint: "/api/v2/webhooks",
      json: {
        webhook: {
          name: NAME,
          description: signed("Tells Tierline which tickets to look at."),
          status: "active",
          endpoint: deliverTo,
          http_method: "POST",
          request_format: "json",
          subscriptions: [...SUBSCRIPTIONS.keys()],
        },
      },
      answer,
    }),
  };
}
