import { type AuditEntry, hashOf, type NewAuditEntry, type Sha256, sealedText } from "./audit.ts";
import { insertAudit, readHead } from "./audit-rows.ts";
import type { Sql } from "./sql.ts";

/** Something to be done, and what the trail says of it; without an entry nothing comes of it that is worth telling. */
export interface Deed<T> {
  readonly entry: NewAuditEntry | null;
  readonly act: () => T;
}

/**
 * Adds an entry together with what it tells of: both are stored, or neither.
 * @param act runs inside the transaction; what it throws undoes both
 */
export function recordWith<T>(sql: Sql, sha256: Sha256, entry: NewAuditEntry, act: () => T): Promise<T> {
  return recordDeed(sql, sha256, () => ({ entry, act }));
}

/**
 * The same where what is told depends on what is stored. Hashing waits and storing must not, so the entry is made and
 * hashed first, and once more when it would be another by then.
 * @param deed says what would be done as things are; alters nothing itself, and may be asked several times
 */
export async function recordDeed<T>(sql: Sql, sha256: Sha256, deed: () => Deed<T>): Promise<T> {
  for (;;) {
    const { entry, act } = deed();
    if (entry === null) return sql.transaction(act);
    const sealed = next(sql, entry);
    const hash = await hashOf(sha256, sealed);
    const now = deed();
    if (now.entry === null || sealedText(next(sql, now.entry)) !== sealedText(sealed)) continue;
    return sql.transaction(() => {
      const result = now.act();
      insertAudit(sql, { ...sealed, hash });
      return result;
    });
  }
}

/** The entry in its place: after all others. */
function next(sql: Sql, entry: NewAuditEntry): Omit<AuditEntry, "hash"> {
  const head = readHead(sql);
  return { ...entry, seq: head.seq + 1, previous: head.hash };
}
