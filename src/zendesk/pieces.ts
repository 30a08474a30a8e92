import { err, ok, type Result } from "../core/result.ts";
import type { Piece, Provisioned, TicketFieldName } from "./connection.ts";
import { viewPage, wantedView } from "./due-view.ts";
import { explain, type SetupFailure } from "./explain.ts";
import { listAll } from "./list-all.ts";
import { missingTiers, organizationFieldPage, type TierOption, wantedOrganizationField } from "./organization-field.ts";
import { ensure, type Run } from "./setup.ts";
import { ticketFieldPage, wantedTicketField } from "./ticket-fields.ts";
import { wantedWebhook, webhookPage } from "./webhook.ts";

/** What an account is to have that differs from one to the next. */
export interface Wishes {
  /** Where Zendesk delivers to: the Desk's own address. */
  readonly webhookEndpoint: string;
  /** The policy's tiers, for the organization field's drop-down. */
  readonly tiers: readonly TierOption[];
}

type TicketFields = Provisioned["fields"];

/** The four ticket fields. They come one after another, so that a run that breaks off leaves none behind unnoted. */
export async function ensureTicketFields(
  run: Run,
  previous: Provisioned | null,
): Promise<Result<TicketFields, SetupFailure>> {
  const existing = await listAll(run.client, "/api/v2/ticket_fields.json", ticketFieldPage);
  if (existing.kind !== "ok") return err(explain("list the ticket fields", existing));
  const ensureField = (name: TicketFieldName) =>
    ensure(run, wantedTicketField(name, existing.value, previous?.fields[name] ?? null));

  const severity = await ensureField("severity");
  if (!severity.ok) return severity;
  const due = await ensureField("due");
  if (!due.ok) return due;
  const dueDate = await ensureField("dueDate");
  if (!dueDate.ok) return dueDate;
  const summary = await ensureField("summary");
  if (!summary.ok) return summary;
  return ok({ severity: severity.value, due: due.value, dueDate: dueDate.value, summary: summary.value });
}

export async function ensureOrganizationField(
  run: Run,
  { tiers }: Wishes,
  previous: Provisioned | null,
): Promise<Result<Piece, SetupFailure>> {
  const existing = await listAll(run.client, "/api/v2/organization_fields.json", organizationFieldPage);
  if (existing.kind !== "ok") return err(explain("list the organization fields", existing));
  const field = wantedOrganizationField(existing.value, tiers, previous?.organizationField ?? null);
  const ensured = await ensure(run, field);
  const missing = field.found === null ? [] : missingTiers(field.found, tiers);
  if (ensured.ok && missing.length > 0) {
    const detail = `has no option for ${missing.join(", ")}: add it by hand, or agents can't choose it`;
    run.steps.push({ kind: "warning", what: field.what, id: ensured.value.id, detail });
  }
  return ensured;
}

export async function ensureView(
  run: Run,
  fields: TicketFields,
  previous: Provisioned | null,
): Promise<Result<Piece, SetupFailure>> {
  const existing = await listAll(run.client, "/api/v2/views.json", viewPage);
  if (existing.kind !== "ok") return err(explain("list the views", existing));
  return ensure(run, wantedView(existing.value, fields, previous?.view ?? null));
}

export async function ensureWebhook(
  run: Run,
  { webhookEndpoint }: Wishes,
  previous: Provisioned | null,
): Promise<Result<Piece, SetupFailure>> {
  const existing = await listAll(run.client, "/api/v2/webhooks", webhookPage);
  if (existing.kind !== "ok") return err(explain("list the webhooks", existing));
  return ensure(run, wantedWebhook(existing.value, webhookEndpoint, previous?.webhook ?? null));
}
