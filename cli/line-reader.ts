import { readCsv } from "../mappings/csv.ts";
import { err, ok, type Result } from "../src/core/result.ts";

/** What is wrong with a line, in words. */
export interface BadLine {
  /** `no_header` is the end: no line that follows could be understood. */
  readonly reason: "not_json" | "not_csv" | "no_header" | "bad_ticket" | "unknown_tier" | "too_long";
  readonly message: string;
}

/** Makes a value of one line's text; a header line makes none. */
export type LineReader = (line: string) => Result<unknown, BadLine>;

const COLUMNS = ["id", "created_at", "tier", "severity"];

/** Chooses by the first line: JSON objects, or CSV under a header. The first line of JSON is a ticket already. */
export function readerFor(first: string): Result<{ readonly read: LineReader; readonly header: boolean }, BadLine> {
  const start = first.trimStart();
  if (start.startsWith("{")) return ok({ read: readJson, header: false });
  if (start.startsWith("[")) {
    return err({ reason: "no_header", message: "a JSON array: write one ticket a line, e.g. with `jq -c '.[]'`" });
  }
  if (!first.includes(",")) {
    return err({ reason: "not_json", message: `neither a JSON object nor a CSV header (${COLUMNS.join(",")})` });
  }
  const names = readCells(first);
  if (!names.ok) return names;
  const columns = names.value.map((name) => name.trim().toLowerCase());
  const missing = COLUMNS.filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    const message = `the first line names no ${missing.join(", ")}: JSON objects or a CSV header (${COLUMNS.join(",")}) are expected`;
    return err({ reason: "no_header", message });
  }
  return ok({ read: (line) => readRow(line, columns), header: true });
}

function readJson(line: string): Result<unknown, BadLine> {
  try {
    return ok(JSON.parse(line));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return err({ reason: "not_json", message: `not JSON: ${why} (one ticket a line, e.g. with \`jq -c .\`)` });
  }
}

function readRow(line: string, columns: readonly string[]): Result<unknown, BadLine> {
  const cells = readCells(line);
  if (!cells.ok) return cells;
  if (cells.value.length !== columns.length) {
    const message = `${cells.value.length} of ${columns.length} cells: one is expected for each name of the header`;
    return err({ reason: "not_csv", message });
  }
  return ok(Object.fromEntries(columns.map((name, index) => [name, cells.value[index]])));
}

/** One row a line: a quoted cell can hold commas, and no line ends, so that a stray quote spoils its own line only. */
function readCells(line: string): Result<readonly string[], BadLine> {
  if (!line.includes('"')) return ok(line.split(","));
  const csv = readCsv(line);
  if (!csv.ok) return err({ reason: "not_csv", message: `column ${csv.fault.column}: ${csv.fault.message}` });
  return ok((csv.rows[0] ?? []).map(({ text }) => text));
}
