import { err, ok, type Result } from "../core/result.ts";
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

export interface TooManyTokens {
  readonly reason: "too_many_tokens";
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

export function addAutomationToken(
  sql: Sql,
  hash: string,
  token: Pick<AutomationToken, "name" | "madeBy" | "madeAt">,
): Result<AutomationToken, TooManyTokens> {
  if (listAutomationTokens(sql).length >= MOST) return err({ reason: "too_many_tokens" });
  sql.run(
    `INSERT INTO token (hash, name, made_by, made_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    hash,
    token.name,
    token.madeBy,
    token.madeAt,
  );
  const id = sql.first<{ id: number }>(`SELECT id FROM token WHERE hash = ?`, hash)?.id ?? 0;
  return ok({ id, ...token, usedAt: null });
}

/** Newest first. */
export function listAutomationTokens(sql: Sql): readonly AutomationToken[] {
  return sql.all<TokenRow>(`SELECT id, name, made_by, made_at, used_at FROM token ORDER BY id DESC`).map(toToken);
}

/** The token of this hash, and notes that it was used. */
export function takeAutomationToken(sql: Sql, hash: string, now: Instant): AutomationToken | null {
  const row = sql.first<TokenRow>(`SELECT id, name, made_by, made_at, used_at FROM token WHERE hash = ?`, hash);
  if (row === null) return null;
  sql.run(
    `UPDATE token SET used_at = ? WHERE id = ? AND (used_at IS NULL OR used_at <= ?)`,
    now,
    row.id,
    now - USE_GRAIN_MS,
  );
  return toToken(row);
}

/** Whether there was one. */
export function revokeAutomationToken(sql: Sql, id: number): boolean {
  return sql.run(`DELETE FROM token WHERE id = ?`, id) > 0;
}

const toToken = (row: TokenRow): AutomationToken => ({
  id: row.id,
  name: row.name,
  madeBy: row.made_by,
  madeAt: row.made_at as Instant,
  usedAt: row.used_at as Instant | null,
});
