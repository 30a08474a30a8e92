import type { MappingEdit } from "../core/mapping-edit.ts";
import type { Contract } from "../core/organization.ts";
import { hours, type Instant } from "../core/time.ts";
import type { Actor } from "./audit.ts";
import type { Difference, Preview } from "./preview.ts";
import type { Row, Sql } from "./sql.ts";

export const CHANGE_STATES = ["proposed", "applied", "undone"] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

export interface ChangeCounts {
  /** Open tickets that are known. */
  readonly open: number;
  readonly weighed: number;
  /** Those that are decided otherwise. */
  readonly differ: number;
  readonly turnLate: number;
  /** Rows of the mapping that are added, removed or altered. */
  readonly rows: number;
}

/** What somebody altered, or proposes to. */
export interface Change {
  readonly id: number;
  readonly proposedAt: Instant;
  readonly proposedBy: Actor;
  readonly note: string;
  readonly state: ChangeState;
  /** The change that this one takes back. */
  readonly undoes: number | null;
  /** The policy's document after and before; `null` when the policy stays. */
  readonly policy: string | null;
  readonly policyBefore: string | null;
  readonly counts: ChangeCounts;
  readonly appliedAt: Instant | null;
  readonly paused: boolean;
}

export type NewChange = Omit<Change, "id" | "state" | "appliedAt" | "paused" | "counts"> & {
  readonly edits: readonly MappingEdit[];
  readonly preview: Preview;
};

/** Stores a proposal with its edits and what it would do. Call inside a transaction. */
export function insertChange(sql: Sql, change: NewChange): Change {
  const { proposedAt, proposedBy, note, undoes, policy, policyBefore, edits, preview } = change;
  const row = sql.first<ChangeRow>(
    `INSERT INTO change (proposed_at, proposed_by, note, state, undoes, policy, policy_before, counts)
     VALUES (?, ?, ?, 'proposed', ?, ?, ?, ?) RETURNING *`,
    proposedAt,
    JSON.stringify(proposedBy),
    note,
    undoes,
    policy,
    policyBefore,
    JSON.stringify(countsOf(preview, edits.length)),
  );
  if (row === null) throw new Error("a row that was just inserted is not there");
  for (const { row: contract, before, after } of edits) {
    sql.run(
      `INSERT INTO change_edit (change_id, row, before, after) VALUES (?, ?, ?, ?)`,
      row.id,
      contract,
      before === null ? null : JSON.stringify(before),
      after === null ? null : JSON.stringify(after),
    );
  }
  replaceDifferences(sql, row.id, preview.differences);
  return toChange(row);
}

/** Marks a proposal as applied, with what it does to the tickets as they are now. Call inside a transaction. */
export function markApplied(sql: Sql, id: number, preview: Preview, rows: number, now: Instant): void {
  const counts = JSON.stringify(countsOf(preview, rows));
  sql.run(`UPDATE change SET state = 'applied', applied_at = ?, counts = ? WHERE id = ?`, now, counts, id);
  replaceDifferences(sql, id, preview.differences);
}

const KEEP_PROPOSALS = hours(30 * 24);

/** Forgets proposals that nobody has made for a month. What was applied stays. */
export function pruneProposals(sql: Sql, now: Instant): void {
  const old = `SELECT id FROM change WHERE state = 'proposed' AND proposed_at < ${now - KEEP_PROPOSALS}`;
  sql.transaction(() => {
    for (const table of ["change_edit", "change_ticket"]) sql.run(`DELETE FROM ${table} WHERE change_id IN (${old})`);
    sql.run(`DELETE FROM change WHERE id IN (${old})`);
  });
}

export function markUndone(sql: Sql, id: number): void {
  sql.run(`UPDATE change SET state = 'undone' WHERE id = ?`, id);
}

export function setPaused(sql: Sql, id: number, paused: boolean): void {
  sql.run(`UPDATE change SET paused = ? WHERE id = ?`, paused ? 1 : 0, id);
}

export function findChange(sql: Sql, id: number): Change | null {
  const row = sql.first<ChangeRow>(`SELECT * FROM change WHERE id = ?`, id);
  return row === null ? null : toChange(row);
}

/** Newest first. */
export function listChanges(sql: Sql, before: number | null, limit: number): readonly Change[] {
  const from = before ?? Number.MAX_SAFE_INTEGER;
  return sql.all<ChangeRow>(`SELECT * FROM change WHERE id < ? ORDER BY id DESC LIMIT ?`, from, limit).map(toChange);
}

export function editsOf(sql: Sql, id: number, limit = -1): readonly MappingEdit[] {
  return sql
    .all<{ row: number; before: string | null; after: string | null }>(
      `SELECT row, before, after FROM change_edit WHERE change_id = ? ORDER BY row LIMIT ?`,
      id,
      limit,
    )
    .map(({ row, before, after }) => ({ row, before: toContract(before), after: toContract(after) }));
}

/** The tickets that a change alters, those that turn late first. */
export function differencesOf(sql: Sql, id: number, limit: number): readonly Difference[] {
  return sql
    .all<{ body: string }>(
      `SELECT body FROM change_ticket WHERE change_id = ? AND body <> 'null' ORDER BY body ->> '$.turnsLate' DESC, body ->> '$.after.due' LIMIT ?`,
      id,
      limit,
    )
    .map(({ body }) => JSON.parse(body) as Difference);
}

function replaceDifferences(sql: Sql, id: number, differences: readonly Difference[]): void {
  sql.run(`DELETE FROM change_ticket WHERE change_id = ?`, id);
  for (const difference of differences) {
    sql.run(
      `INSERT INTO change_ticket (change_id, ticket_id, body) VALUES (?, ?, ?)`,
      id,
      difference.ticketId,
      JSON.stringify(difference),
    );
  }
}

/** The differences of a preview, counted. */
export function countsOf({ open, weighed, differences }: Preview, rows: number): ChangeCounts {
  const turnLate = differences.filter(({ turnsLate }) => turnsLate).length;
  return { open, weighed, differ: differences.length, turnLate, rows };
}

interface ChangeRow extends Row {
  id: number;
  proposed_at: number;
  proposed_by: string;
  note: string;
  state: ChangeState;
  undoes: number | null;
  policy: string | null;
  policy_before: string | null;
  counts: string;
  applied_at: number | null;
  paused: number;
}

/** All of these texts are written by this file only. */
const toChange = (row: ChangeRow): Change => ({
  id: row.id,
  proposedAt: row.proposed_at as Instant,
  proposedBy: JSON.parse(row.proposed_by) as Actor,
  note: row.note,
  state: row.state,
  undoes: row.undoes,
  policy: row.policy,
  policyBefore: row.policy_before,
  counts: JSON.parse(row.counts) as ChangeCounts,
  appliedAt: row.applied_at as Instant | null,
  paused: row.paused === 1,
});

const toContract = (text: string | null): Contract | null => (text === null ? null : (JSON.parse(text) as Contract));
