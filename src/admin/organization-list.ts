import * as z from "zod";
import type { OrganizationPageShown } from "../api/organizations.ts";
import type { OrganizationsQuery } from "../api/organizations-request.ts";
import { listOrganizations } from "../desk/organizations.ts";
import type { AdminDeps } from "./deps.ts";
import { filterOf } from "./organization-filter.ts";
import { showOrganization, todayIn } from "./organization-view.ts";

const cursorSchema = z.tuple([z.string(), z.int()]);

/** A page of the mapping, for the table. */
export function organizationPage(deps: AdminDeps, query: OrganizationsQuery): OrganizationPageShown {
  const { sql, inForce, now } = deps;
  const { policy, owner } = inForce;
  const sort = query.sort.replace("-", "");
  const page = listOrganizations(sql, {
    ...filterOf(deps, query),
    sort: sort === "tier" || sort === "end" ? sort : "name",
    descending: query.sort.startsWith("-"),
    after: readCursor(query.cursor),
    limit: query.limit,
  });
  const days = todayIn(policy, now());
  return {
    organizations: page.rows.map((row) => showOrganization(row, policy, days)),
    total: page.total,
    next: page.next === null ? null : JSON.stringify(page.next),
    owner,
  };
}

/** One that isn't ours is the first page's. */
function readCursor(cursor: string | undefined): readonly [string, number] | null {
  if (cursor === undefined) return null;
  try {
    return cursorSchema.parse(JSON.parse(cursor));
  } catch {
    return null;
  }
}
