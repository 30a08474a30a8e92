import * as z from "zod";
import type { AuditEntryShown, AuditPage } from "../api/audit.ts";
import type { AuditRequest } from "../api/audit-request.ts";
import { formatInstant } from "../core/time.ts";
import type { AuditEntry } from "../desk/audit.ts";
import { auditAfter, listAudit } from "../desk/audit-rows.ts";
import type { Sql } from "../desk/sql.ts";

const PER_PAGE = 500;
const json = z.json();

export function auditPage(sql: Sql, { action, search, cursor, limit }: AuditRequest): AuditPage {
  const before = cursor === undefined ? null : Number(cursor);
  const entries = listAudit(sql, { action: action ?? null, search: search ?? null, before, limit: limit + 1 });
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  return {
    entries: page.map(shown),
    next: entries.length > limit && last !== undefined ? String(last.seq) : null,
  };
}

/** A part of something long that leaves the account in parts. */
export interface Part {
  readonly text: string;
  /** Where the next part begins; `null` after the last. */
  readonly next: number | null;
}

/** The trail as lines of JSON, oldest first. */
export function auditLines(sql: Sql, after: number): Part {
  const entries = auditAfter(sql, after, PER_PAGE);
  const last = entries.at(-1);
  return {
    text: entries.map((entry) => `${JSON.stringify(shown(entry))}\n`).join(""),
    next: entries.length < PER_PAGE || last === undefined ? null : last.seq,
  };
}

const shown = ({ at, detail, ...entry }: AuditEntry): AuditEntryShown => ({
  ...entry,
  at: formatInstant(at),
  detail: json.parse(detail),
});
