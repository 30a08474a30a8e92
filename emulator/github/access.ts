import type { ApiContext } from "./api.ts";
import type { Caller } from "./auth.ts";
import {
  archived,
  forbidden,
  issueDeleted,
  moved,
  notAccessible,
  notFound,
  type Refusal,
  requiresAuthentication,
} from "./refusal.ts";
import { type Account, type Installation, type Issue, type Repository, ROLES, type Role } from "./state.ts";
import { type Actor, fullName, repositoryFormerly, repositoryNamed, type World } from "./world.ts";

/** What an organization's members may do in all its repositories (its "base permissions"). */
const MEMBERS_ROLE: Role = "write";

/** https://docs.github.com/organizations/managing-user-access-to-your-organizations-repositories */
export function roleOf(world: World, repository: Repository, account: Account): Role {
  if (repository.owner === account) return "admin";
  const membership = membershipOf(world, repository.owner, account);
  if (membership?.role === "admin") return "admin";
  if (membership !== undefined) return MEMBERS_ROLE;
  return repository.collaborators.get(account.login.toLowerCase()) ?? (repository.private ? "none" : "read");
}

export function atLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

export function membershipOf(world: World, organization: Account, account: Account) {
  return world.state.memberships.find((one) => one.organization === organization.login && one.login === account.login);
}

/**
 * https://docs.github.com/graphql/reference/enums#commentauthorassociation. A private membership counts only for those
 * who may see it; webhooks have no viewer, and tell none (github.com/rust-lang/triagebot/issues/2094,
 * github.com/actions/github-script/issues/643).
 */
export function authorAssociation(world: World, repository: Repository, account: Account, insider: boolean) {
  if (repository.owner === account) return "OWNER";
  const membership = membershipOf(world, repository.owner, account);
  if (membership !== undefined && (membership.public || insider)) return "MEMBER";
  if (repository.collaborators.has(account.login.toLowerCase())) return "COLLABORATOR";
  const wrote = [...repository.commits.values()].some((commit) => commit.author === account);
  return wrote ? "CONTRIBUTOR" : "NONE";
}

/** Whether the caller may know who belongs to the organization: its members, and Apps with the permission `members`. */
export function seesMembers(world: World, caller: Caller, organization: Account): boolean {
  switch (caller.kind) {
    case "person":
      return membershipOf(world, organization, caller.user) !== undefined;
    case "installation":
      return "members" in caller.token.permissions && caller.token.installation.account === organization;
    case "app":
    case "nobody":
      return false;
  }
}

/** Whether an installation was given this repository. */
export function covers({ account, selected }: Installation, repository: Repository): boolean {
  return account === repository.owner && (selected === null || selected.has(repository.id));
}

/** Whose permissions a call needs: those of an App by name, those of a person by role. */
export interface Needed {
  readonly permission: "metadata" | "issues" | "contents" | "pull_requests" | "checks";
  readonly level: "read" | "write";
  /** Defaults to what the level is called: `read`, or `write`. */
  readonly role?: Role;
}

export const READ_ISSUES: Needed = { permission: "issues", level: "read" };
export const WRITE_ISSUES: Needed = { permission: "issues", level: "write" };
/** Whoever reads may open issues and comment. */
export const TAKE_PART: Needed = { permission: "issues", level: "write", role: "read" };
export const READ_CONTENTS: Needed = { permission: "contents", level: "read" };

/**
 * The repository of this path, when the caller may do this there. A private one is 404 to those who can't read it; a
 * renamed one answers 301 to GET and 307 to the rest; an archived one is read-only.
 */
export function repositoryOf(world: World, c: ApiContext, needed: Needed): Repository | Refusal {
  const name = `${c.req.param("owner")}/${c.req.param("repo")}`;
  const repository = repositoryNamed(world, name) ?? repositoryFormerly(world, name);
  if (repository === undefined) return notFound();
  const refused = refusedAccess(world, c.get("caller"), repository, needed);
  if (refused !== null) return refused;
  if (fullName(repository).toLowerCase() !== name.toLowerCase()) {
    const url = new URL(c.req.url);
    const rest = url.pathname.split("/").slice(4).join("/");
    const there = `${world.apiOrigin}/repositories/${repository.id}${rest === "" ? "" : `/${rest}`}${url.search}`;
    return moved(c.req.method === "GET" ? 301 : 307, there);
  }
  return repository.archived && needed.level === "write" ? archived() : repository;
}

function refusedAccess(world: World, caller: Caller, repository: Repository, needed: Needed): Refusal | null {
  const hidden = repository.private ? notFound() : null;
  switch (caller.kind) {
    case "nobody":
      return hidden ?? (needed.level === "read" ? null : requiresAuthentication());
    case "app":
      return hidden ?? (needed.level === "read" ? null : notAccessible());
    case "person": {
      const role = roleOf(world, repository, caller.user);
      if (!atLeast(role, "read")) return notFound();
      return atLeast(role, needed.role ?? needed.level) ? null : forbidden("Must have admin rights to Repository.");
    }
    case "installation": {
      const { installation, repositories, permissions } = caller.token;
      const within = covers(installation, repository) && (repositories === null || repositories.has(repository.id));
      if (!within) return hidden ?? (needed.level === "read" ? null : notAccessible());
      if (needed.permission === "metadata") return null;
      const has = permissions[needed.permission];
      return has === "write" || has === needed.level ? null : notAccessible();
    }
  }
}

/** The issue of this path; what became of one that is no longer there: 301, 410 or 404. */
export function issueOf(world: World, c: ApiContext, needed: Needed): Issue | Refusal {
  const repository = repositoryOf(world, c, needed);
  if ("refused" in repository) return repository;
  const number = Number(c.req.param("number"));
  const issue = repository.issues.get(number);
  if (issue !== undefined) return issue;
  const gone = repository.gone.get(number);
  switch (gone?.kind) {
    case undefined:
      return notFound();
    case "deleted":
      return issueDeleted();
    case "transferred": {
      // https://docs.github.com/rest/issues/issues#get-an-issue: 301, or 404 without read access to the new repository.
      const refused = refusedAccess(world, c.get("caller"), gone.to.repository, READ_ISSUES);
      if (refused !== null) return notFound();
      return moved(301, `${world.apiOrigin}/repositories/${gone.to.repository.id}/issues/${gone.to.number}`);
    }
  }
}

/** Who acts by this call; asked only where `repositoryOf` let a writing call pass. */
export function actorOf(caller: Caller): Actor | Refusal {
  switch (caller.kind) {
    case "person":
      return { user: caller.user, app: null };
    case "installation": {
      const { app } = caller.token.installation;
      return { user: app.bot, app };
    }
    case "app":
    case "nobody":
      return requiresAuthentication();
  }
}

/** Whether the actor may do what needs a role in the repository; an App may what its permissions let through. */
export function hasRole(world: World, repository: Repository, actor: Actor, role: Role): boolean {
  return actor.app !== null || atLeast(roleOf(world, repository, actor.user), role);
}
