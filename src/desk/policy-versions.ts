import type { Instant } from "../core/time.ts";
import type { Row, Sql } from "./sql.ts";

/** A policy that was in force, from `since` until the next one's. */
export interface PolicyVersion {
  /** Counts from 1. */
  readonly number: number;
  /** Names the content: see `Policy.version`. */
  readonly version: string;
  /** The checked document, as text; what it means is not the Desk's to know. */
  readonly document: string;
  readonly author: string;
  readonly note: string;
  readonly since: Instant;
  /** The change that brought it; `null` for the files' own policy when an administrator took over. */
  readonly changeId: number | null;
}

export function addPolicyVersion(sql: Sql, policy: Omit<PolicyVersion, "number">): void {
  const { version, document, author, note, since, changeId } = policy;
  sql.run(
    `INSERT INTO policy_version (version, document, author, note, since, change_id) VALUES (?, ?, ?, ?, ?, ?)`,
    version,
    document,
    author,
    note,
    since,
    changeId,
  );
}

/** The newest one; `null` where the mapping files have always been in force. */
export function currentPolicy(sql: Sql): PolicyVersion | null {
  return listPolicyVersions(sql, 1)[0] ?? null;
}

export function findPolicyVersion(sql: Sql, number: number): PolicyVersion | null {
  const row = sql.first<VersionRow>(`SELECT * FROM policy_version WHERE number = ?`, number);
  return row === null ? null : toVersion(row);
}

/** Newest first. */
export function listPolicyVersions(sql: Sql, limit: number): readonly PolicyVersion[] {
  return sql.all<VersionRow>(`SELECT * FROM policy_version ORDER BY number DESC LIMIT ?`, limit).map(toVersion);
}

interface VersionRow extends Row {
  number: number;
  version: string;
  document: string;
  author: string;
  note: string;
  since: number;
  change_id: number | null;
}

const toVersion = ({ change_id: changeId, ...row }: VersionRow): PolicyVersion => ({
  ...row,
  since: row.since as Instant,
  changeId,
});
