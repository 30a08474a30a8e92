import * as z from "zod";
import type { GithubClient } from "./client.ts";
import type { CallFailure } from "./outcome.ts";
import { partsOf } from "./repository-files.ts";

/** What is said at one commit, in GitHub's words. */
export interface Check {
  readonly conclusion: "success" | "failure" | "neutral";
  readonly title: string;
  /** Markdown. */
  readonly summary: string;
  /** In the form that GitHub takes; always the same ones for the same commit. */
  readonly annotations: readonly object[];
}

export interface CheckWriting {
  readonly client: GithubClient;
  /** Of several Apps' runs of the same name only ours is touched. */
  readonly appId: number;
}

const NAME = "Tierline";
/** A request. https://docs.github.com/en/rest/checks/runs#update-a-check-run */
const MOST_ANNOTATIONS = 50;

const runSchema = z.object({
  id: z.int().positive(),
  app: z.object({ id: z.int() }).nullish(),
  conclusion: z.string().nullish(),
  output: z.object({
    title: z.string().nullish(),
    summary: z.string().nullish(),
    annotations_count: z.int().nonnegative(),
  }),
});
type Run = z.infer<typeof runSchema>;
const runsSchema = z.object({ check_runs: z.array(runSchema) });

/**
 * Says it in the one check run of the commit: made when there is none, brought up to date when it says something else.
 * Annotations are only ever added by GitHub, so those that are there are left out.
 */
export async function writeCheck(
  { client, appId }: CheckWriting,
  repository: string,
  commit: string,
  check: Check,
): Promise<{ readonly kind: "ok" } | CallFailure> {
  const where = partsOf(repository);
  const listed = await client.call({
    route: "GET /repos/{owner}/{repo}/commits/{ref}/check-runs",
    parameters: { ...where, ref: commit, check_name: NAME, per_page: 100 },
    answer: runsSchema,
  });
  if (listed.kind !== "ok") return listed;
  let run = listed.value.check_runs.find(({ app }) => app?.id === appId) ?? null;
  while (run === null || !isDone(run, check)) {
    const from: number = run?.output.annotations_count ?? 0;
    const said = { status: "completed", conclusion: check.conclusion, output: outputOf(check, from) };
    const written = await client.call(
      run === null
        ? {
            route: "POST /repos/{owner}/{repo}/check-runs",
            parameters: { ...where, name: NAME, head_sha: commit, ...said },
            answer: runSchema,
          }
        : {
            route: "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}",
            parameters: { ...where, check_run_id: run.id, ...said },
            answer: runSchema,
          },
    );
    if (written.kind !== "ok") return written;
    const before: Run | null = run;
    run = written.value;
    // What GitHub keeps of it otherwise, another request won't change.
    if (before !== null && run.output.annotations_count === before.output.annotations_count) break;
  }
  return { kind: "ok" };
}

const isDone = ({ conclusion, output }: Run, check: Check): boolean =>
  conclusion === check.conclusion &&
  output.title === check.title &&
  output.summary === check.summary &&
  output.annotations_count >= check.annotations.length;

const outputOf = ({ title, summary, annotations }: Check, from: number) => ({
  ...{ title, summary },
  annotations: annotations.slice(from, from + MOST_ANNOTATIONS),
});
