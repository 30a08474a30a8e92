/** What an action is about: its first word. */
export const AUDIT_TOPICS = [
  "account",
  "admin",
  "app_secret",
  "change",
  "mapping",
  "mode",
  "owner",
  "parked",
  "token",
] as const;
export type AuditTopic = (typeof AUDIT_TOPICS)[number];

/**
 * Everything that the audit trail tells of. A word that was once written stays in the trail for good: one may be added
 * here, and none renamed.
 */
export const AUDIT_ACTIONS = [
  "account.connected",
  "account.reconnected",
  "account.disconnected",
  "account.backfilled",
  "admin.signed_in",
  "app_secret.replaced",
  "change.applied",
  "change.paused",
  "change.resumed",
  "mapping.pulled",
  "mapping.refused",
  "mode.set",
  "owner.taken",
  "owner.handed_back",
  "owner.put_in_git",
  "parked.replayed",
  "parked.dropped",
  "token.made",
  "token.revoked",
] as const satisfies readonly `${AuditTopic}.${string}`[];
export type AuditAction = (typeof AUDIT_ACTIONS)[number];
