import { SEVERITIES, type Severity } from "../../../src/core/policy.ts";
import { oneOf } from "../../support/business-questions.ts";
import type { Stage } from "../stage.ts";
import { ADMIN, AUTHORS, BOT, OWNER, SUPPORT } from "./cast.ts";
import { nameOf } from "./helpdesk.ts";
import { HANDS, type IssueLedger } from "./ledger.ts";
import type { GithubStage } from "./stage.ts";
import { isOurs, isTelling, namesOf, oursOn } from "./truth.ts";

/** `false`: it made no sense just now. */
type Act = (stage: Stage, github: GithubStage, told: IssueLedger) => boolean;

/** What a customer or somebody of support does to an issue, and how often. */
const ACTS: readonly (readonly [number, string, Act])[] = [
  [20, "judges", judges],
  [10, "labels", labels],
  [5, "unlabels", unlabels],
  [5, "takes our label off", takesOurs],
  [8, "replies", (_stage, github, told) => comments(github, told, oneOf(github.random.people, [...SUPPORT, ADMIN]))],
  [6, "asks again", (_stage, github, told) => comments(github, told, oneOf(github.random.people, AUTHORS))],
  [3, "deletes our comment", deletesComment],
  [6, "edits our comment", editsComment],
  [5, "names", names],
  [4, "assigns", assigns],
  [2, "unassigns", unassigns],
  [3, "closes", (_stage, { helpdesk }, { issue }) => done(() => helpdesk.emulator.as("sue").close(issue, "completed"))],
  [
    2,
    "closes as duplicate",
    (_stage, { helpdesk }, { issue }) => done(() => helpdesk.emulator.as("sue").close(issue, "duplicate")),
  ],
  [4, "reopens", reopens],
  [2, "locks", locks],
  [1.5, "transfers", transfers],
  [
    0.7,
    "converts",
    (_stage, { helpdesk }, { issue }) => done(() => helpdesk.emulator.as(ADMIN).convertToDiscussion(issue)),
  ],
  [0.7, "deletes", (_stage, { helpdesk }, { issue }) => done(() => helpdesk.emulator.as(ADMIN).deleteIssue(issue))],
];

/** "outage" is a rule's, and stays with those issues whose severity nobody chooses: a choice that is taken back unseen is none. */
const LABELS = ["bug", "vip", "third_party", "sla: gold", "sla_of_their_own", "Needs Triage"];
const TITLES = [
  "Push messages arrive late",
  "Feature request: dark mode",
  "Data loss in the export",
  "Badge stays at 1",
];
const PLAIN_TITLE = "Push messages arrive late";
const TITLED: Readonly<Record<Severity, string>> = { 1: "Sev 1 – Critical", 2: "Major", 3: "3", 4: "Enhancement" };

const formWith = (severity: Severity | null): string =>
  `### Severity\n\n${severity === null ? "_No response_" : TITLED[severity]}\n\n### What happened\n\nNothing arrives.`;

/** An issue comes in. */
export function opens(stage: Stage, github: GithubStage): void {
  const { helpdesk, ledger, random } = github;
  const bot = random.people() < 0.08;
  const author = bot ? BOT : oneOf(random.people, AUTHORS);
  const hand = oneOf(random.people, HANDS);
  const chosen = hand === "form" && random.people() < 0.7 ? oneOf(random.people, SEVERITIES) : null;
  const given = random.people() < 0.3 ? [oneOf(random.people, LABELS)] : [];
  const repository = oneOf(random.people, helpdesk.homes);
  const issue = helpdesk.emulator.as(author).openIssue(`${OWNER}/${repository.name}`, {
    title: hand === "rule" ? oneOf(random.people, TITLES) : PLAIN_TITLE,
    body: hand === "form" || random.people() < 0.3 ? formWith(chosen) : "Since this morning.",
    labels: given,
  });
  ledger.open(issue, hand, chosen, given, stage.scheduler.now);
  stage.see({ kind: "acted", who: author, what: "writes in", ticket: nameOf(issue) });
}

/** Somebody does something to an issue that is there. */
export function acts(stage: Stage, github: GithubStage): void {
  const { ledger, random, helpdesk } = github;
  const there = [...ledger.issues.values()].filter(({ issue }) => helpdesk.isThere(issue));
  // Some issues are busy: what one of them meets, it meets in the middle of something else.
  const told = there[Math.floor(there.length * random.people() ** 2)];
  if (told !== undefined) actOn(stage, github, told.id);
}

/** Somebody does something to this issue. */
export function actOn(stage: Stage, github: GithubStage, id: number): void {
  const { random, helpdesk, ledger } = github;
  const told = ledger.issues.get(id);
  if (told === undefined || !helpdesk.isThere(told.issue)) return;
  let chance = random.people() * ACTS.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, what, act] of ACTS) {
    chance -= weight;
    if (chance >= 0) continue;
    if (!act(stage, github, told)) return;
    told.changedAt = stage.scheduler.now;
    stage.see({ kind: "acted", who: "somebody", what, ticket: nameOf(told.issue) });
    return;
  }
}

/** Somebody goes through all issues and adds a line to our comment: nothing later makes good what is missed of that. */
export function lastWords(stage: Stage, github: GithubStage): void {
  for (const told of github.ledger.issues.values()) {
    if (!github.helpdesk.isThere(told.issue) || !editsComment(stage, github, told)) continue;
    told.changedAt = stage.scheduler.now;
  }
}

/** An admin of the organization renames a repository, or changes who may read it. */
export function reorganizes(stage: Stage, github: GithubStage): void {
  const { helpdesk, random, ledger } = github;
  const repository = oneOf(random.people, helpdesk.homes);
  const admin = helpdesk.emulator.as(ADMIN);
  const name = `${OWNER}/${repository.name}`;
  const renamed = random.people() < 0.3;
  const issues = [...ledger.issues.values()].filter(({ issue }) => issue.repository === repository);
  if (renamed) admin.rename(name, `${repository.name.split("-")[0]}-${stage.scheduler.now % 1000}`);
  else {
    admin.setPrivate(name, !repository.private);
    if (repository.private) ledger.publicSince.delete(repository);
    else ledger.publicSince.set(repository, stage.scheduler.now);
  }
  // Of the issues themselves GitHub tells nothing.
  for (const told of issues) {
    ledger.unheard.add(told);
    if (renamed) restates(stage, github, told);
    // The comment goes, and with it what the form said before.
    else if (told.hand === "form") Object.assign(told, { hand: "label", contested: true });
  }
  const what = renamed ? "renames a repository" : `makes a repository ${repository.private ? "private" : "public"}`;
  stage.see({ kind: "acted", who: ADMIN, what, ticket: null });
}

/** Where an issue goes by another name, its severity comes along as somebody's choice: so somebody makes it one. */
function restates(stage: Stage, github: GithubStage, told: IssueLedger): void {
  if (!github.helpdesk.isThere(told.issue)) return;
  // An answer of the form that nobody has read yet stands beside a label that may look like the one we put.
  if (told.hand === "form") told.contested = true;
  told.hand = "label";
  chooses(stage, github, told, told.choice ?? oneOf(github.random.people, SEVERITIES));
}

/** Who chose a severity finds another one there, and says it again. */
export function saysAgain(stage: Stage, github: GithubStage, told: IssueLedger): void {
  const severity = told.choice;
  const sue = github.helpdesk.emulator.as("sue");
  const said = namesOf(told.issue).filter((name) => /^sev: /.test(name));
  if (severity === null) sue.unlabel(told.issue, ...said);
  else chooses(stage, github, told, severity);
}

/** One more label, so that an event comes. */
export function touches({ scheduler }: Stage, { helpdesk }: GithubStage, told: IssueLedger): void {
  const label = `touched ${scheduler.now}`;
  helpdesk.emulator.as("sue").label(told.issue, label);
  told.labels.add(label);
  told.changedAt = scheduler.now;
}

/** In one go: the label picker changes nothing before it is closed. */
function chooses({ scheduler }: Stage, github: GithubStage, told: IssueLedger, severity: Severity): void {
  const { helpdesk, ledger } = github;
  const sue = helpdesk.emulator.as("sue");
  const others = namesOf(told.issue).filter((name) => /^sev: /.test(name) && name !== `sev: ${severity}`);
  sue.label(told.issue, `sev: ${severity}`);
  sue.unlabel(told.issue, ...others);
  told.choice = severity;
  told.changedAt = scheduler.now;
  if (ledger.isWritten(told.id)) told.contested = true;
}

/** By labels or by the form: always by the same, so that the last word is theirs. */
function judges(stage: Stage, github: GithubStage, told: IssueLedger): boolean {
  const { random, helpdesk, ledger } = github;
  const { issue } = told;
  const severity = oneOf(random.people, SEVERITIES);
  switch (told.hand) {
    case "rule":
      return ruled(github, told);
    case "label":
      if (namesOf(issue).includes(`sev: ${severity}`)) return false;
      chooses(stage, github, told, severity);
      return true;
    case "form": {
      // What the form said before stands in our comment alone: before that is written, or without it, nobody can tell.
      if (severity === told.choice || !isSettled(told)) return false;
      helpdesk.emulator.as(issue.user.login).editIssue(issue, { body: formWith(severity) });
      told.choice = severity;
      if (ledger.isWritten(told.id)) told.contested = true;
      return true;
    }
  }
}

/** It bears one comment of ours and one severity, and both say the same. */
function isSettled({ issue }: IssueLedger): boolean {
  const [comment, ...others] = oursOn(issue);
  const [label, ...more] = namesOf(issue).filter((name) => /^sev: /.test(name));
  if (comment === undefined || label === undefined || others.length + more.length > 0) return false;
  return comment.body.startsWith(`<!-- tierline {"severity":${label.at(-1)},`);
}

/** Words that the policy's rules match. */
function ruled(github: GithubStage, told: IssueLedger): boolean {
  const { random, helpdesk } = github;
  if (random.people() >= 0.5)
    return told.labels.has("outage") ? unlabel(github, told, "outage") : label(github, told, "outage");
  const title = oneOf(random.people, TITLES);
  if (title === told.issue.title) return false;
  return done(() => helpdesk.emulator.as("sue").editIssue(told.issue, { title }));
}

function names(_stage: Stage, github: GithubStage, told: IssueLedger): boolean {
  const { random, helpdesk } = github;
  if (told.hand === "rule") return ruled(github, told);
  const title = `${PLAIN_TITLE} (${Math.floor(100 * random.people())})`;
  return done(() => helpdesk.emulator.as("sue").editIssue(told.issue, { title }));
}

function labels(_stage: Stage, github: GithubStage, told: IssueLedger): boolean {
  return label(github, told, oneOf(github.random.people, LABELS));
}

function unlabels(_stage: Stage, github: GithubStage, told: IssueLedger): boolean {
  const [name] = [...told.labels].filter((one) => one !== "outage");
  return name === undefined ? false : unlabel(github, told, name);
}

/** Without a severity's label the form counts, and then the rules. */
function takesOurs(_stage: Stage, github: GithubStage, told: IssueLedger): boolean {
  const { helpdesk, random, ledger } = github;
  const { policy } = github.terms();
  const ours = namesOf(told.issue).filter((name) => isOurs(name, policy));
  const name = ours[Math.floor(ours.length * random.people())];
  if (name === undefined) return false;
  helpdesk.emulator.as("sue").unlabel(told.issue, name);
  if (isTelling(name, policy)) return true;
  if (told.hand === "label") told.choice = formOf(told);
  if (ledger.isWritten(told.id)) told.contested = true;
  return true;
}

function formOf({ issue }: IssueLedger): Severity | null {
  const answer = issue.body?.split("\n\n")[1] ?? "";
  return SEVERITIES.find((severity) => TITLED[severity] === answer) ?? null;
}

function label({ helpdesk }: GithubStage, told: IssueLedger, name: string): boolean {
  if (told.labels.has(name)) return false;
  helpdesk.emulator.as("sue").label(told.issue, name);
  told.labels.add(name);
  return true;
}

function unlabel({ helpdesk }: GithubStage, told: IssueLedger, name: string): boolean {
  helpdesk.emulator.as("sue").unlabel(told.issue, name);
  told.labels.delete(name);
  return true;
}

const comments = ({ helpdesk }: GithubStage, { issue }: IssueLedger, login: string): boolean =>
  done(() => helpdesk.emulator.as(login).comment(issue, "The same as last week."));

/** What the author said in the form, and which label is ours, stands in it: who takes that away, has to have no more to say. */
function deletesComment(_stage: Stage, { helpdesk }: GithubStage, told: IssueLedger): boolean {
  const [comment] = oursOn(told.issue);
  if (comment === undefined || !isSettled(told)) return false;
  if (told.hand === "form") Object.assign(told, { hand: "label", contested: true });
  return done(() => helpdesk.emulator.as("sue").deleteComment(comment));
}

function editsComment({ scheduler }: Stage, { helpdesk }: GithubStage, told: IssueLedger): boolean {
  const [comment] = oursOn(told.issue);
  // Nobody reads it within a second.
  if (comment === undefined || scheduler.now - told.writtenAt < 2000) return false;
  return done(() => helpdesk.emulator.as("sue").editComment(comment, `${comment.body}\n\nSee also the wiki.`));
}

function assigns(_stage: Stage, { helpdesk, random }: GithubStage, { issue }: IssueLedger): boolean {
  return done(() => helpdesk.emulator.as("sue").assign(issue, oneOf(random.people, [...SUPPORT, ADMIN])));
}

function unassigns(_stage: Stage, { helpdesk }: GithubStage, { issue }: IssueLedger): boolean {
  const [one] = issue.assignees;
  return one === undefined ? false : done(() => helpdesk.emulator.as("sue").unassign(issue, one.login));
}

function reopens(_stage: Stage, { helpdesk }: GithubStage, { issue }: IssueLedger): boolean {
  return issue.state === "open" ? false : done(() => helpdesk.emulator.as("sue").reopen(issue));
}

function locks(_stage: Stage, { helpdesk }: GithubStage, { issue }: IssueLedger): boolean {
  const sue = helpdesk.emulator.as("sue");
  return done(() => (issue.locked ? sue.unlock(issue) : sue.lock(issue)));
}

function transfers(stage: Stage, github: GithubStage, told: IssueLedger): boolean {
  const { helpdesk, random, ledger } = github;
  const target = oneOf(random.people, helpdesk.homes);
  if (target === told.issue.repository) return false;
  const moved = helpdesk.emulator.as(ADMIN).transfer(told.issue, `${OWNER}/${target.name}`);
  const { policy } = github.terms();
  // Only those that the other repository has, too, come along.
  const kept = namesOf(moved).filter((name) => !isOurs(name, policy));
  const again = ledger.open(moved, told.hand, told.choice, kept, stage.scheduler.now);
  restates(stage, github, again);
  return true;
}

function done(act: () => unknown): true {
  act();
  return true;
}
