import * as z from "zod";
import type { Issue } from "../../../emulator/github/state.ts";
import type { Terms } from "../../../src/account/deps.ts";
import { decide } from "../../../src/core/decide.ts";
import type { Answer } from "../../../src/core/decision.ts";
import { issueId, userId } from "../../../src/core/id.ts";
import type { Policy, Severity } from "../../../src/core/policy.ts";
import type { FirstReply, Ticket } from "../../../src/core/ticket.ts";
import { formatInstant, type Instant, parseInstant } from "../../../src/core/time.ts";
import { nameOf, type SimulatedGithub } from "./helpdesk.ts";
import type { IssueLedger } from "./ledger.ts";

/** What an issue should say, by GitHub's own records, the people's own account and the latest terms. */
export interface Truth {
  readonly answer: Answer;
  /** What it says instead, in words. Nothing, when it is right. */
  readonly wrong: readonly string[];
}

/**
 * Works an issue's truth out from the emulator's memory, past its API, Tierline's adapter, its database and its memory
 * of what it wrote. Only the core's pure functions are shared with the system: they have tests of their own.
 * @returns `null` when nothing is to be written to the issue
 */
export function truthOf(github: SimulatedGithub, { issue, choice }: IssueLedger, terms: Terms): Truth | null {
  if (!github.isThere(issue) || issue.user.type === "Bot") return null;
  if (issue.state === "closed" && issue.state_reason === "duplicate") return null;
  const { policy } = terms;
  const ticket = shownTicket(github, issue, choice, policy);
  const answer = decide(ticket, mappingOf(ticket, terms), following(policy), null, ticket.createdAt);
  if (answer.kind === "leave") return null;
  const differs = isQuiet(issue, policy) ? differsInPublic : differsWhereTold;
  return { answer, wrong: [...differs(issue, answer, policy), ...unassigned(issue, answer)] };
}

/** Everybody can read it, and must not learn who bought what. */
export const isQuiet = ({ repository }: Issue, { issues }: Policy): boolean =>
  !repository.private && !issues.tellTierInPublic;

const MARKS: ReadonlyMap<string, string> = new Map([
  ["sla_unmapped", "sla: unmapped"],
  ["sla_not_covered", "sla: not covered"],
  ["sla_standard_support", "sla: standard support"],
  ["sla_at_risk", "sla: at risk"],
  ["sla_breached", "sla: breached"],
  ["sla_met", "sla: met"],
]);
const SEVERITY = /^sev: [1-4]$/;

/** Labels that Tierline may put and take away under this policy. */
export function isOurs(label: string, { tiers }: Policy): boolean {
  if (SEVERITY.test(label) || [...MARKS.values()].includes(label)) return true;
  return [...tiers.keys()].some((tier) => label === `sla: ${tier}`);
}

/** Those among them that tell of a contract. */
export const isTelling = (label: string, policy: Policy): boolean => isOurs(label, policy) && !SEVERITY.test(label);

export const namesOf = ({ labels }: Issue): readonly string[] => labels.map(({ name }) => name);
export const oursOn = ({ comments }: Issue) => comments.filter(({ app }) => app !== null);

function labelOf(tag: string): string | null {
  const [, severity] = /^sla_sev_([1-4])$/.exec(tag) ?? [];
  if (severity !== undefined) return `sev: ${severity}`;
  const [, tier] = /^sla_tier_(.+)$/.exec(tag) ?? [];
  return tier === undefined ? (MARKS.get(tag) ?? null) : `sla: ${tier}`;
}

function differsInPublic(issue: Issue, { severity }: Answer, policy: Policy): readonly string[] {
  const labels = namesOf(issue).filter((name) => isOurs(name, policy));
  return [
    ...(labels.join() === `sev: ${severity}` ? [] : [`labels ${labels} instead of sev: ${severity}`]),
    ...(oursOn(issue).length === 0 ? [] : ["a comment of ours in public"]),
  ];
}

function differsWhereTold(issue: Issue, answer: Answer, policy: Policy): readonly string[] {
  const labels = sorted(namesOf(issue).filter((name) => isOurs(name, policy)));
  const wanted = sorted(answer.tags.flatMap((tag) => labelOf(tag) ?? []));
  const comments = oursOn(issue);
  const [comment, ...others] = comments;
  return [
    ...(labels === wanted ? [] : [`labels ${labels} instead of ${wanted}`]),
    ...(comment === undefined ? ["no comment"] : saysOther(comment.body, answer)),
    ...(others.length === 0 ? [] : [`${comments.length} comments`]),
  ];
}

const recordSchema = z.object({
  severity: z.number(),
  priority: z.string(),
  due: z.string().nullable(),
  dueDate: z.string().nullable(),
  summary: z.string(),
  why: z.string().min(1),
  tags: z.array(z.string()),
});

function saysOther(body: string, answer: Answer): readonly string[] {
  const [, json = "null"] = /^<!-- tierline (.*?) -->\n/.exec(body) ?? [];
  const record = recordSchema.safeParse(parsed(json));
  if (!record.success) return ["a comment without a record"];
  const due = answer.due === null ? null : formatInstant(answer.due);
  const wanted = {
    ...{ severity: answer.severity, priority: answer.priority, due, dueDate: answer.dueDate, summary: answer.summary },
    tags: answer.tags.filter((tag) => labelOf(tag) === null).sort(),
  };
  const { why, ...found } = record.data;
  const wrong =
    sorted([JSON.stringify(Object.entries(found).sort())]) !== sorted([JSON.stringify(Object.entries(wanted).sort())]);
  const visible = body.slice(body.indexOf("-->"));
  const shown = due === null || visible.includes(`(${due.replace("T", " ").replace("Z", " UTC")})`);
  // Whoever edits it adds a line at its end.
  const whole = body.endsWith("</details>") && visible.includes("<summary>Why</summary>");
  return [
    ...(wrong ? [`a record that says ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`] : []),
    ...(shown && whole ? [] : ["a comment that people read otherwise"]),
  ];
}

function unassigned({ assignees }: Issue, { groupId }: Answer): readonly string[] {
  return groupId !== null && assignees.length === 0 ? [`nobody is assigned, ${groupId} should be`] : [];
}

/** An issue goes to people where a ticket goes to a group. */
function following(policy: Policy): Policy {
  const whom = (route: "priority" | "standard" | "account_team") => policy.issues.assignees[route].join(",") || null;
  const groups = { priority: whom("priority"), standard: whom("standard"), account_team: whom("account_team") };
  return { ...policy, groups };
}

function mappingOf({ handles = [] }: Ticket, { contracts }: Terms) {
  const handleContracts = handles.map((handle) => ({
    handle,
    contracts: contracts.filter((row) => row.handles?.includes(handle)),
  }));
  return { override: null, contracts: [], handleContracts, domainContracts: [] };
}

function shownTicket(github: SimulatedGithub, issue: Issue, severity: Severity | null, policy: Policy): Ticket {
  const { repository, user } = issue;
  const { memberships } = github.emulator.state;
  const organizations = memberships.filter((one) => one.public && one.login === user.login);
  const handles = [
    `${repository.owner.login}/${repository.name}`,
    user.login,
    ...organizations.map((one) => one.organization),
  ];
  const labels = namesOf(issue).filter((name) => !isOurs(name, policy));
  return {
    id: present(issueId(nameOf(issue))),
    createdAt: stamp(issue.created_at),
    updatedAt: stamp(issue.updated_at),
    status: issue.state === "open" ? "open" : "solved",
    merged: false,
    subject: issue.title,
    formId: null,
    groupId: null,
    channel: null,
    priority: null,
    tags: labels.map((name) => name.toLowerCase().replaceAll(" ", "_")),
    requester: { id: userId(user.id), email: null },
    organization: null,
    handles: handles.map((handle) => handle.toLowerCase()),
    fields: { severity, due: null, dueDate: null, summary: null },
    task: null,
    firstReply: firstReply(issue, policy),
  };
}

function firstReply({ comments, user: author }: Issue, { issues }: Policy): FirstReply | null {
  const reply = comments.find(
    ({ user, app }) => app === null && user !== author && issues.supportTeam.includes(user.login),
  );
  return reply === undefined ? null : { at: stamp(reply.created_at), precision: "second" };
}

const sorted = (names: readonly string[]): string => [...names].sort().join(", ");
const stamp = (text: string): Instant => present(parseInstant(text));

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function present<Value>(value: Value | null): Value {
  if (value === null) throw new Error("the emulator's names and times have GitHub's forms");
  return value;
}
