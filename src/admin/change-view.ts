import { parseDocument } from "../../mappings/document.ts";
import { documentDifferences } from "../../mappings/edit-document.ts";
import type { ChangeDetail, ChangePage, ChangeShown } from "../api/changes.ts";
import type { Contract } from "../core/organization.ts";
import { after, formatInstant, type Instant } from "../core/time.ts";
import { progressOf } from "../desk/change-feed.ts";
import { type Change, differencesOf, editsOf, listChanges } from "../desk/change-store.ts";
import { UNDO_WITHIN } from "../desk/changes.ts";
import type { Difference } from "../desk/preview.ts";
import type { AdminDeps } from "./deps.ts";
import { showOrganization, todayIn } from "./organization-view.ts";

/** Of a change's rows and tickets, so many are shown. */
const SHOWN = 200;

export function changePage({ sql, now }: AdminDeps, before: number | null, limit: number): ChangePage {
  const changes = listChanges(sql, before, limit + 1);
  const page = changes.slice(0, limit);
  const last = page.at(-1);
  return {
    changes: page.map((change) => showChange(sql, change, now())),
    next: changes.length > limit && last !== undefined ? String(last.id) : null,
  };
}

export function changeDetail({ sql, now, inForce, changes }: AdminDeps, change: Change): ChangeDetail {
  const days = todayIn(inForce.policy, now());
  const shown = (row: number, contract: Contract | null) =>
    contract === null ? null : showOrganization({ row, contract }, inForce.policy, days);
  const outdated = changes.outdated(change);
  return {
    ...showChange(sql, change, now()),
    organizations: editsOf(sql, change.id, SHOWN).map((edit) => ({
      id: String(edit.row),
      before: shown(edit.row, edit.before),
      after: shown(edit.row, edit.after),
    })),
    policy: policyDifferences(change.policyBefore, change.policy),
    tickets: differencesOf(sql, change.id, SHOWN).map(showDifference),
    outdated: outdated === null ? null : { rows: outdated.rows.slice(0, SHOWN).map(String), policy: outdated.policy },
  };
}

/** Where two policies differ, for a person; none where either is missing. */
export function policyDifferences(before: string | null, after: string | null): ChangeDetail["policy"] {
  if (before === null || after === null) return [];
  return documentDifferences(parseDocument(before), parseDocument(after)).map((difference) => ({
    path: [...difference.path],
    ...(difference.before === undefined ? {} : { before: difference.before }),
    ...(difference.after === undefined ? {} : { after: difference.after }),
  }));
}

function showChange(sql: AdminDeps["sql"], change: Change, now: Instant): ChangeShown {
  const { id, state, note, proposedAt, proposedBy, appliedAt, undoes, counts, paused, policy } = change;
  const until = appliedAt === null || state !== "applied" ? null : after(appliedAt, UNDO_WITHIN);
  return {
    id: String(id),
    state,
    what: policy === null ? "organizations" : counts.rows === 0 ? "policy" : "both",
    note,
    proposedAt: formatInstant(proposedAt),
    proposedBy,
    appliedAt: appliedAt === null ? null : formatInstant(appliedAt),
    undoes: undoes === null ? null : String(undoes),
    counts,
    progress: appliedAt === null ? null : progressOf(sql, id),
    paused,
    undoUntil: until === null || until < now ? null : formatInstant(until),
  };
}

export const showDifference = ({ ticketId, organization, before, after, turnsLate }: Difference) => ({
  ticketId,
  organization,
  before: { ...before, due: before.due === null ? null : formatInstant(before.due) },
  after: { ...after, due: after.due === null ? null : formatInstant(after.due) },
  turnsLate,
});
