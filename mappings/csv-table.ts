import { type Field, readCsv } from "./csv.ts";
import { nearest } from "./nearest.ts";
import { excerpt, type Problem, type Source } from "./problem.ts";

const MAX_CHARACTERS = 32 * 1024 * 1024;
const MAX_ROWS = 150_000;

/** The columns of a CSV file with a header, in any order; all but the optional ones must be there. */
export interface Columns<Column extends string> {
  readonly all: readonly Column[];
  readonly optional: readonly Column[];
}

/** A row with as many fields as the header has. */
export interface TableRow<Column extends string> {
  readonly line: number;
  /** As it stands; empty where the file doesn't have that column. */
  readonly cell: (column: Column) => string;
  /** Makes the problem of a cell. */
  readonly problemAt: (column: string, message: string, accepted: readonly string[]) => Problem;
}

export interface Table<Column extends string> {
  readonly has: (column: Column) => boolean;
  readonly rows: readonly TableRow<Column>[];
  /** Rows that are too short or too long are among these, not among the rows. */
  readonly problems: readonly Problem[];
}

/** Reads a CSV file whose first row names its columns. Nothing is read while the header has a problem. */
export function readTable<Column extends string>({ text, file }: Source, columns: Columns<Column>): Table<Column> {
  const refuse = (...problems: readonly Problem[]): Table<Column> => ({ has: () => false, rows: [], problems });
  const problem = problemsIn(file);
  if (text.length > MAX_CHARACTERS)
    return refuse(problem(null, `the file is larger than ${MAX_CHARACTERS / 1024 / 1024} MB`));
  const csv = readCsv(text);
  if (!csv.ok) {
    const { line, column, message } = csv.fault;
    return refuse(problem({ line, column, text: lineAt(text, line) }, message));
  }
  const [header, ...records] = csv.rows;
  if (header === undefined) return refuse(problem(null, "the file is empty", [columns.all.join(",")]));
  if (records.length > MAX_ROWS) return refuse(problem(null, `more than ${MAX_ROWS} rows`));
  const objections = checkHeader(header, columns, problem);
  return objections.length > 0 ? refuse(...objections) : readRows(header, records, problem);
}

type ProblemOf = (at: Field | null, message: string, accepted?: readonly string[]) => Problem;

const problemsIn =
  (file: string): ProblemOf =>
  (at, message, accepted = []) => ({
    file,
    line: at?.line ?? 1,
    column: at?.column ?? 1,
    bad: excerpt(at?.text ?? ""),
    message,
    accepted,
  });

function checkHeader<Column extends string>(
  header: readonly Field[],
  { all, optional }: Columns<Column>,
  problem: ProblemOf,
): readonly Problem[] {
  const [first = null] = header;
  const names = header.map(nameOf);
  if (header.length === 1 && /[;\t]/.test(first?.text ?? "")) {
    return [problem(first, "the columns are not separated by commas", ["the file saved as CSV with commas"])];
  }
  const problems = header.flatMap((field, index) => {
    const name = nameOf(field);
    if (names.indexOf(name) < index) return [problem(field, `two columns are called "${name}"`, ["each column once"])];
    if (all.some((column) => column === name)) return [];
    const meant = nearest(name, all);
    return [problem(field, `unknown column "${name}"${meant === null ? "" : `; did you mean "${meant}"?`}`, all)];
  });
  const missing = all.filter((column) => !names.includes(column) && !optional.includes(column));
  if (missing.length > 0) problems.push(problem(first, `the header lacks ${missing.join(", ")}`, [all.join(",")]));
  return problems;
}

const nameOf = ({ text }: Field): string => text.trim().toLowerCase();

function readRows<Column extends string>(
  header: readonly Field[],
  records: readonly (readonly Field[])[],
  problem: ProblemOf,
): Table<Column> {
  const indexOf = new Map(header.map((field, index) => [nameOf(field), index]));
  const problems: Problem[] = [];
  const rows: TableRow<Column>[] = [];
  for (const fields of records) {
    const [first = null] = fields;
    if (fields.length !== header.length) {
      const message = `this row has ${fields.length} fields where the header has ${header.length}`;
      problems.push(problem(first, message, [`${header.length} fields`]));
      continue;
    }
    const fieldOf = (column: string): Field | null => fields[indexOf.get(column) ?? -1] ?? null;
    rows.push({
      line: first?.line ?? 1,
      cell: (column) => fieldOf(column)?.text ?? "",
      problemAt: (column, message, accepted) => {
        // A column that the file leaves out is spoken of where the row begins.
        const at = fieldOf(column) ?? (first === null ? null : { ...first, text: "" });
        return problem(at, `${column}: ${message}`, accepted);
      },
    });
  }
  return { has: (column) => indexOf.has(column), rows, problems };
}

const lineAt = (text: string, line: number): string => text.split(/\r\n|\n|\r/, line)[line - 1] ?? "";
