import type { Sql } from "./sql.ts";

/** What a Desk keeps of its account, by name. */
export type SettingKey =
  | "mode"
  | "canary"
  | "connection"
  | "helpdesk"
  | "github_connection"
  | "github_registration"
  | "github_registration_ends"
  | "paused"
  | "policy_version"
  | "mapping_version"
  | "last_event_at"
  | "sweep"
  | "watched"
  | "app_generation"
  | "owner"
  | "next_contract"
  | "mapping_repository"
  | "mapping_commit"
  | "mapping_followers"
  | "mapping_pulls";

/** The setting's text, or `null` when it was never set. */
export function readSetting(sql: Sql, key: SettingKey): string | null {
  return sql.first<{ value: string }>(`SELECT value FROM setting WHERE key = ?`, key)?.value ?? null;
}

/** Sets, or with `null` removes, one setting. */
export function writeSetting(sql: Sql, key: SettingKey, value: string | null): void {
  if (value === null) sql.run(`DELETE FROM setting WHERE key = ?`, key);
  else
    sql.run(
      `INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      key,
      value,
    );
}
