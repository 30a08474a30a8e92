import { err, ok, type Result } from "../core/result.ts";
import type { ZendeskClient } from "./client.ts";
import type { Provisioned, TicketFieldName } from "./connection.ts";
import { deleteView } from "./due-view.ts";
import { explain, type SetupFailure } from "./explain.ts";
import { checkIdentity } from "./identity.ts";
import { retireOrganizationField, SUPPORT_TIER_KEY } from "./organization-field.ts";
import { ensureOrganizationField, ensureTicketFields, ensureView, ensureWebhook, type Wishes } from "./pieces.ts";
import { type Removal, type Run, remove, type Step } from "./setup.ts";
import { deleteTicketField, TICKET_FIELDS } from "./ticket-fields.ts";
import { deleteWebhook, showSigningSecret } from "./webhook.ts";

export type { Step } from "./setup.ts";

export interface ConnectRequest {
  readonly client: ZendeskClient;
  readonly wanted: Wishes;
  readonly previous: Provisioned | null;
  /** Looks and reports; changes nothing. */
  readonly dryRun: boolean;
}

/** A dry run provisions nothing: it only tells the steps. */
export type ConnectOutcome = { readonly steps: readonly Step[] } & (
  | { readonly provisioned: Provisioned; readonly webhookSecret: string }
  | { readonly provisioned: null; readonly webhookSecret: null }
);

/** What went wrong, with what was done before it did: that stays, and the next run finds it. */
export type ConnectFailure = SetupFailure & { readonly steps: readonly Step[] };

/**
 * Makes the account ready, or finds that it is: four ticket fields, one organization field, one view, one webhook.
 * Run twice it changes nothing; after a failure half way it goes on where it stopped, knowing its own work by the
 * signature in the descriptions.
 */
export async function connect(request: ConnectRequest): Promise<Result<ConnectOutcome, ConnectFailure>> {
  const { client, wanted, previous, dryRun } = request;
  const steps: Step[] = [];
  const run: Run = { client, dryRun, steps };
  const stopped = (failure: SetupFailure) => err({ ...failure, steps });

  const identity = await checkIdentity(client);
  if (!identity.ok) return stopped(identity.failure);
  const { userId } = identity.value;
  steps.push({ kind: "checked", what: "credentials", id: userId, detail: "signed in as an administrator" });

  const fields = await ensureTicketFields(run, previous);
  if (!fields.ok) return stopped(fields.failure);
  const organizationField = await ensureOrganizationField(run, wanted, previous);
  if (!organizationField.ok) return stopped(organizationField.failure);
  const view = await ensureView(run, fields.value, previous);
  if (!view.ok) return stopped(view.failure);
  // Last: nothing is delivered before everything that a decision is written to exists.
  const webhook = await ensureWebhook(run, wanted, previous);
  if (!webhook.ok) return stopped(webhook.failure);
  if (dryRun) return ok({ provisioned: null, webhookSecret: null, steps });

  const secret = await client.call(showSigningSecret(webhook.value.id));
  if (secret.kind !== "ok") return stopped(explain("read the webhook's signing secret", secret));
  steps.push({ kind: "checked", what: "signing secret", id: null, detail: "fetched, and not shown" });
  const provisioned: Provisioned = {
    accountId: null,
    integrationUserId: userId,
    fields: fields.value,
    organizationField: { ...organizationField.value, key: SUPPORT_TIER_KEY },
    view: view.value,
    webhook: webhook.value,
  };
  return ok({ provisioned, webhookSecret: secret.value, steps });
}

export interface DisconnectRequest {
  readonly client: ZendeskClient;
  readonly provisioned: Provisioned;
  /** Looks and reports; changes nothing. */
  readonly dryRun: boolean;
}

/**
 * Takes back what `connect` created and leaves what it adopted: first the webhook, so that nothing more arrives, then
 * the view, which needs the fields, then the fields. What is gone already is no failure, so it can be run again.
 */
export async function disconnect({
  client,
  provisioned,
  dryRun,
}: DisconnectRequest): Promise<Result<{ readonly steps: readonly Step[] }, ConnectFailure>> {
  const steps: Step[] = [];
  for (const removal of removals(provisioned)) {
    const removed = await remove({ client, dryRun, steps }, removal);
    if (!removed.ok) return err({ ...removed.failure, steps });
  }
  return ok({ steps });
}

function removals({ webhook, view, fields, organizationField }: Provisioned): readonly Removal[] {
  const how = "deleted: Tierline created it";
  const field = (name: TicketFieldName): Removal => {
    const piece = fields[name];
    return { what: `ticket field "${TICKET_FIELDS[name].title}"`, piece, call: deleteTicketField(piece.id), how };
  };
  return [
    { what: "webhook", piece: webhook, call: deleteWebhook(webhook.id), how },
    { what: "view", piece: view, call: deleteView(view.id), how },
    field("summary"),
    field("dueDate"),
    field("due"),
    field("severity"),
    {
      what: `organization field "${organizationField.key}"`,
      piece: organizationField,
      call: retireOrganizationField(organizationField.id),
      how: "deactivated and kept: it holds your organizations' tiers, and Zendesk never lets a key be used again",
    },
  ];
}
