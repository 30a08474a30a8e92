import type { Contract } from "../core/organization.ts";
import { assertNever } from "../core/result.ts";
import type { LocalDate } from "../core/time.ts";
import { sortKey } from "./mapping.ts";
import type { Row, Sql, SqlValue } from "./sql.ts";

/** One row of the mapping, by its number. */
export interface OrganizationRow {
  readonly row: number;
  readonly contract: Contract;
}

export const ORGANIZATION_SORTS = ["name", "tier", "end"] as const;
export type OrganizationSort = (typeof ORGANIZATION_SORTS)[number];

/** Something of a row that should be seen to, with what it takes to tell. */
export type OrganizationProblem =
  | { readonly kind: "ended" | "not_started"; readonly today: LocalDate }
  | { readonly kind: "ends_soon"; readonly today: LocalDate; readonly soon: LocalDate }
  | { readonly kind: "unknown_tier"; readonly tiers: readonly string[] }
  /** More named contacts than the tier allows. */
  | { readonly kind: "contacts"; readonly allowed: readonly (readonly [tier: string, contacts: number])[] }
  | { readonly kind: "any"; readonly of: readonly OrganizationProblem[] };

/** Which rows to list, and where the last page ended. */
export interface OrganizationQuery {
  /** Part of a name, id, e-mail domain, CSM or TAM; empty for all. */
  readonly search: string;
  readonly tier: string | null;
  /** Only rows with this to be seen to; `null` for all. */
  readonly problem: OrganizationProblem | null;
  readonly sort: OrganizationSort;
  readonly descending: boolean;
  /** {@link OrganizationPage.next} of the page before. */
  readonly after: readonly [key: string, row: number] | null;
  readonly limit: number;
}

export interface OrganizationPage {
  readonly rows: readonly OrganizationRow[];
  readonly next: readonly [key: string, row: number] | null;
  /** Of all that the search finds, whatever the page. */
  readonly total: number;
}

interface PageRow extends Row {
  id: number;
  body: string;
  key: string;
}

/** An open end sorts after every date. */
const KEYS: Readonly<Record<OrganizationSort, string>> = {
  name: "name",
  tier: "tier || char(10) || name",
  end: "IFNULL(ends, '9999')",
};

/** A page of the mapping: by where the last one ended rather than by its number, so that edits meanwhile skip nothing. */
export function listOrganizations(sql: Sql, query: OrganizationQuery): OrganizationPage {
  const { sort, descending, after, limit } = query;
  const [where, values] = filter(query);
  const total = sql.first<{ n: number }>(`SELECT COUNT(*) AS n FROM contract WHERE ${where}`, ...values)?.n ?? 0;
  const key = KEYS[sort];
  const [direction, beyond] = descending ? ["DESC", "<"] : ["ASC", ">"];
  const from = after === null ? "" : `AND (${key}, id) ${beyond} (?, ?)`;
  const rows = sql.all<PageRow>(
    `SELECT id, body, ${key} AS key FROM contract WHERE ${where} ${from} ORDER BY ${key} ${direction}, id ${direction} LIMIT ?`,
    ...values,
    ...(after ?? []),
    limit + 1,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map(toRow),
    next: rows.length > limit && last !== undefined ? [last.key, last.id] : null,
    total,
  };
}

export function findOrganization(sql: Sql, row: number): OrganizationRow | null {
  const found = sql.first<PageRow>(`SELECT id, body FROM contract WHERE id = ?`, row);
  return found === null ? null : toRow(found);
}

/** Rows by their number, those after `row`. */
export function organizationsAfter(sql: Sql, row: number, limit: number): readonly OrganizationRow[] {
  return sql.all<PageRow>(`SELECT id, body FROM contract WHERE id > ? ORDER BY id LIMIT ?`, row, limit).map(toRow);
}

/** Every row by its number, a page at a time. */
export function* everyOrganization(sql: Sql): Generator<OrganizationRow> {
  for (let last = -1; ; ) {
    const rows = organizationsAfter(sql, last, 1_000);
    yield* rows;
    if (rows.length < 1_000) return;
    last = rows.at(-1)?.row ?? last;
  }
}

/** The rows that claim an id or a domain which this contract claims, too: of whatever dates, itself excepted. */
export function rivalsOf(sql: Sql, { row, contract }: OrganizationRow): readonly OrganizationRow[] {
  const { organizationId, externalId, domains } = contract;
  const marks = domains.map(() => "?").join(", ");
  return sql
    .all<PageRow>(
      `SELECT id, body FROM contract WHERE id <> ? AND id IN (
         SELECT id FROM contract WHERE organization_id = ?
         UNION SELECT id FROM contract WHERE external_id = ?
         UNION SELECT contract_id FROM contract_domain WHERE domain IN (${marks}))`,
      row,
      organizationId,
      externalId,
      ...domains,
    )
    .map(toRow);
}

/** Every row that a search finds, in no order. */
export function matchingRows(sql: Sql, query: Pick<OrganizationQuery, "search" | "tier" | "problem">, limit: number) {
  const [where, values] = filter(query);
  return sql.all<PageRow>(`SELECT id, body FROM contract WHERE ${where} LIMIT ?`, ...values, limit).map(toRow);
}

type Condition = readonly [where: string, values: readonly SqlValue[]];

function filter({ search, tier, problem }: Pick<OrganizationQuery, "search" | "tier" | "problem">): Condition {
  const wanted = sortKey(search.trim());
  const parts: Condition[] = [["1 = 1", []]];
  if (wanted !== "") parts.push([`instr(search, ?) > 0`, [wanted]]);
  if (tier !== null) parts.push([`tier = ?`, [tier]]);
  if (problem !== null) parts.push(whereProblem(problem));
  return joined(parts, "AND");
}

const joined = (parts: readonly Condition[], word: "AND" | "OR"): Condition => [
  parts.map(([where]) => `(${where})`).join(` ${word} `),
  parts.flatMap(([, values]) => values),
];

function whereProblem(problem: OrganizationProblem): Condition {
  switch (problem.kind) {
    case "ended":
      return [`ends < ?`, [problem.today]];
    case "ends_soon":
      return [`ends >= ? AND ends <= ?`, [problem.today, problem.soon]];
    case "not_started":
      return [`starts > ?`, [problem.today]];
    case "unknown_tier":
      return [`tier NOT IN (${problem.tiers.map(() => "?").join(", ")})`, problem.tiers];
    case "contacts":
      return joined(
        problem.allowed.map(([tier, contacts]) => [`tier = ? AND contacts > ?`, [tier, contacts]]),
        "OR",
      );
    case "any":
      return joined(problem.of.map(whereProblem), "OR");
    default:
      return assertNever(problem);
  }
}

/** Rows are written by `mapping.ts` only, from contracts that were checked. */
const toRow = ({ id, body }: PageRow): OrganizationRow => ({ row: id, contract: JSON.parse(body) as Contract });
