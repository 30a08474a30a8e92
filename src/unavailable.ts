/** Where an account is stored can't answer or can't store just now. No bug of ours: asking again a little later helps. */
export class Unavailable extends Error {
  override readonly name = "Unavailable";
}

/** Seconds after which to ask again: short, or Zendesk would not try a delivery again (`zendesk.md` §1.6). */
export const RETRY_AFTER_S = "30";

/**
 * SQLite's results that tell of the disk, the file or another process, and not of the query: busy, locked, out of memory,
 * read-only, input or output, damaged, full, can't be opened, no database. https://sqlite.org/rescode.html
 */
const STORAGE = {
  BUSY: 5,
  LOCKED: 6,
  NOMEM: 7,
  READONLY: 8,
  IOERR: 10,
  CORRUPT: 11,
  FULL: 13,
  CANTOPEN: 14,
  NOTADB: 26,
} as const;

const CODES: ReadonlySet<number> = new Set(Object.values(STORAGE));
const NAMED = new RegExp(`\\bSQLITE_(?:${Object.keys(STORAGE).join("|")})\\b`);

/** Whether an error says that its account is unavailable, on either runtime. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof Unavailable) return true;
  // node:sqlite gives the result as a number, the low byte of which is the kind; a Durable Object names it at the end.
  const result: unknown = Reflect.get(error, "errcode");
  return typeof result === "number" ? CODES.has(result & 0xff) : NAMED.test(error.message);
}
