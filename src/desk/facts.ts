import type { Decision } from "../core/decision.ts";
import type { TicketId } from "../core/id.ts";
import { type MappingEdit, mailDomain } from "../core/mapping-edit.ts";
import type { Ticket } from "../core/ticket.ts";
import type { Instant } from "../core/time.ts";
import type { SecretBox } from "../http/secret-box.ts";
import type { Sql } from "./sql.ts";

export interface FactsDeps {
  readonly sql: Sql;
  /** What a ticket says of people never lies on disk in clear. */
  readonly secretBox: SecretBox;
}

interface Kept {
  readonly ticket: Ticket;
  readonly unmapped: boolean;
  readonly due: Instant | null;
}

/** Tickets read or sealed at the same time. */
const PAGE = 500;

/**
 * Open tickets as they were last read, so that what a change of the mapping or the policy would do can be told before it
 * happens, without asking the helpdesk for any of them. Forgotten when a ticket is finished.
 */
export class Facts {
  readonly #deps: FactsDeps;
  /** Sealing waits, and a look must not: what is to be kept stands here until it is stored. */
  readonly #queue = new Map<TicketId, Kept>();
  readonly #watches = new Set<Set<TicketId>>();
  #storing: Promise<void> | null = null;

  constructor(deps: FactsDeps) {
    this.#deps = deps;
  }

  /** Keeps a ticket that was just decided. It is stored a moment later: see {@link settled}. */
  keep(ticket: Ticket, decision: Decision): void {
    if (decision.kind === "leave") return;
    const unmapped = decision.reasons.some(({ kind }) => kind === "unmapped");
    this.#queue.set(ticket.id, { ticket, unmapped, due: decision.due });
    for (const seen of this.#watches) seen.add(ticket.id);
    this.#storing ??= this.#store().finally(() => {
      this.#storing = null;
    });
  }

  /** Resolves when all that was to be kept is stored, or could not be. Never rejects. */
  async settled(): Promise<void> {
    await this.#storing;
  }

  /** The tickets that are decided from now on, until the watch ends: by what was in force before a change. */
  watch(): { readonly seen: ReadonlySet<TicketId>; readonly end: () => void } {
    const seen = new Set<TicketId>(this.#queue.keys());
    this.#watches.add(seen);
    return { seen, end: () => void this.#watches.delete(seen) };
  }

  /** Every open ticket, by id; in pages, so that a large account doesn't have to fit into memory at once. */
  async *open(): AsyncGenerator<Ticket> {
    await this.settled();
    for (let last = ""; ; ) {
      const rows = this.#deps.sql.all<FactsRow>(
        `SELECT ticket_id, body FROM facts WHERE ticket_id > ? ORDER BY ticket_id LIMIT ${PAGE}`,
        last,
      );
      yield* await this.#unsealed(rows);
      if (rows.length < PAGE) return;
      last = rows.at(-1)?.ticket_id ?? "";
    }
  }

  /** The open tickets that any of these edits may speak of: found by organization, external id, handle or mail domain. */
  async *touchedBy(edits: readonly MappingEdit[]): AsyncGenerator<Ticket> {
    await this.settled();
    const ids = [...idsTouchedBy(this.#deps.sql, edits)];
    for (let at = 0; at < ids.length; at += PAGE) {
      const rows = ids.slice(at, at + PAGE).map((id) => this.#row(id));
      yield* await this.#unsealed(rows.filter((row) => row !== null));
    }
  }

  /** One ticket as it was last read; `null` when it isn't known, or is finished. */
  async of(ticketId: TicketId): Promise<Ticket | null> {
    const row = this.#row(ticketId);
    return row === null ? null : ((await this.#unsealed([row]))[0] ?? null);
  }

  /** One row at a time would cost a commit each: what has gathered is stored together. */
  async #store(): Promise<void> {
    const { sql, secretBox } = this.#deps;
    while (this.#queue.size > 0) {
      const taken = [...this.#queue].slice(0, PAGE);
      try {
        const sealed = await Promise.all(
          taken.map(async ([id, kept]) => {
            const body = JSON.stringify(kept.ticket);
            const same = await this.#isKept(id, kept, body);
            return { id, kept, sealed: same ? null : await secretBox.seal(body, contextOf(id)) };
          }),
        );
        sql.transaction(() => {
          for (const one of sealed) {
            // A newer reading takes its place, and one that was finished meanwhile is not to come back.
            if (one.sealed === null || this.#queue.get(one.id) !== one.kept || isFinished(sql, one.id)) continue;
            insert(sql, one.kept, one.sealed);
          }
        });
      } catch {
        // The database fails: a ticket that isn't kept is brought up to date with every change.
      }
      for (const [id, kept] of taken) if (this.#queue.get(id) === kept) this.#queue.delete(id);
    }
  }

  /** Every look ends here, and most find nothing new: a write costs a commit. */
  async #isKept(id: TicketId, { unmapped, due }: Kept, body: string): Promise<boolean> {
    const row = this.#row(id);
    if (row === null || row.unmapped !== Number(unmapped) || row.due !== due) return false;
    return (await this.#deps.secretBox.open(row.body, contextOf(id))) === body;
  }

  #row(id: TicketId): (FactsRow & { unmapped: number; due: number | null }) | null {
    return this.#deps.sql.first(`SELECT ticket_id, body, unmapped, due FROM facts WHERE ticket_id = ?`, id);
  }

  async #unsealed(rows: readonly FactsRow[]): Promise<readonly Ticket[]> {
    const { secretBox } = this.#deps;
    const texts = await Promise.all(rows.map(({ ticket_id, body }) => secretBox.open(body, contextOf(ticket_id))));
    // Sealed by this class only, from tickets that an adapter made.
    return texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as Ticket]));
  }
}

/** Forgets a ticket that is finished. Call it with what marks it as finished: one that waits to be kept is not kept. */
export function forgetFacts(sql: Sql, ticketId: TicketId): void {
  sql.run(`DELETE FROM facts WHERE ticket_id = ?`, ticketId);
  sql.run(`DELETE FROM facts_handle WHERE ticket_id = ?`, ticketId);
}

/** How many open tickets are known well enough to say what a change would do to them. */
export function countFacts(sql: Sql): number {
  return sql.first<{ n: number }>(`SELECT COUNT(*) AS n FROM facts`)?.n ?? 0;
}

/** Open tickets that were seen, and of which nothing is kept: by the version before, or in the moment of a crash. */
export function ticketsWithoutFacts(sql: Sql): readonly TicketId[] {
  return sql
    .all<{ ticket_id: string }>(
      `SELECT ticket_id FROM ticket WHERE finished = 0
         AND NOT EXISTS (SELECT 1 FROM facts WHERE facts.ticket_id = ticket.ticket_id)`,
    )
    .map(({ ticket_id }) => ticket_id as TicketId);
}

type Column = "organization_id" | "external_id" | "domain";

function idsTouchedBy(sql: Sql, edits: readonly MappingEdit[]): ReadonlySet<TicketId> {
  const claims = { organization_id: new Set<string>(), external_id: new Set<string>(), domain: new Set<string>() };
  const named = new Set<string>();
  const contracts = edits.flatMap(({ before, after }) => [before, after]).filter((contract) => contract !== null);
  for (const { organizationId, externalId, domains, handles = [] } of contracts) {
    if (organizationId !== null) claims.organization_id.add(organizationId);
    if (externalId !== null) claims.external_id.add(externalId);
    for (const domain of domains) claims.domain.add(domain);
    for (const handle of handles) named.add(handle);
  }
  const columns: readonly Column[] = ["organization_id", "external_id", "domain"];
  const found = columns.flatMap((column) =>
    [...claims[column]].flatMap((value) =>
      sql.all<{ ticket_id: string }>(`SELECT ticket_id FROM facts WHERE ${column} = ?`, value),
    ),
  );
  const byHandle = [...named].flatMap((handle) =>
    sql.all<{ ticket_id: string }>(`SELECT ticket_id FROM facts_handle WHERE handle = ?`, handle),
  );
  return new Set([...found, ...byHandle].map(({ ticket_id }) => ticket_id as TicketId));
}

function insert(sql: Sql, { ticket, unmapped, due }: Kept, sealed: string): void {
  sql.run(
    `INSERT INTO facts (ticket_id, organization_id, external_id, domain, unmapped, due, body) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (ticket_id) DO UPDATE SET organization_id = excluded.organization_id, external_id = excluded.external_id,
       domain = excluded.domain, unmapped = excluded.unmapped, due = excluded.due, body = excluded.body`,
    ticket.id,
    ticket.organization?.id ?? null,
    ticket.organization?.externalId ?? null,
    mailDomain(ticket.requester?.email ?? null),
    Number(unmapped),
    due,
    sealed,
  );
  sql.run(`DELETE FROM facts_handle WHERE ticket_id = ?`, ticket.id);
  for (const handle of new Set(ticket.handles)) {
    sql.run(`INSERT INTO facts_handle (handle, ticket_id) VALUES (?, ?)`, handle, ticket.id);
  }
}

const isFinished = (sql: Sql, id: TicketId): boolean =>
  sql.first(`SELECT 1 FROM ticket WHERE ticket_id = ? AND finished = 1`, id) !== null;

const contextOf = (ticketId: string): string => `facts of ticket ${ticketId}`;

interface FactsRow {
  [column: string]: string | number | null;
  ticket_id: string;
  body: string;
}
