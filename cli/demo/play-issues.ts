import type { Issue } from "../../emulator/github/state.ts";
import { after, type Instant, minutes } from "../../src/core/time.ts";
import type { GithubStage } from "./github-stage.ts";
import { AGENT, type IssueStory, OWNER } from "./issue-stories.ts";
import type { Stage } from "./stage.ts";

/** The issue of each story, by the story's name. */
export type IssueCast = ReadonlyMap<string, Issue>;

/** Opens every issue at once, and lets support act at its own times; the system comes to rest after each moment. */
export async function playIssues(
  stage: Stage,
  { github, settle }: GithubStage,
  stories: readonly IssueStory[],
  arrive: Instant,
): Promise<IssueCast> {
  const { emulator } = github;
  stage.clock.advanceTo(arrive);
  const cast = new Map<string, Issue>();
  for (const { name, repository, author, severity } of stories) {
    const answer = severity === undefined ? "_No response_" : `Sev ${severity}`;
    const body = `### Severity\n\n${answer}\n\n### What happened\n\nDemo: ${name}.`;
    cast.set(name, emulator.as(author).openIssue(`${OWNER}/${repository}`, { title: `Demo: ${name}`, body }));
  }
  await settle();
  const later = stories.flatMap(({ name, act }) => (act === undefined ? [] : [{ issue: cast.get(name), act }]));
  for (const { issue, act } of later.sort((one, other) => one.act.afterMinutes - other.act.afterMinutes)) {
    if (issue === undefined) continue;
    stage.clock.advanceTo(after(arrive, minutes(act.afterMinutes)));
    if (act.does === "comments") emulator.as(AGENT).comment(issue, "We are looking into it.");
    else emulator.as(AGENT).label(issue, `sev: ${act.severity}`);
    await settle();
  }
  return cast;
}
