import { assertNever } from "../core/result.ts";
import { readSetting, writeSetting } from "../desk/settings.ts";
import type { Sql } from "../desk/sql.ts";
import { HELPDESKS, type HelpdeskKind } from "../desk-id.ts";
import type { Source, SourceDeps } from "./source.ts";
import { ZendeskSource } from "./zendesk-source.ts";

/** Where GitHub's source is had from when an account first needs it: at the edge its packages are a module of their own. */
export type LoadGithubSource = () => Promise<new (deps: SourceDeps) => Source>;

/**
 * The helpdesk that an account is of: said when it is founded, and never changed.
 * @param founded what it is founded for now; `null`: it was before
 */
export async function sourceOf(
  deps: SourceDeps & { readonly loadGithubSource: LoadGithubSource },
  founded: HelpdeskKind | null,
): Promise<Source> {
  const kind = storedKind(deps.sql, founded);
  switch (kind) {
    case "zendesk":
      return new ZendeskSource(deps);
    case "github":
      return new (await deps.loadGithubSource())(deps);
    default:
      return assertNever(kind);
  }
}

/** Accounts from before there were others are of Zendesk and don't say so. */
function storedKind(sql: Sql, founded: HelpdeskKind | null): HelpdeskKind {
  const stored = readSetting(sql, "helpdesk");
  if (stored === null && founded !== null && founded !== "zendesk") writeSetting(sql, "helpdesk", founded);
  const said = stored ?? founded;
  return HELPDESKS.find((kind) => kind === said) ?? "zendesk";
}
