import * as z from "zod";
import { type Instant, instant } from "../core/time.ts";
import type { AuditAction } from "./audit-action.ts";
import type { Row, Sql } from "./sql.ts";

/** Who did something: a person by their id in the helpdesk, a program by its token, or who runs the server. */
export interface Actor {
  readonly kind: "admin" | "automation" | "operator" | "system";
  /** `null` where nobody in particular is known. */
  readonly id: string | null;
  readonly name: string;
}

/** One thing that was done. */
export interface AuditEntry {
  readonly seq: number;
  readonly at: Instant;
  readonly actor: Actor;
  /** What was done: an {@link AuditAction}, or a word of a newer version that was here before a rollback. */
  readonly action: string;
  /** To what, e.g. `change 7`. */
  readonly subject: string;
  /** Before and after, or whatever else tells it; plain values. */
  readonly detail: unknown;
  /** The hash of the entry before; of the first, {@link GENESIS}. */
  readonly previous: string;
  /** SHA-256 in hex over this entry without its hash: see {@link sealedText}. */
  readonly hash: string;
}

export interface NewAuditEntry extends Omit<AuditEntry, "seq" | "previous" | "hash"> {
  readonly action: AuditAction;
}

/** Something to be done, and what the trail says of it; without an entry nothing comes of it that is worth telling. */
export interface Deed<T> {
  readonly entry: NewAuditEntry | null;
  readonly act: () => T;
}

const GENESIS = "0".repeat(64);

const actorSchema = z.object({
  kind: z.enum(["admin", "automation", "operator", "system"]),
  id: z.string().nullable(),
  name: z.string(),
});

type Sha256 = (bytes: Uint8Array<ArrayBuffer>) => string | Promise<string>;

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
      insert(sql, { ...sealed, hash });
      return result;
    });
  }
}

/** The entry in its place: after all others. */
function next(sql: Sql, entry: NewAuditEntry): Omit<AuditEntry, "hash"> {
  const head = readHead(sql);
  return { ...entry, seq: head.seq + 1, previous: head.hash };
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

export type AuditVerdict =
  | { readonly kind: "whole"; readonly entries: number; readonly head: string }
  /** The first entry that is not what was written, or is missing. */
  | { readonly kind: "broken"; readonly seq: number; readonly detail: string };

/**
 * Whether the trail is what was written: every entry hashed anew, each naming the one before. Whoever keeps the hash of
 * the newest entry elsewhere also notices a trail that was cut short or written anew from the beginning.
 */
export async function verifyAudit(entries: Iterable<AuditEntry>, sha256: Sha256): Promise<AuditVerdict> {
  let [seq, previous] = [0, GENESIS];
  for (const entry of entries) {
    seq += 1;
    if (entry.seq !== seq) return { kind: "broken", seq, detail: `entry ${seq} is missing` };
    if (entry.previous !== previous)
      return { kind: "broken", seq, detail: `entry ${seq} doesn't follow the one before` };
    if ((await hashOf(sha256, entry)) !== entry.hash) {
      return { kind: "broken", seq, detail: `entry ${seq} was altered` };
    }
    previous = entry.hash;
  }
  return { kind: "whole", entries: seq, head: previous };
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

/** What an entry's hash is taken over: a JSON array in a fixed order, so that anybody can compute it again. */
function sealedText({ seq, at, actor, action, subject, detail, previous }: Omit<AuditEntry, "hash">): string {
  return JSON.stringify([seq, at, [actor.kind, actor.id, actor.name], action, subject, detail, previous]);
}

async function hashOf(sha256: Sha256, entry: Omit<AuditEntry, "hash">): Promise<string> {
  return sha256(new TextEncoder().encode(sealedText(entry)));
}

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

function readHead(sql: Sql): { readonly seq: number; readonly hash: string } {
  return (
    sql.first<{ seq: number; hash: string }>(`SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1`) ?? {
      seq: 0,
      hash: GENESIS,
    }
  );
}

function insert(sql: Sql, { seq, at, actor, action, subject, detail, previous, hash }: AuditEntry): void {
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
