import type { TicketId } from "../core/id.ts";
import { userId } from "../core/id.ts";
import { type Policy, SEVERITIES, type Severity } from "../core/policy.ts";
import { ownTags } from "../core/tags.ts";
import type { Change, FirstReply, Ticket } from "../core/ticket.ts";
import type { Facts } from "./fingerprint.ts";
import { severityOfForm } from "./form.ts";
import { severityOfLabel, tagOfLabel } from "./labels.ts";
import type { ProjectPlace } from "./project.ts";
import { EMPTY_RECORD, type OwnComment, type StandingRecord } from "./record.ts";
import type { Issue } from "./schema.ts";

/** An issue with all that belongs to it, as GitHub tells it. */
export interface SeenIssue {
  readonly id: TicketId;
  readonly issue: Issue;
  readonly isPrivate: boolean;
  readonly handles: readonly string[];
  readonly own: OwnComment | null;
  readonly firstReply: FirstReply | null;
  /** `null` where the policy names no project, or one that isn't there. */
  readonly project: ProjectPlace | null;
}

/** An issue holds no internal notes, and is no task. */
const NOWHERE: readonly Change["kind"][] = ["add_note", "set_task_due"];
/** What would tell the world who bought what: all that stands in the comment and in the `sla:` labels. */
const TELLING: readonly Change["kind"][] = ["set_priority", "set_due", "set_summary", "set_why", "set_tags"];

/** GitHub's issue in the core's words. */
export function toTicket(seen: SeenIssue, policy: Policy): Ticket {
  const { id, issue, project } = seen;
  const record = standingRecord(seen);
  const labelled = issue.labels.map(tagOfLabel).filter((tag) => tag !== null);
  return {
    id,
    createdAt: issue.created_at,
    updatedAt: issue.updated_at,
    // A closed issue can be opened again at any time.
    status: issue.state === "open" ? "open" : "solved",
    merged: issue.state !== "open" && issue.state_reason === "duplicate",
    subject: issue.title,
    formId: null,
    groupId: loginsOf(issue).join(",") || null,
    channel: null,
    priority: record.priority,
    tags: [...new Set([...labelled, ...record.tags])],
    requester: { id: userId(issue.user?.id ?? ""), email: null },
    organization: null,
    handles: seen.handles,
    lacks: lacksOf(seen, policy),
    automated: issue.user?.type === "Bot",
    fields: {
      severity: severityOf(seen, policy),
      severityShown: tellsTooMuch(seen, policy) ? null : shownSeverity(issue),
      due: record.due,
      dueDate: project === null ? record.dueDate : project.date,
      summary: record.summary,
      why: record.why,
    },
    task: null,
    firstReply: seen.firstReply,
  };
}

/**
 * What our comment records, if people read it as we wrote it and it goes with the severity that is shown. Behind a write
 * that ended between the labels and the comment, its priority would be taken for somebody's choice.
 */
export function standingRecord({ issue, own }: SeenIssue): StandingRecord {
  const record = own?.intact ? own.record : null;
  return record !== null && record.severity === shownSeverity(issue) ? record : EMPTY_RECORD;
}

/** What the fingerprint is made of. */
export function toFacts(issue: Issue, isPrivate: boolean, policy: Policy): Facts {
  return {
    title: issue.title,
    form: formSeverity(issue, policy),
    state: issue.state,
    stateReason: issue.state_reason ?? null,
    labels: issue.labels,
    assignees: loginsOf(issue),
    comments: issue.comments,
    isPrivate,
    updatedAt: issue.updated_at,
  };
}

/** Nobody's tier may be read from this issue: everybody can read it. */
export const isSilent = ({ isPrivate }: Pick<SeenIssue, "isPrivate">, { issues }: Policy): boolean =>
  !isPrivate && !issues.tellTierInPublic;

/** The labels of ours on an issue other than severities: those that tell of a contract. */
export function tellingLabels({ labels }: Issue, policy: Policy): readonly string[] {
  const own = new Set(ownTags(policy));
  return labels.filter((name) => severityOfLabel(name) === null && own.has(tagOfLabel(name) ?? ""));
}

/** From before the repository was made public, or the policy more careful. */
const tellsTooMuch = (seen: SeenIssue, policy: Policy): boolean =>
  isSilent(seen, policy) && (seen.own !== null || tellingLabels(seen.issue, policy).length > 0);

function lacksOf(seen: SeenIssue, policy: Policy): readonly Change["kind"][] {
  if (!isSilent(seen, policy)) return NOWHERE;
  const dated: readonly Change["kind"][] = seen.project === null ? ["set_due_date"] : [];
  return [...NOWHERE, ...TELLING, ...dated];
}

/** Each severity that a label says, once. */
export const labelledSeverities = ({ labels }: Issue): readonly Severity[] => {
  const said = new Set(labels.map(severityOfLabel));
  return SEVERITIES.filter((severity) => said.has(severity));
};

export const formSeverity = ({ body }: Issue, { issues, severities }: Policy): Severity | null =>
  severityOfForm(body, issues.severityHeading, severities);

/** What everybody sees at once; several labels are none. */
function shownSeverity(issue: Issue): Severity | null {
  const [first, ...others] = labelledSeverities(issue);
  return first !== undefined && others.length === 0 ? first : null;
}

/**
 * What people chose. Of two labels, the one that we didn't put is somebody's, and the more severe one where both are.
 * While a label is as we left it, an author who edits the form since means the new answer.
 */
function severityOf({ issue, own }: SeenIssue, policy: Policy): Severity | null {
  const form = formSeverity(issue, policy);
  const record = own?.record ?? null;
  const labelled = labelledSeverities(issue);
  const [first] = labelled;
  if (first === undefined) return form;
  const chosen = labelled.find((severity) => severity !== record?.severity);
  if (chosen !== undefined) return chosen;
  return form !== null && record !== null && form !== record.form ? form : first;
}

const loginsOf = ({ assignees }: Issue): readonly string[] => (assignees ?? []).map(({ login }) => login);
