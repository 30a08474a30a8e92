import type { Contract } from "../src/core/organization.ts";
import type { Policy } from "../src/core/policy.ts";
import { checkContract, checkOverlaps, type Objection, type Row } from "./contract-checks.ts";
import { type Field, readCsv } from "./csv.ts";
import { acceptedBy } from "./issues.ts";
import { nearest } from "./nearest.ts";
import { COLUMNS, type Column, rowSchema } from "./organization-row.ts";
import { unmarked } from "./organizations-csv.ts";
import { excerpt, inOrder, type Problem, type Source } from "./problem.ts";

const MAX_CHARACTERS = 32 * 1024 * 1024;
const MAX_ROWS = 150_000;

export interface Organizations {
  /** The rows that are right by themselves, in the file's order. Not to be used while there are problems. */
  readonly contracts: readonly Contract[];
  readonly problems: readonly Problem[];
}

/** Reads `organizations.csv` under a policy. Pure; all problems at once. */
export function loadOrganizations({ text, file }: Source, policy: Policy): Organizations {
  const refuse = (line: number, column: number, bad: string, message: string, accepted: readonly string[] = []) => ({
    contracts: [],
    problems: [{ file, line, column, bad: excerpt(bad), message, accepted }],
  });
  if (text.length > MAX_CHARACTERS)
    return refuse(1, 1, "", `the file is larger than ${MAX_CHARACTERS / 1024 / 1024} MB`);
  const csv = readCsv(text);
  if (!csv.ok) return refuse(csv.fault.line, csv.fault.column, lineAt(text, csv.fault.line), csv.fault.message);
  const [header, ...records] = csv.rows;
  if (header === undefined) return refuse(1, 1, "", "the file is empty", [COLUMNS.join(",")]);
  if (records.length > MAX_ROWS) return refuse(1, 1, "", `more than ${MAX_ROWS} rows`);
  const problems: Problem[] = checkHeader(header, file);
  return problems.length > 0 ? { contracts: [], problems } : readRows(header, records, file, policy);
}

function checkHeader(header: readonly Field[], file: string): Problem[] {
  const [first] = header;
  const names = header.map(nameOf);
  const problem = (field: Field | undefined, message: string, accepted: readonly string[]): Problem => ({
    file,
    line: field?.line ?? 1,
    column: field?.column ?? 1,
    bad: excerpt(field?.text ?? ""),
    message,
    accepted,
  });
  if (header.length === 1 && /[;\t]/.test(first?.text ?? "")) {
    return [problem(first, "the columns are not separated by commas", ["the file saved as CSV with commas"])];
  }
  const problems = header.flatMap((field, index) => {
    const name = nameOf(field);
    if (names.indexOf(name) < index) return [problem(field, `two columns are called "${name}"`, ["each column once"])];
    if (COLUMNS.some((column) => column === name)) return [];
    const meant = nearest(name, COLUMNS);
    return [problem(field, `unknown column "${name}"${meant === null ? "" : `; did you mean "${meant}"?`}`, COLUMNS)];
  });
  const missing = COLUMNS.filter((column) => !names.includes(column));
  if (missing.length > 0) problems.push(problem(first, `the header lacks ${missing.join(", ")}`, [COLUMNS.join(",")]));
  return problems;
}

const nameOf = ({ text }: Field): string => text.trim().toLowerCase();

function readRows(
  header: readonly Field[],
  records: readonly (readonly Field[])[],
  file: string,
  policy: Policy,
): Organizations {
  const names = header.map(nameOf);
  const schema = rowSchema(policy);
  const objections: Misplaced[] = [];
  const rows: Row[] = [];
  const fieldsOf = new Map<Row, readonly Field[]>();
  for (const fields of records) {
    const read = readRecord(names, fields, schema);
    if (!("contract" in read)) {
      objections.push(...read);
      continue;
    }
    rows.push(read);
    fieldsOf.set(read, fields);
    objections.push(...checkContract(read.contract, policy).map((objection) => ({ fields, ...objection })));
  }
  for (const [row, objection] of checkOverlaps(rows))
    objections.push({ fields: fieldsOf.get(row) ?? [], ...objection });
  const problems = objections.map((objection) => problemOf(objection, names, file));
  return { contracts: rows.map(({ contract }) => contract), problems: inOrder(problems) };
}

/** An objection to one record; `column` is `null` when it is to the record as a whole. */
interface Misplaced extends Omit<Objection, "column"> {
  readonly fields: readonly Field[];
  readonly column: string | null;
}

function readRecord(
  names: readonly string[],
  fields: readonly Field[],
  schema: ReturnType<typeof rowSchema>,
): Row | readonly Misplaced[] {
  if (fields.length !== names.length) {
    const message = `this row has ${fields.length} fields where the header has ${names.length}`;
    return [{ fields, column: null, message, accepted: [`${names.length} fields`] }];
  }
  const parsed = schema.safeParse(cellsOf(names, fields));
  if (parsed.success) return { contract: parsed.data, line: fields[0]?.line ?? 1 };
  return parsed.error.issues.map((issue) => {
    const column = String(issue.path[0]);
    return { fields, column, message: issue.message, accepted: acceptedBy(issue) };
  });
}

function problemOf({ fields, column, message, accepted }: Misplaced, names: readonly string[], file: string): Problem {
  const field = fields[column === null ? 0 : names.indexOf(column)];
  return {
    file,
    line: field?.line ?? 1,
    column: field?.column ?? 1,
    bad: excerpt(field?.text ?? ""),
    message: column === null ? message : `${column}: ${message}`,
    accepted,
  };
}

function cellsOf(names: readonly string[], fields: readonly Field[]): Readonly<Record<Column, string>> {
  const cell = (column: Column) => unmarked(fields[names.indexOf(column)]?.text ?? "");
  return {
    organization_id: cell("organization_id"),
    external_id: cell("external_id"),
    name: cell("name"),
    domains: cell("domains"),
    tier: cell("tier"),
    contract_start: cell("contract_start"),
    contract_end: cell("contract_end"),
    onboarding: cell("onboarding"),
    sdk: cell("sdk"),
    csm: cell("csm"),
    tam: cell("tam"),
    named_contacts: cell("named_contacts"),
  };
}

const lineAt = (text: string, line: number): string => text.split(/\r\n|\n|\r/, line)[line - 1] ?? "";
