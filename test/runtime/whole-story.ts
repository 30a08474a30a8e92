import { expect, vi } from "vitest";
import type { Files } from "../../emulator/github/commits.ts";
import type { Issue } from "../../emulator/github/state.ts";
import { MAPPING, organizations } from "../account/git-stage.ts";
import { filledForm, labelsOf } from "../support/emulated-github.ts";
import { arrives, CONTRACTS, IN_TIME, openStory, type StoryStage, ticketOf } from "./story-stage.ts";

/** Of the check run: Globex, its issue and its ticket. */
const WHAT_CHANGES = /^1 organization, 2 open tickets/;

/**
 * One server with a helpdesk of each kind, over TCP and in real time. An issue is opened: labels and one comment. Its
 * severity is edited: the comment is edited, the labels swapped. Support answers: met. The mapping is pushed: a preview,
 * then it is applied, and the issue and the ticket of the same customer both change.
 * @param url where the server answers
 */
export async function playWholeStory(url: URL): Promise<void> {
  const stage = await openStory(url);
  await bothFollowTheRepository(stage);
  const issue = await bothArrive(stage);
  await theSeverityIsEdited(stage, issue);
  await supportAnswers(stage, issue);
  const renewal = await itIsPreviewed(stage, issue);
  const inForce = await itIsPushed(stage, issue, renewal);
  await aMistakeIsPushed(stage, inForce);
  expect(labelsOf(issue.issue)).toEqual(["sev: 1", "sla: growth"]);
}

async function bothFollowTheRepository(stage: StoryStage): Promise<void> {
  const { sha } = stage.push(MAPPING);
  for (const account of [{ subdomain: "acme" }, { owner: "acme" }]) {
    const followed = await stage.operator("POST", "/mapping/git", { ...account, repository: CONTRACTS });
    expect(followed).toMatchObject({ owner: "git", trouble: null, git: { inForce: { sha }, refused: null } });
  }
}

/** Of one customer, who bought Enterprise. */
async function bothArrive({ github, zendesk }: StoryStage): Promise<CommentedIssue> {
  await arrives(zendesk, "grace@globex.example");
  const form = { title: "Push messages arrive late", body: filledForm("Sev 3 – Minor") };
  const issue = new CommentedIssue(github.emulator.as("Ada").openIssue("acme/globex", form));
  await issue.becomes("sev: 3", "sla: enterprise");
  await vi.waitFor(() => expect(ticketOf(zendesk).tags).toContain("sla_tier_enterprise"), IN_TIME);
  expect(ticketOf(zendesk).priority).toBe("normal");
  return issue;
}

/** By its author, in the form; then by support, with a label. */
async function theSeverityIsEdited({ github }: StoryStage, commented: CommentedIssue): Promise<void> {
  const { issue } = commented;
  github.emulator.as("Ada").editIssue(issue, { body: filledForm("Sev 2 – Major") });
  await commented.becomes("sev: 2", "sla: enterprise");
  github.emulator.as("sue").label(issue, "sev: 1");
  await commented.becomes("sev: 1", "sla: enterprise");
}

async function supportAnswers({ github, operator }: StoryStage, { issue }: CommentedIssue): Promise<void> {
  github.emulator.as("sue").comment(issue, "We are looking into it.");
  const decisions = () => operator("GET", "/decisions?owner=acme");
  const met = { decisions: [{ ticketId: "acme/globex#1", severity: 1, state: "met" }] };
  await vi.waitFor(async () => expect(await decisions()).toMatchObject(met), IN_TIME);
}

/** As a pull request, which changes nothing. */
async function itIsPreviewed(stage: StoryStage, { issue }: CommentedIssue): Promise<Files> {
  const renewal = { "organizations.csv": organizations({ globex: "growth" }) };
  const { sha } = stage.push(renewal, "renewal");
  stage.github.emulator.as("mara").openPullRequest(CONTRACTS, { title: "Globex renewed", head: "renewal" });
  const { conclusion, output } = await stage.checkOf(sha);
  expect(conclusion).toBe("success");
  expect(output.title).toMatch(WHAT_CHANGES);
  expect(output.summary).toContain("| <code>Globex</code> | tier <code>enterprise</code> → <code>growth</code> |");
  expect(output.summary).toContain("acme/globex&#35;1");
  expect(labelsOf(issue)).toContain("sla: enterprise");
  expect(ticketOf(stage.zendesk).tags).toContain("sla_tier_enterprise");
  return renewal;
}

/** @returns the commit */
async function itIsPushed(stage: StoryStage, issue: CommentedIssue, renewal: Files): Promise<string> {
  const { sha } = stage.push(renewal);
  await issue.becomes("sev: 1", "sla: growth");
  await vi.waitFor(() => expect(ticketOf(stage.zendesk).tags).toContain("sla_tier_growth"), IN_TIME);
  expect(ticketOf(stage.zendesk).tags).not.toContain("sla_tier_enterprise");
  const { conclusion, output } = await stage.checkOf(sha);
  expect(conclusion).toBe("success");
  expect(output.title).toMatch(WHAT_CHANGES);
  expect(output.summary).toContain("In force for acme, acme.");
  return sha;
}

/** Nothing of it is taken, in either account. */
async function aMistakeIsPushed(stage: StoryStage, inForce: string): Promise<void> {
  const { sha } = stage.push({ "organizations.csv": organizations({ globex: "gold" }) });
  expect(await stage.checkOf(sha)).toMatchObject({
    conclusion: "failure",
    annotations: [{ path: "organizations.csv", start_line: 4 }],
  });
  for (const name of ["subdomain", "owner"]) {
    expect(await stage.operator("GET", `/mapping?${name}=acme`)).toMatchObject({
      git: { inForce: { sha: inForce }, refused: { sha } },
    });
  }
}

/** An issue that has never more than one comment of ours. */
class CommentedIssue {
  readonly issue: Issue;
  #said: string | null = null;
  #comment: number | null = null;

  constructor(issue: Issue) {
    this.issue = issue;
  }

  /** Waits until the comment says something else; the labels, which are written before it, are these by then. */
  async becomes(...labels: readonly string[]): Promise<void> {
    const ours = () => this.issue.comments.filter(({ app }) => app !== null);
    await vi.waitFor(() => expect([undefined, this.#said]).not.toContain(ours()[0]?.body), IN_TIME);
    expect(labelsOf(this.issue)).toEqual(labels);
    const [only, ...others] = ours();
    expect(others).toEqual([]);
    if (this.#comment !== null) expect(only?.id).toBe(this.#comment);
    this.#comment = only?.id ?? null;
    this.#said = only?.body ?? null;
  }
}
