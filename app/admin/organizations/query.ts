import { ORGANIZATION_PROBLEMS } from "../../../src/api/organizations-request.ts";
import type { Route } from "../route.ts";

export const SORTS = ["name", "tier", "end"] as const;
export type Sort = (typeof SORTS)[number];

/** What the table shows, as the address says: a link to it shows the same. */
export interface TableQuery {
  readonly search: string;
  readonly tier: string;
  readonly problem: string;
  /** With `-` before it, descending. */
  readonly sort: Sort | `-${Sort}`;
}

export function readTableQuery({ query }: Pick<Route, "query">): TableQuery {
  const sort = query["sort"] ?? "";
  const column = SORTS.find((known) => known === sort.replace(/^-/, "")) ?? "name";
  return {
    search: query["search"] ?? "",
    tier: query["tier"] ?? "",
    problem: ORGANIZATION_PROBLEMS.find((known) => known === query["problem"]) ?? "",
    sort: sort.startsWith("-") ? `-${column}` : column,
  };
}

/** Ascending at first, then the other way round. */
export const sortedBy = (column: Sort, { sort }: TableQuery): TableQuery["sort"] =>
  sort === column ? `-${column}` : column;

export function directionOf(column: Sort, { sort }: TableQuery): "asc" | "desc" | undefined {
  if (sort === column) return "asc";
  return sort === `-${column}` ? "desc" : undefined;
}

/** For the address: what is as usual is left out. */
export const writeTableQuery = ({ search, tier, problem, sort }: TableQuery): Readonly<Record<string, string>> => ({
  search,
  tier,
  problem,
  sort: sort === "name" ? "" : sort,
});
