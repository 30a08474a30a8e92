import type { Instant } from "../core/time.ts";
import type { Sql } from "./sql.ts";

/** An administrator who signed in. Only the hash of the token is kept. */
export interface Session {
  readonly hash: string;
  readonly userId: string;
  readonly name: string;
  /** When the helpdesk last said that this person is an administrator. */
  readonly roleCheckedAt: Instant;
  readonly expiresAt: Instant;
}

interface SessionRow extends Record<string, string | number> {
  hash: string;
  user_id: string;
  name: string;
  role_checked_at: number;
  expires_at: number;
}

/** Keeps a session, and forgets those that have ended. */
export function saveSession(sql: Sql, { hash, userId, name, roleCheckedAt, expiresAt }: Session, now: Instant): void {
  sql.run(`DELETE FROM session WHERE expires_at <= ?`, now);
  sql.run(
    `INSERT INTO session (hash, user_id, name, role_checked_at, expires_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    hash,
    userId,
    name,
    roleCheckedAt,
    expiresAt,
  );
}

/** The session of this token, unless it has ended. */
export function findSession(sql: Sql, hash: string, now: Instant): Session | null {
  const row = sql.first<SessionRow>(`SELECT * FROM session WHERE hash = ? AND expires_at > ?`, hash, now);
  if (row === null) return null;
  const { user_id: userId, name, role_checked_at: roleCheckedAt, expires_at: expiresAt } = row;
  return { hash, userId, name, roleCheckedAt: roleCheckedAt as Instant, expiresAt: expiresAt as Instant };
}

/** The helpdesk said again that this person is an administrator. */
export function confirmRole(sql: Sql, userId: string, now: Instant): void {
  sql.run(`UPDATE session SET role_checked_at = ? WHERE user_id = ?`, now, userId);
}

export function endSession(sql: Sql, hash: string): void {
  sql.run(`DELETE FROM session WHERE hash = ?`, hash);
}

/** All of one person, who is no administrator any more. */
export function endSessionsOf(sql: Sql, userId: string): void {
  sql.run(`DELETE FROM session WHERE user_id = ?`, userId);
}

/** All of the account: it was disconnected. */
export function endAllSessions(sql: Sql): void {
  sql.run(`DELETE FROM session`);
}
