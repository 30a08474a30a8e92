import * as z from "zod";
import { parseInstant } from "../../src/core/time.ts";
import { wallMinute } from "../../src/core/wall-time.ts";
import { readDecisions } from "./decisions.ts";
import type { GithubStage } from "./github-stage.ts";
import { ISSUES_ARRIVE, type IssueStory, OWNER } from "./issue-stories.ts";
import expectations from "./issues-expected.json" with { type: "json" };
import type { IssueCast } from "./play-issues.ts";
import type { Stage } from "./stage.ts";
import { standing } from "./standing.ts";

/** What an issue of the demo has to say in the end. Worked out by hand from the contract, not taken from a run. */
const expected = z.record(
  z.string(),
  z.object({
    /** All of them: the demo's people add none of their own but severities. */
    labels: z.array(z.string()),
    /** As the one comment tells it; `null`: there is no comment. */
    due: z.string().nullable(),
    /** When it is due, where no comment tells it. */
    promised: z.string().optional(),
    /** `null`: Tierline doesn't know it. */
    state: z.string().nullable(),
  }),
);
type Expectation = z.infer<typeof expected>[string];

/** One issue as the REST API shows it, beside what was expected. */
export interface IssueRow {
  readonly story: IssueStory;
  /** `owner/name#12` */
  readonly issue: string;
  readonly found: Expectation;
  readonly reasons: readonly string[];
  /** What is not as expected, in words; empty when all is. */
  readonly differences: readonly string[];
}

const shownIssue = z.object({ labels: z.array(z.object({ name: z.string() })) });
const shownComments = z.array(z.object({ body: z.string(), user: z.object({ type: z.string() }) }));
const DUE = /First response due: .*\((\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC\)/;

/** Reads every issue from the emulator's own REST API, as a person of the owner sees it, and the state from Tierline. */
export async function readIssues(
  stage: Stage,
  { github }: GithubStage,
  stories: readonly IssueStory[],
  cast: IssueCast,
): Promise<readonly IssueRow[]> {
  const table = expected.parse(expectations);
  const ask = (path: string): Promise<unknown> =>
    answer(`${github.origin}${path}`, `token ${github.emulator.seed.people[0]?.token}`);
  const decided = await readDecisions(stage, { owner: OWNER });
  const rows: IssueRow[] = [];
  for (const story of stories) {
    const { number } = cast.get(story.name) ?? { number: 0 };
    const wanted = table[story.name];
    if (wanted === undefined) throw new Error(`no expectation: ${story.name}`);
    const path = `/repos/${OWNER}/${story.repository}/issues/${number}`;
    const { labels } = shownIssue.parse(await ask(path));
    const bots = shownComments.parse(await ask(`${path}/comments`)).filter(({ user }) => user.type === "Bot");
    const issue = `${OWNER}/${story.repository}#${number}`;
    const decision = decided.get(issue);
    const [, date, time] = DUE.exec(bots[0]?.body ?? "") ?? [];
    const found: Expectation = {
      labels: labels.map(({ name }) => name).sort(),
      due: date === undefined ? null : `${date}T${time}Z`,
      state: decision?.state ?? null,
    };
    const reasons = decision?.reasons ?? [];
    const differences = compare(standing(wanted, stage.serverTime?.() ?? null), found, bots.length);
    rows.push({ story, issue, found, reasons, differences });
  }
  return rows;
}

function compare(wanted: Expectation, found: Expectation, comments: number): readonly string[] {
  const differences: string[] = [];
  if (found.labels.join() !== wanted.labels.join()) {
    differences.push(`labels are ${found.labels.join(", ")}; expected ${wanted.labels.join(", ")}`);
  }
  if (found.due !== wanted.due) differences.push(`due is ${found.due}, expected ${wanted.due}`);
  if (found.state !== wanted.state) differences.push(`state is ${found.state}, expected ${wanted.state}`);
  const allowed = wanted.due === null ? 0 : 1;
  if (comments !== allowed) differences.push(`${comments} comments of ours, expected ${allowed}`);
  return differences;
}

async function answer(url: string, authorization: string): Promise<unknown> {
  const response = await fetch(url, { headers: { authorization, accept: "application/json" } });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${(await response.text()).slice(0, 300)}`);
  return response.json();
}

const COLUMNS = { issue: 36, arrived: 26, due: 26, state: 9, labels: 38 } as const;

const columns = (cells: Readonly<Record<keyof typeof COLUMNS, string>>): string =>
  (["issue", "arrived", "due", "state", "labels"] as const).map((name) => cells[name].padEnd(COLUMNS[name])).join("  ");

export const ISSUE_TABLE_HEAD = `  ${columns({
  issue: "ISSUE",
  arrived: "ARRIVED",
  due: "FIRST RESPONSE DUE",
  state: "STATE",
  labels: "LABELS",
})}  WHAT HAPPENS`;

/** One issue: a row of the table, and why. @param zone where wall times are told */
export function issueLines({ story, issue, found, reasons, differences }: IssueRow, zone: string): readonly string[] {
  const wall = (text: string | null): string => {
    const at = text === null ? null : parseInstant(text);
    return at === null ? "–" : wallMinute(at, zone);
  };
  const cells = columns({
    issue: issue.slice(OWNER.length + 1),
    arrived: wall(ISSUES_ARRIVE),
    due: wall(found.due),
    state: found.state?.replaceAll("_", " ") ?? "–",
    labels: found.labels.join(", ") || "none of ours",
  });
  return [
    `${differences.length === 0 ? "✓" : "✗"} ${cells}  ${story.name}`,
    `       why   ${reasons.map((reason) => reason.replaceAll("_", " ")).join(" · ") || "–"}`,
    ...differences.map((difference) => `       ✗ ${difference}`),
  ];
}
