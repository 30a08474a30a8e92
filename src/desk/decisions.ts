import type { Decision } from "../core/decision.ts";
import type { TicketId } from "../core/id.ts";
import type { Change } from "../core/ticket.ts";
import type { Instant } from "../core/time.ts";
import type { Mode } from "./mode.ts";
import type { Sql } from "./sql.ts";

const KEEP_MS = 90 * 24 * 3_600_000;

/** A decision as it was taken, with what it changed or, in shadow, would have changed. */
export interface RecordedDecision {
  readonly ticketId: TicketId;
  readonly decidedAt: Instant;
  readonly mode: Mode;
  readonly written: boolean;
  readonly decision: Decision;
  readonly changes: readonly Change[];
}

interface DecisionRow extends Record<string, string | number> {
  ticket_id: string;
  decided_at: number;
  mode: Mode;
  written: number;
  body: string;
}

/** Adds a decision to the ticket's history, unless it was last said already and nothing is written now. */
export function recordDecision(sql: Sql, record: RecordedDecision): void {
  const body = JSON.stringify({ decision: record.decision, changes: record.changes });
  const last = sql.first<Pick<DecisionRow, "body" | "mode" | "written">>(
    `SELECT body, mode, written FROM decision WHERE ticket_id = ? ORDER BY id DESC LIMIT 1`,
    record.ticketId,
  );
  const repeated = last?.mode === record.mode && saidBy(last) === withoutDelay(body);
  if (!record.written && repeated) return;
  sql.run(
    `INSERT INTO decision (ticket_id, decided_at, mode, written, body) VALUES (?, ?, ?, ?, ?)`,
    record.ticketId,
    record.decidedAt,
    record.mode,
    record.written ? 1 : 0,
    body,
  );
}

/** What a decision said; once its changes are written there are none left to say. */
function saidBy({ body, written }: Pick<DecisionRow, "body" | "written">): string {
  return withoutDelay(written === 1 ? JSON.stringify({ ...JSON.parse(body), changes: [] }) : body);
}

/** How long a promise has been overdue grows by itself: that alone is no new answer. */
const withoutDelay = (body: string): string => body.replace(/("kind":"overdue","by":)\d+/, "$1");

/** The newest decision of each ticket, or of one ticket every decision, newest first. */
export function listDecisions(sql: Sql, ticketId: TicketId | null, limit: number): RecordedDecision[] {
  const rows =
    ticketId === null
      ? sql.all<DecisionRow>(
          `SELECT ticket_id, decided_at, mode, written, body FROM decision
           WHERE id IN (SELECT MAX(id) FROM decision GROUP BY ticket_id) ORDER BY id DESC LIMIT ?`,
          limit,
        )
      : sql.all<DecisionRow>(
          `SELECT ticket_id, decided_at, mode, written, body FROM decision WHERE ticket_id = ? ORDER BY id DESC LIMIT ?`,
          ticketId,
          limit,
        );
  return rows.map((row) => ({
    ticketId: row.ticket_id as TicketId,
    decidedAt: row.decided_at as Instant,
    mode: row.mode,
    written: row.written === 1,
    // Written by recordDecision only.
    ...(JSON.parse(row.body) as Pick<RecordedDecision, "decision" | "changes">),
  }));
}

/** Forgets history older than 90 days. */
export function pruneDecisions(sql: Sql, now: Instant): void {
  sql.run(
    `DELETE FROM decision WHERE decided_at < ? AND id NOT IN (SELECT MAX(id) FROM decision GROUP BY ticket_id)`,
    now - KEEP_MS,
  );
}
