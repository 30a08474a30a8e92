/** One field of a CSV text, and where it starts. */
export interface Field {
  readonly text: string;
  /** Counts from 1; a quoted field may go on over several lines. */
  readonly line: number;
  /** Counts from 1, in characters. */
  readonly column: number;
}

/** Where a CSV text stops being CSV. */
export interface CsvFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type Csv =
  | { readonly ok: true; readonly rows: readonly (readonly Field[])[] }
  | { readonly ok: false; readonly fault: CsvFault };

/** A bare field, or a quoted one, up to the comma or line end that follows. Sticky: it starts where the last one ended. */
const FIELD = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;

/**
 * Reads RFC 4180 with what spreadsheets add: a byte order mark, any line end, blank lines (skipped). Keeps each field's
 * place, which is why this is not a library: those tell the line of a record, not the column of a field.
 */
export function readCsv(text: string): Csv {
  const rows: Field[][] = [];
  let row: Field[] = [];
  let [at, line, lineStart] = text.startsWith("\ufeff") ? [1, 1, 1] : [0, 1, 0];
  while (at < text.length || row.length > 0) {
    FIELD.lastIndex = at;
    const place = { line, column: at - lineStart + 1 };
    const match = FIELD.exec(text);
    if (match === null) return { ok: false, fault: { ...place, message: faultOf(text, at) } };
    const [whole, quoted, bare = "", end] = match;
    row.push({ text: quoted === undefined ? bare : quoted.replaceAll('""', '"'), ...place });
    if (quoted !== undefined || end !== ",") {
      for (const { index, 0: lineEnd } of whole.matchAll(/\r\n|\n|\r/g)) {
        [line, lineStart] = [line + 1, at + index + lineEnd.length];
      }
    }
    at += whole.length;
    if (end === ",") continue;
    if (row.some((field) => field.text.trim() !== "")) rows.push(row);
    row = [];
  }
  return { ok: true, rows };
}

function faultOf(text: string, at: number): string {
  if (text[at] !== '"')
    return 'a field with a quote in it must be quoted as a whole, with each inner quote doubled: "a ""b"""';
  return text.indexOf('"', at + 1) === -1
    ? "this quoted field is never closed"
    : 'after a quoted field a comma or the end of the line is expected; a quote inside is doubled: "a ""b"""';
}
