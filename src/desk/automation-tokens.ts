import type { Instant } from "../core/time.ts";
import type { Sql } from "./sql.ts";

/** A token of a program. It was shown once, when it was made; only its hash is kept. */
export interface AutomationToken {
  readonly id: number;
  readonly name: string;
  /** Who made it, in words. */
  readonly madeBy: string;
  readonly madeAt: Instant;
  /** To the hour; `null` when it was never used. */
  readonly usedAt: Instant | null;
}

interface TokenRow extends Record<string, string | number | null> {
  id: number;
  name: string;
  made_by: string;
  made_at: number;
  used_at: number | null;
}

const MOST = 50;
/** Noting down every use would make a write of every read. */
const USE_GRAIN_MS = 3_600_000;

/** Whether the account may have one more. */
export const mayAddToken = (sql: Sql): boolean => listAutomationTokens(sql).length < MOST;

/** The number that the next token gets: none is ever given twice. */
export const nextTokenId = (sql: Sql): number =>
  (sql.first<{ seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name = 'token'`)?.seq ?? 0) + 1;

export function addAutomationToken(sql: Sql, hash: string, { id, name, madeBy, madeAt }: AutomationToken): void {
  sql.run(
    `INSERT INTO token (id, hash, name, made_by, made_at) VALUES (?, ?, ?, ?, ?)`,
    id,
    hash,
    name,
    madeBy,
    madeAt,
  );
}

/** Newest first. */
export function listAutomationTokens(sql: Sql): readonly AutomationToken[] {
  return sql.all<TokenRow>(`SELECT id, name, made_by, made_at, used_at FROM token ORDER BY id DESC`).map(toToken);
}

/** The token of this hash. */
export function findAutomationToken(sql: Sql, hash: string): AutomationToken | null {
  const row = sql.first<TokenRow>(`SELECT id, name, made_by, made_at, used_at FROM token WHERE hash = ?`, hash);
  return row === null ? null : toToken(row);
}

/** The token of this hash, and notes that it was used. */
export function takeAutomationToken(sql: Sql, hash: string, now: Instant): AutomationToken | null {
  const token = findAutomationToken(sql, hash);
  if (token === null) return null;
  sql.run(
    `UPDATE token SET used_at = ? WHERE id = ? AND (used_at IS NULL OR used_at <= ?)`,
    now,
    token.id,
    now - USE_GRAIN_MS,
  );
  return token;
}

export function revokeAutomationToken(sql: Sql, id: number): void {
  sql.run(`DELETE FROM token WHERE id = ?`, id);
}

const toToken = (row: TokenRow): AutomationToken => ({
  id: row.id,
  name: row.name,
  madeBy: row.made_by,
  madeAt: row.made_at as Instant,
  usedAt: row.used_at as Instant | null,
});
