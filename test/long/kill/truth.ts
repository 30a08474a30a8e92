import { join } from "node:path";
import * as z from "zod";
import { readTerms } from "../../../cli/terms.ts";
import type { Terms } from "../../../src/account/deps.ts";
import { decide } from "../../../src/core/decide.ts";
import type { Answer } from "../../../src/core/decision.ts";
import { plan } from "../../../src/core/plan.ts";
import type { Change, Ticket } from "../../../src/core/ticket.ts";
import { instant } from "../../../src/core/time.ts";
import type { Provisioned } from "../../../src/zendesk/connection.ts";
import { showTicketSchema } from "../../../src/zendesk/schema.ts";
import { toTicket } from "../../../src/zendesk/to-core.ts";
import { found } from "./staff.ts";
import type { Stage } from "./stage.ts";

/** A ticket as the helpdesk's REST API shows it in the end, and what the pure core makes of it now. */
export interface Truth {
  readonly ticket: Ticket;
  readonly decision: Answer;
  /** What the core would still change, told nothing of the past: nothing, when the ticket is right. */
  readonly changes: readonly Change[];
  /** The kinds of every note that carries our mark, in order, repeats included. */
  readonly notes: readonly string[];
}

const auditsSchema = z.object({
  audits: z.array(
    z.object({
      metadata: z.object({ custom: z.object({ tierline: z.object({ note: z.string() }).optional() }) }),
    }),
  ),
});

/** Reads tickets back, independently of the server: its database, its mapping tables and its memory play no part. */
export class Witness {
  readonly #stage: Stage;
  readonly #terms: Terms;
  readonly #provisioned: Provisioned;

  private constructor(stage: Stage, terms: Terms, provisioned: Provisioned) {
    this.#stage = stage;
    this.#terms = terms;
    this.#provisioned = provisioned;
  }

  static async for(stage: Stage): Promise<Witness> {
    const terms = await readTerms({ organizations: join(import.meta.dirname, "organizations.csv") });
    if (!terms.ok) throw new Error(terms.failure.message);
    return new Witness(stage, terms.value, await readProvisioned(stage));
  }

  async read(ticketId: number): Promise<Truth> {
    const { people, zendesk } = this.#stage;
    const ask = (path: string) =>
      people.call(zendesk.emulator.seed.admin.email, "GET", `/api/v2/tickets/${ticketId}${path}`);
    const shown = showTicketSchema.parse(await ask(".json?include=users,organizations,metric_sets"));
    const read = toTicket(shown, this.#provisioned);
    if (read.kind !== "ticket") throw new Error(`ticket ${ticketId} can't be read back: ${read.kind}`);
    const { ticket } = read;
    const { audits } = auditsSchema.parse(await ask("/audits.json?page[size]=100"));
    const notes = audits.flatMap(({ metadata }) => metadata.custom.tierline?.note.split(" ") ?? []);

    const { externalId } = ticket.organization ?? {};
    const contracts = this.#terms.contracts.filter((row) => row.externalId === (externalId ?? ""));
    const mapping = { override: null, contracts, handleContracts: [], domainContracts: [] };
    const decision = decide(ticket, mapping, this.#terms.policy, null, instant(Date.now()));
    if (decision.kind === "leave") throw new Error(`ticket ${ticketId} was closed`);
    const changes = plan(decision, ticket, new Set(decision.notes.map(({ note }) => note)));
    return { ticket, decision, changes, notes };
  }
}

/** What `connect` set up, as the account itself shows it. */
async function readProvisioned({ people, zendesk, integrationId }: Stage): Promise<Provisioned> {
  const { ticket_fields } = await people.call(zendesk.emulator.seed.admin.email, "GET", "/api/v2/ticket_fields.json");
  const piece = (id: string | number) => ({ id: String(id), origin: "created" as const });
  const field = (title: string) => piece(found(ticket_fields?.find((one) => one.title === title)).id);
  return {
    accountId: null,
    integrationUserId: String(integrationId),
    fields: {
      severity: field("Support severity"),
      due: field("First response due"),
      dueDate: field("First response due date"),
      summary: field("Support summary"),
    },
    organizationField: { ...piece("not read"), key: "support_tier" },
    view: piece("not read"),
    webhook: piece("not read"),
  };
}
