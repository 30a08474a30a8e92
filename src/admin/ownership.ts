import type { OwnerRequest } from "../api/policy-request.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { Actor, NewAuditEntry } from "../desk/audit.ts";
import { recordWith } from "../desk/audit-record.ts";
import { type FollowedRepository, saveFollowed } from "../desk/followed-repository.ts";
import { saveOwner } from "../desk/owner.ts";
import { addPolicyVersion } from "../desk/policy-versions.ts";
import { writeSetting } from "../desk/settings.ts";
import { saveTaken } from "../desk/taken-commit.ts";
import type { AdminDeps, AdminFailure } from "./deps.ts";
import { NO_DOCUMENT } from "./failures.ts";

/** Makes somebody else the one who says what the mapping and the policy are. Asked twice, it is done once. */
export async function setOwner(
  deps: AdminDeps,
  { owner, note }: OwnerRequest,
  actor: Actor,
): Promise<Result<null, AdminFailure>> {
  if (owner === deps.inForce.owner) return ok(null);
  if (owner === "files") await handBack(deps, note, actor);
  else if (deps.inForce.owner === "git") await takeFromGit(deps, note, actor);
  else {
    const { document } = deps.inForce.files;
    if (document === null) return err(NO_DOCUMENT);
    await takeOver(deps, document, note, actor);
  }
  deps.inForce.reread();
  return ok(null);
}

/** A repository owns the mapping from now on; what is in force stays until its first commit is taken. */
export async function putInGit(
  deps: AdminDeps,
  followed: FollowedRepository,
  actor: Actor,
): Promise<Result<null, AdminFailure>> {
  const { sql, now, hashing, inForce } = deps;
  const { document } = inForce;
  if (document === null) return err(NO_DOCUMENT);
  const { owner } = inForce;
  const { version } = inForce.compile(document).policy;
  const { repository, branch, folder } = followed;
  const since = now();
  const entry: NewAuditEntry = {
    ...{ at: since, actor, action: "owner.put_in_git", subject: "mapping and policy" },
    detail: { before: owner, repository, branch, folder, version },
  };
  await recordWith(sql, hashing.sha256, entry, () => {
    saveOwner(sql, "git");
    saveFollowed(sql, followed);
    saveTaken(sql, null);
    if (owner !== "files") return;
    const note = "As the mapping files had it";
    addPolicyVersion(sql, { version, document, author: actor.name, note, since, changeId: null });
    writeSetting(sql, "policy_version", version);
  });
  inForce.reread();
  return ok(null);
}

/** The mapping and the policy stay as the last commit left them. */
async function takeFromGit({ sql, now, hashing, inForce }: AdminDeps, note: string, actor: Actor): Promise<void> {
  const { version } = inForce.policy;
  const entry: NewAuditEntry = {
    ...{ at: now(), actor, action: "owner.taken", subject: "mapping and policy" },
    detail: { note, version, before: "git" },
  };
  await recordWith(sql, hashing.sha256, entry, () => {
    saveOwner(sql, "admin");
    leaveGit(sql);
  });
}

function leaveGit(sql: AdminDeps["sql"]): void {
  saveFollowed(sql, null);
  saveTaken(sql, null);
}

/** The mapping stays as the files have it, and the files' policy becomes the first version. Nothing is decided otherwise. */
async function takeOver(deps: AdminDeps, document: string, note: string, actor: Actor): Promise<void> {
  const { sql, now, hashing, inForce } = deps;
  const { version } = inForce.compile(document).policy;
  const since = now();
  const entry: NewAuditEntry = {
    ...{ at: since, actor, action: "owner.taken", subject: "mapping and policy" },
    detail: { note, version },
  };
  await recordWith(sql, hashing.sha256, entry, () => {
    saveOwner(sql, "admin");
    const words = note === "" ? "As the mapping files had it" : note;
    addPolicyVersion(sql, { version, document, author: actor.name, note: words, since, changeId: null });
    // The same policy by another name: no ticket has to be looked at.
    writeSetting(sql, "policy_version", version);
  });
}

/** What the files say is loaded anew, whatever they said when they were loaded last. */
async function handBack({ sql, now, hashing }: AdminDeps, note: string, actor: Actor): Promise<void> {
  const entry: NewAuditEntry = {
    ...{ at: now(), actor, action: "owner.handed_back", subject: "mapping and policy" },
    detail: { note },
  };
  await recordWith(sql, hashing.sha256, entry, () => {
    saveOwner(sql, "files");
    leaveGit(sql);
    writeSetting(sql, "mapping_version", null);
  });
}
