import * as z from "zod";
import { instant } from "../core/time.ts";
import { type AuditEntry, GENESIS } from "./audit.ts";
import type { Row, Sql } from "./sql.ts";

const actorSchema = z.object({
  kind: z.enum(["admin", "automation", "operator", "system"]),
  id: z.string().nullable(),
  name: z.string(),
});

interface AuditRow extends Row {
  seq: number;
  at: number;
  actor: string;
  action: string;
  subject: string;
  detail: string;
  previous: string;
  hash: string;
}

/** What of the trail to read: newest first. */
export interface AuditQuery {
  /** The beginning of an action, e.g. `change`; `null` for all. */
  readonly action: string | null;
  /** Part of the actor's name or of the subject; `null` for all. */
  readonly search: string | null;
  /** Entries before this number; `null` from the newest on. */
  readonly before: number | null;
  readonly limit: number;
}

export function listAudit(sql: Sql, { action, search, before, limit }: AuditQuery): readonly AuditEntry[] {
  return sql
    .all<AuditRow>(
      `SELECT * FROM audit WHERE seq < ? AND substr(action, 1, length(?)) = ?
         AND (instr(lower(actor ->> '$.name'), lower(?)) > 0 OR instr(lower(subject), lower(?)) > 0)
       ORDER BY seq DESC LIMIT ?`,
      before ?? Number.MAX_SAFE_INTEGER,
      action ?? "",
      action ?? "",
      search ?? "",
      search ?? "",
      limit,
    )
    .map(toEntry);
}

/** Entries after `seq`, oldest first. */
export const auditAfter = (sql: Sql, seq: number, limit: number): readonly AuditEntry[] =>
  sql.all<AuditRow>(`SELECT * FROM audit WHERE seq > ? ORDER BY seq LIMIT ?`, seq, limit).map(toEntry);

/** The whole trail, oldest first. */
export function* everyAuditEntry(sql: Sql): Generator<AuditEntry> {
  for (let last = 0; ; ) {
    const entries = auditAfter(sql, last, 500);
    yield* entries;
    if (entries.length < 500) return;
    last = entries.at(-1)?.seq ?? last;
  }
}

/** What the next entry follows. */
export function readHead(sql: Sql): { readonly seq: number; readonly hash: string } {
  return (
    sql.first<{ seq: number; hash: string }>(`SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1`) ?? {
      seq: 0,
      hash: GENESIS,
    }
  );
}

export function insertAudit(sql: Sql, { seq, at, actor, action, subject, detail, previous, hash }: AuditEntry): void {
  sql.run(
    `INSERT INTO audit (seq, at, actor, action, subject, detail, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    seq,
    at,
    JSON.stringify(actor),
    action,
    subject,
    JSON.stringify(detail),
    previous,
    hash,
  );
}

const toEntry = (row: AuditRow): AuditEntry => ({
  seq: row.seq,
  at: instant(row.at),
  actor: actorSchema.parse(JSON.parse(row.actor)),
  action: row.action,
  subject: row.subject,
  detail: JSON.parse(row.detail),
  previous: row.previous,
  hash: row.hash,
});
