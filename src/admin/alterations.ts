import type { ChangeRequest } from "../api/changes-request.ts";
import { assertNever, ok, type Result } from "../core/result.ts";
import type { Alterations } from "../desk/changes.ts";
import type { AdminDeps, AdminFailure } from "./deps.ts";
import { type checked, editInBulk, editOrganizations, mapStranger } from "./mapping-proposals.ts";
import { addHolidays, editPolicy, restoreVersion } from "./policy-proposals.ts";

/** What a request would have altered. */
export function alterationsOf(deps: AdminDeps, request: ChangeRequest): Result<Alterations, AdminFailure> {
  const { note } = request;
  const ofMapping = (edits: ReturnType<typeof checked>): Result<Alterations, AdminFailure> =>
    edits.ok ? ok({ edits: edits.value, policy: null, note }) : edits;
  const ofPolicy = (document: Result<string, AdminFailure>): Result<Alterations, AdminFailure> =>
    document.ok ? ok({ edits: [], policy: document.value, note }) : document;
  switch (request.kind) {
    case "organizations":
      return ofMapping(editOrganizations(deps, request));
    case "bulk":
      return ofMapping(editInBulk(deps, request));
    case "map":
      return ofMapping(mapStranger(deps, request));
    case "policy":
      return ofPolicy(editPolicy(deps, request.edits));
    case "holidays":
      return ofPolicy(addHolidays(deps, request));
    case "restore":
      return ofPolicy(restoreVersion(deps, request));
    default:
      return assertNever(request);
  }
}
