import * as z from "zod";
import type { Contract, Mapping } from "../src/core/organization.ts";
import { err, ok, type Result } from "../src/core/result.ts";
import type { Ticket } from "../src/core/ticket.ts";
import type { Provisioned } from "../src/zendesk/connection.ts";
import { type ShowTicket, showTicketSchema } from "../src/zendesk/schema.ts";
import { toTicket } from "../src/zendesk/to-core.ts";
import type { Case } from "./asked-ticket.ts";
import type { BadLine } from "./line-reader.ts";

/** What a ticket's JSON can't say by itself. */
export interface ZendeskContext {
  readonly mappingOf: (ticket: Ticket) => Mapping;
  readonly contracts: readonly Contract[];
  /** The id of the account's severity field, `null` when it has none yet. */
  readonly severityField: string | null;
}

/** A ticket as `GET /tickets/{id}` shows it, with or without its envelope and what was loaded beside it. */
export function readZendeskTicket(value: unknown, context: ZendeskContext): Result<Case, BadLine> {
  const shown = showTicketSchema.safeParse(completed(value));
  if (!shown.success) {
    const problems = shown.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    return err({ reason: "bad_ticket", message: `neither a row nor a Zendesk ticket: ${problems.join("; ")}` });
  }
  const made = toTicket(withOrganization(shown.data, context.contracts), fieldsOf(context.severityField));
  switch (made.kind) {
    case "ticket":
      return ok({ id: idAsGiven(value), ticket: made.ticket, mapping: context.mappingOf(made.ticket) });
    case "gone":
      return err({ reason: "bad_ticket", message: "a deleted ticket: nothing can be written to it" });
    case "incomplete":
      return err({ reason: "bad_ticket", message: made.detail });
  }
}

const enveloped = z.looseObject({ ticket: z.looseObject({}) });
const named = z.object({ id: z.union([z.string(), z.number()]) });

const bare = (value: unknown): unknown => enveloped.safeParse(value).data?.ticket ?? value;

const idAsGiven = (value: unknown): string | number => named.parse(bare(value)).id;

/** Exports leave out what a new ticket has anyway. */
function completed(value: unknown): unknown {
  const envelope = enveloped.safeParse(value).data ?? { ticket: value };
  const ticket = z.looseObject({ created_at: z.unknown() }).safeParse(envelope.ticket);
  if (!ticket.success) return envelope;
  return { ...envelope, ticket: { status: "new", updated_at: ticket.data.created_at, ...ticket.data } };
}

/** A ticket names its organization by id only: the mapping knows the rest, or nobody does and it is unmapped. */
function withOrganization(shown: ShowTicket, contracts: readonly Contract[]): ShowTicket {
  const id = shown.ticket.organization_id;
  if (!id || shown.organizations?.some((organization) => organization.id === id)) return shown;
  const name = contracts.find(({ organizationId }) => organizationId === id)?.name ?? `organization ${id}`;
  return { ...shown, organizations: [...(shown.organizations ?? []), { id, name }] };
}

/** No account is connected here, so no field has an id, unless it was named. */
function fieldsOf(severityField: string | null): Provisioned {
  const none = { id: "none", origin: "adopted" } as const;
  return {
    accountId: null,
    integrationUserId: "none",
    fields: { severity: { ...none, id: severityField ?? none.id }, due: none, dueDate: none, summary: none },
    organizationField: { ...none, key: "support_tier" },
    view: none,
    webhook: none,
  };
}
