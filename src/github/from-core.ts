import { type Policy, SEVERITIES, type Severity } from "../core/policy.ts";
import { assertNever } from "../core/result.ts";
import { severityTag } from "../core/tags.ts";
import type { Change } from "../core/ticket.ts";
import { formatInstant, type Instant, type LocalDate } from "../core/time.ts";
import type { Facts } from "./fingerprint.ts";
import { type LabelDefinition, labelOfTag, severityLabel, severityOfLabel, tagOfLabel } from "./labels.ts";
import { renderComment, type StandingRecord } from "./record.ts";
import {
  formSeverity,
  isSilent,
  labelledSeverities,
  type SeenIssue,
  standingRecord,
  tellingLabels,
  toFacts,
} from "./to-core.ts";

/** What is to be done to an issue. Whatever isn't named stays as it is, labels of others first of all. */
export interface IssueWrite {
  readonly addLabels: readonly LabelDefinition[];
  /** As they are spelled on the issue. */
  readonly removeLabels: readonly string[];
  readonly comment: { readonly kind: "create"; readonly body: string } | EditedComment | null;
  readonly deleteComments: readonly string[];
  readonly assignees: readonly string[];
  /** For the project's date field; left out, it stays. */
  readonly projectDate?: LocalDate | null;
}

interface EditedComment {
  readonly kind: "edit";
  readonly id: string;
  readonly body: string;
}

/**
 * The changes as they stand on an issue: labels for what people filter by, one comment for the rest.
 * @throws RangeError when there is none: who asks for that has a bug
 */
export function toWrite(seen: SeenIssue, changes: readonly Change[], policy: Policy): IssueWrite {
  if (changes.length === 0) throw new RangeError("an empty list of changes must not become a write");
  const severity = severityAfter(changes);
  const silent = isSilent(seen, policy);
  const group = changes.find((change) => change.kind === "set_group");
  const date = changes.find((change) => change.kind === "set_due_date");
  return {
    ...labelsAfter(seen, changes, severity, silent, policy),
    ...(silent ? silenced(seen) : commentAfter(seen, changes, severity, policy)),
    assignees: group?.groupId.split(",").filter((login) => login !== "") ?? [],
    ...(date !== undefined && seen.project !== null && { projectDate: date.date }),
  };
}

/** By the severity's own change, or by its tag. */
function severityAfter(changes: readonly Change[]): Severity | null {
  for (const change of changes) {
    if (change.kind === "set_severity") return change.severity;
    if (change.kind !== "set_tags") continue;
    const tagged = SEVERITIES.find((severity) => change.add.includes(severityTag(severity)));
    if (tagged !== undefined) return tagged;
  }
  return null;
}

function labelsAfter(
  { issue }: SeenIssue,
  changes: readonly Change[],
  severity: Severity | null,
  silent: boolean,
  policy: Policy,
): Pick<IssueWrite, "addLabels" | "removeLabels"> {
  const present = new Set(issue.labels.map((name) => name.toLowerCase()));
  const add = new Map<string, LabelDefinition>();
  const remove = new Set<string>(silent ? tellingLabels(issue, policy) : []);
  for (const change of changes) {
    if (change.kind !== "set_tags" || silent) continue;
    for (const label of change.add.map(labelOfTag)) if (label !== null) add.set(label.name, label);
    const gone = new Set(change.remove);
    for (const name of issue.labels) if (gone.has(tagOfLabel(name) ?? "")) remove.add(name);
  }
  if (severity !== null) {
    const label = severityLabel(severity);
    for (const name of issue.labels) {
      const said = severityOfLabel(name);
      if (said !== null && said !== severity) remove.add(name);
      if (said === severity) remove.delete(name);
    }
    add.set(label.name, label);
  }
  const addLabels = [...add.values()].filter(({ name }) => !present.has(name));
  return { addLabels, removeLabels: [...remove] };
}

/** Nothing of ours may be read by everybody. */
const silenced = ({ own }: SeenIssue): Pick<IssueWrite, "comment" | "deleteComments"> => ({
  comment: null,
  deleteComments: own === null ? [] : [own.id, ...own.doubles],
});

function commentAfter(
  seen: SeenIssue,
  changes: readonly Change[],
  severity: Severity | null,
  policy: Policy,
): Pick<IssueWrite, "comment" | "deleteComments"> {
  const { own } = seen;
  const deleteComments = own?.doubles ?? [];
  // Who is assigned stands on the issue itself.
  if (changes.every(({ kind }) => kind === "set_group")) return { comment: null, deleteComments };
  const body = renderComment(recordAfter(seen, changes, severity, policy), policy.zone);
  if (own === null) return { comment: { kind: "create", body }, deleteComments };
  if (own.body === body) return { comment: null, deleteComments };
  return { comment: { kind: "edit", id: own.id, body }, deleteComments };
}

function recordAfter(
  seen: SeenIssue,
  changes: readonly Change[],
  severity: Severity | null,
  policy: Policy,
): StandingRecord {
  const { issue } = seen;
  const before = standingRecord(seen);
  const shown = severity ?? labelledSeverities(issue)[0] ?? null;
  return changes.reduce(recorded, { ...before, severity: shown, form: formSeverity(issue, policy) });
}

function recorded(record: StandingRecord, change: Change): StandingRecord {
  switch (change.kind) {
    case "set_priority":
      return { ...record, priority: change.priority };
    case "set_due":
      return { ...record, due: change.due === null ? null : formatInstant(change.due) };
    case "set_due_date":
      return { ...record, dueDate: change.date };
    case "set_summary":
      return { ...record, summary: change.text };
    case "set_why":
      return { ...record, why: change.text };
    case "set_tags": {
      const kept = record.tags.filter((tag) => !change.remove.includes(tag));
      const added = change.add.filter((tag) => labelOfTag(tag) === null);
      return { ...record, tags: [...new Set([...kept, ...added])].sort() };
    }
    case "set_severity":
    case "set_group":
    case "set_task_due":
    case "add_note":
      return record;
    default:
      return assertNever(change);
  }
}

/** The issue as it will be by this write alone, made at this time. */
export function factsAfter(
  { issue, isPrivate }: SeenIssue,
  write: IssueWrite,
  policy: Policy,
  updatedAt: Instant,
): Facts {
  const before = toFacts(issue, isPrivate, policy);
  const removed = new Set(write.removeLabels);
  const created = write.comment?.kind === "create" ? 1 : 0;
  return {
    ...before,
    labels: [...before.labels.filter((name) => !removed.has(name)), ...write.addLabels.map(({ name }) => name)],
    assignees: [...before.assignees, ...write.assignees],
    comments: before.comments + created - write.deleteComments.length,
    updatedAt,
  };
}
