import { CSV_HEADER, csvRow } from "../../mappings/organizations-csv.ts";
import type { AuditPage } from "../api/audit.ts";
import type { AuditRequest } from "../api/audit-request.ts";
import type { ChangeDetail, ChangePage } from "../api/changes.ts";
import type { ChangeRequest, PolicyEdit } from "../api/changes-request.ts";
import type { OrganizationShown } from "../api/organization.ts";
import type { ImportOutcome, OrganizationEdited, OrganizationPageShown } from "../api/organizations.ts";
import type { ImportRequest, OrganizationFields, OrganizationsQuery } from "../api/organizations-request.ts";
import type {
  OwnerShown,
  PolicyCheck,
  PolicyShown,
  PolicyVersionShown,
  PolicyVersions,
  PolicyYear,
} from "../api/policy.ts";
import type { OwnerRequest } from "../api/policy-request.ts";
import type { Unmapped } from "../api/unmapped.ts";
import { err, ok, type Result } from "../core/result.ts";
import { type AuditVerdict, verifyAudit } from "../desk/audit.ts";
import { everyAuditEntry } from "../desk/audit-rows.ts";
import type { ChangeFailure } from "../desk/change-refusal.ts";
import { type Change, findChange } from "../desk/change-store.ts";
import type { Alterations } from "../desk/changes.ts";
import { findOrganization, organizationsAfter } from "../desk/organizations.ts";
import type { Accountable } from "../identity.ts";
import { alterationsOf } from "./alterations.ts";
import { auditLines, auditPage, type Part } from "./audit-view.ts";
import { changeDetail, changePage } from "./change-view.ts";
import { type AdminDeps, type AdminFailure, actorOf } from "./deps.ts";
import { NO_SUCH_CHANGE, ownedBy, refusedChange } from "./failures.ts";
import { readImport, refusedImport } from "./import.ts";
import { organizationPage } from "./organization-list.ts";
import { showOrganization, todayIn } from "./organization-view.ts";
import { setOwner } from "./ownership.ts";
import { checkPolicyEdits } from "./policy-check.ts";
import { policyVersion, policyVersions, policyYear, showPolicy } from "./policy-view.ts";
import { unmapped } from "./unmapped.ts";

const ROWS_PER_PART = 5_000;

/** One row edited by a program: what is to stand there, and which content of it the program has seen. */
export type RowEdit =
  | { readonly op: "add"; readonly organization: OrganizationFields }
  | { readonly op: "set"; readonly id: string; readonly etag: string; readonly organization: OrganizationFields }
  | { readonly op: "remove"; readonly id: string; readonly etag: string };

/**
 * The administrators' side of an account: the mapping, the policy, the changes of both, and the audit trail. Plain values
 * in and out. Nothing is altered but by a change; see `desk/changes.ts`.
 */
export class Administration {
  readonly #deps: AdminDeps;
  readonly #ownerChanged: () => void;

  /** @param ownerChanged after somebody took over or handed back: the Desk goes on with what is in force then */
  constructor(deps: AdminDeps, ownerChanged: () => void) {
    this.#deps = deps;
    this.#ownerChanged = ownerChanged;
  }

  organizations(query: OrganizationsQuery): OrganizationPageShown {
    return organizationPage(this.#deps, query);
  }

  organization(id: number): OrganizationShown | null {
    const { sql, inForce, now } = this.#deps;
    const row = findOrganization(sql, id);
    return row === null ? null : showOrganization(row, inForce.policy, todayIn(inForce.policy, now()));
  }

  /** Proposes and applies in one go. */
  async editOrganization(edit: RowEdit, identity: Accountable): Promise<Result<OrganizationEdited, AdminFailure>> {
    const proposed = await this.#propose({ kind: "organizations", edits: [edit], note: "" }, identity);
    if (!proposed.ok) return proposed;
    const applied = await this.#deps.changes.apply(proposed.value.id, actorOf(identity));
    if (!applied.ok) return err(refusedChange(this.#deps.sql, applied.failure));
    const change = changeDetail(this.#deps, applied.value);
    const [row] = change.organizations;
    return ok({ organization: row?.after ?? null, change });
  }

  /** The mapping as CSV, in parts; the first begins with the header. */
  organizationsCsv(after: number): Part {
    const rows = organizationsAfter(this.#deps.sql, after, ROWS_PER_PART);
    const last = rows.at(-1);
    return {
      text: (after < 0 ? CSV_HEADER : "") + rows.map(({ contract }) => csvRow(contract)).join(""),
      next: rows.length < ROWS_PER_PART || last === undefined ? null : last.row,
    };
  }

  /** Reads a CSV file; unless it is a dry run, or something is wrong, what differs becomes a proposal. */
  async importOrganizations(
    request: ImportRequest,
    identity: Accountable,
  ): Promise<Result<ImportOutcome, AdminFailure>> {
    const owned = this.#ownedElsewhere();
    if (!request.dryRun && owned !== null) return err(owned);
    const { outcome, edits } = readImport(this.#deps, request);
    if (request.dryRun || edits.length === 0) {
      if (request.dryRun || outcome.problemCount === 0) return ok({ ...outcome, change: null });
      return err(refusedImport(outcome));
    }
    const note = request.note === "" ? "Import of a CSV file" : request.note;
    const proposed = await this.#alter({ edits, policy: null, note }, identity);
    return proposed.ok ? ok({ ...outcome, change: changeDetail(this.#deps, proposed.value) }) : proposed;
  }

  unmapped(): Promise<Unmapped> {
    return unmapped(this.#deps);
  }

  async proposeChange(request: ChangeRequest, identity: Accountable): Promise<Result<ChangeDetail, AdminFailure>> {
    const proposed = await this.#propose(request, identity);
    return proposed.ok ? ok(changeDetail(this.#deps, proposed.value)) : proposed;
  }

  changes(before: number | null, limit: number): ChangePage {
    return changePage(this.#deps, before, limit);
  }

  change(id: number): Result<ChangeDetail, AdminFailure> {
    const change = findChange(this.#deps.sql, id);
    return change === null ? err(NO_SUCH_CHANGE) : ok(changeDetail(this.#deps, change));
  }

  async applyChange(id: number, identity: Accountable): Promise<Result<ChangeDetail, AdminFailure>> {
    return this.#shown(await this.#deps.changes.apply(id, actorOf(identity)));
  }

  async pauseChange(id: number, paused: boolean, identity: Accountable): Promise<Result<ChangeDetail, AdminFailure>> {
    return this.#shown(await this.#deps.changes.pause(id, paused, actorOf(identity)));
  }

  async undoChange(id: number, identity: Accountable): Promise<Result<ChangeDetail, AdminFailure>> {
    return this.#shown(await this.#deps.changes.undo(id, actorOf(identity)));
  }

  policy(): PolicyShown {
    return showPolicy(this.#deps);
  }

  checkPolicy(edits: readonly PolicyEdit[]): Result<PolicyCheck, AdminFailure> {
    return checkPolicyEdits(this.#deps, edits);
  }

  policyVersions(): PolicyVersions {
    return policyVersions(this.#deps);
  }

  policyVersion(number: number): Result<PolicyVersionShown, AdminFailure> {
    return policyVersion(this.#deps, number);
  }

  policyYear(year: number | undefined): PolicyYear {
    return policyYear(this.#deps, year);
  }

  /** Takes over from the mapping files or from git, or hands back to the files. */
  async setOwner(request: OwnerRequest, identity: Accountable): Promise<Result<OwnerShown, AdminFailure>> {
    const before = this.#deps.inForce.owner;
    const outcome = await setOwner(this.#deps, request, actorOf(identity));
    if (outcome.ok && before !== request.owner) this.#ownerChanged();
    const { owner, policy } = this.#deps.inForce;
    return outcome.ok ? ok({ owner, version: policy.version }) : outcome;
  }

  audit(query: AuditRequest): AuditPage {
    return auditPage(this.#deps.sql, query);
  }

  auditLines(after: number): Part {
    return auditLines(this.#deps.sql, after);
  }

  verifyAudit(): Promise<AuditVerdict> {
    const { sql, hashing } = this.#deps;
    return verifyAudit(everyAuditEntry(sql), hashing.sha256);
  }

  async #propose(request: ChangeRequest, identity: Accountable): Promise<Result<Change, AdminFailure>> {
    // Before anything is read of the request: under another owner nothing can come of it.
    const owned = this.#ownedElsewhere();
    if (owned !== null) return err(owned);
    const alterations = alterationsOf(this.#deps, request);
    return alterations.ok ? this.#alter(alterations.value, identity) : alterations;
  }

  async #alter(alterations: Alterations, identity: Accountable): Promise<Result<Change, AdminFailure>> {
    const proposed = await this.#deps.changes.propose(alterations, actorOf(identity));
    return proposed.ok ? proposed : err(refusedChange(this.#deps.sql, proposed.failure));
  }

  #shown(outcome: Result<Change, ChangeFailure>): Result<ChangeDetail, AdminFailure> {
    return outcome.ok
      ? ok(changeDetail(this.#deps, outcome.value))
      : err(refusedChange(this.#deps.sql, outcome.failure));
  }

  #ownedElsewhere(): AdminFailure | null {
    const { sql, inForce } = this.#deps;
    return inForce.owner === "admin" ? null : ownedBy(sql, inForce.owner);
  }
}
