import type { Decision } from "../core/decision.ts";
import type { TicketId } from "../core/id.ts";
import type { MappingEdit } from "../core/mapping-edit.ts";
import type { Ticket } from "../core/ticket.ts";
import type { SecretBox } from "../http/secret-box.ts";
import { type FactsRow, idsTouchedBy, insertFacts, type Kept, type SealedRow } from "./facts-rows.ts";
import type { Sql } from "./sql.ts";

export interface FactsDeps {
  readonly sql: Sql;
  /** What a ticket says of people never lies on disk in clear. */
  readonly secretBox: SecretBox;
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
  /** What is kept of these is older than what they were last decided by: the database failed. */
  readonly #outdated = new Set<TicketId>();
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

  /**
   * The tickets that are decided from now on, until the watch ends: by what was in force before a change. And those of
   * which a preview can't tell, since what is kept of them is outdated.
   */
  watch(): { readonly seen: ReadonlySet<TicketId>; readonly end: () => void } {
    const seen = new Set<TicketId>([...this.#queue.keys(), ...this.#outdated]);
    this.#watches.add(seen);
    return { seen, end: () => void this.#watches.delete(seen) };
  }

  /** Every open ticket, by id; in pages, so that a large account doesn't have to fit into memory at once. */
  async *open(): AsyncGenerator<Ticket> {
    await this.settled();
    for (let last = ""; ; ) {
      const rows = this.#deps.sql.all<SealedRow>(
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
            insertFacts(sql, one.kept, one.sealed);
          }
        });
        for (const [id] of taken) this.#outdated.delete(id);
      } catch {
        // The database fails: a ticket that isn't kept as it is now is brought up to date with every change.
        for (const [id] of taken) this.#outdated.add(id);
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

  #row(id: TicketId): FactsRow | null {
    return this.#deps.sql.first(`SELECT ticket_id, body, unmapped, due FROM facts WHERE ticket_id = ?`, id);
  }

  async #unsealed(rows: readonly SealedRow[]): Promise<readonly Ticket[]> {
    const { secretBox } = this.#deps;
    const texts = await Promise.all(rows.map(({ ticket_id, body }) => secretBox.open(body, contextOf(ticket_id))));
    // Sealed by this class only, from tickets that an adapter made.
    return texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as Ticket]));
  }
}

const contextOf = (ticketId: string): string => `facts of ticket ${ticketId}`;

const isFinished = (sql: Sql, id: TicketId): boolean =>
  sql.first(`SELECT 1 FROM ticket WHERE ticket_id = ? AND finished = 1`, id) !== null;
