import { Hono } from "hono";
import * as z from "zod";
import { type Needed, repositoryOf } from "./access.ts";
import { type Api, answerRefusal, readBody } from "./api.ts";
import { showApp } from "./app-shape.ts";
import { commitNamed } from "./commits.ts";
import { nodeId } from "./ids.ts";
import { page } from "./paging.ts";
import { invalidRequest, isRefusal, notAccessible, notFound, type Refusal } from "./refusal.ts";
import type { CheckRun, Repository } from "./state.ts";
import { fullName, stampNow, type World } from "./world.ts";

/** https://docs.github.com/rest/checks/runs#create-a-check-run: "The Checks API limits the number of annotations to a maximum of 50 per API request." */
const MOST_ANNOTATIONS = 50;
/** "Maximum characters: 65535" of a summary and of a text. */
const LONGEST = 65_535;

const annotation = z.object({
  path: z.string(),
  start_line: z.number().int(),
  end_line: z.number().int(),
  start_column: z.number().int().optional(),
  end_column: z.number().int().optional(),
  annotation_level: z.enum(["notice", "warning", "failure"]),
  message: z.string(),
  title: z.string().optional(),
  raw_details: z.string().optional(),
});
const output = z.object({
  title: z.string().optional(),
  summary: z.string().max(LONGEST),
  text: z.string().max(LONGEST).optional(),
  annotations: z.array(annotation).max(MOST_ANNOTATIONS).optional(),
});
const instant = z.iso.datetime({ offset: true });
const changedRun = z.object({
  name: z.string().optional(),
  status: z.enum(["queued", "in_progress", "completed"]).optional(),
  conclusion: z
    .enum(["action_required", "cancelled", "failure", "neutral", "success", "skipped", "timed_out"])
    .optional(),
  details_url: z.string().optional(),
  external_id: z.string().optional(),
  started_at: instant.optional(),
  completed_at: instant.optional(),
  output: output.optional(),
});
const newRun = changedRun.extend({ name: z.string(), head_sha: z.string() });
type Change = z.infer<typeof changedRun>;

const WRITE: Needed = { permission: "checks", level: "write" };

/** https://docs.github.com/rest/checks/runs: "Write permission for the REST API to interact with checks is only available to GitHub Apps." */
export function checkRoutes(world: World): Api {
  const app: Api = new Hono();

  app.post("/repos/:owner/:repo/check-runs", async (c) => {
    const repository = repositoryOf(world, c, WRITE);
    if (isRefusal(repository)) return answerRefusal(c, repository);
    const caller = c.get("caller");
    if (caller.kind !== "installation") return answerRefusal(c, notAccessible());
    const body = await readBody(c, newRun);
    const refused = isRefusal(body) ? body : refusedRun(body);
    if (isRefusal(body) || refused !== null) return answerRefusal(c, refused ?? notFound());
    if (commitNamed(repository, body.head_sha)?.sha !== body.head_sha)
      return answerRefusal(c, invalidRequest(`No commit found for SHA: ${body.head_sha}`));
    const run: CheckRun = {
      id: world.state.ids.next(),
      app: caller.token.installation.app,
      head_sha: body.head_sha,
      name: body.name,
      status: "queued",
      conclusion: null,
      external_id: null,
      details_url: null,
      started_at: body.started_at ?? stampNow(world),
      completed_at: null,
      output: { title: null, summary: null, text: null },
      annotations: [],
    };
    apply(world, run, body);
    repository.checkRuns.push(run);
    return c.json(showRun(world, repository, run), 201);
  });

  app.patch("/repos/:owner/:repo/check-runs/:id{[0-9]+}", async (c) => {
    const repository = repositoryOf(world, c, WRITE);
    if (isRefusal(repository)) return answerRefusal(c, repository);
    const run = runOf(repository, c.req.param("id"));
    if (run === undefined) return answerRefusal(c, notFound());
    const caller = c.get("caller");
    if (caller.kind !== "installation" || caller.token.installation.app !== run.app)
      return answerRefusal(c, notAccessible());
    const body = await readBody(c, changedRun);
    const refused = isRefusal(body) ? body : refusedRun(body);
    if (isRefusal(body) || refused !== null) return answerRefusal(c, refused ?? notFound());
    apply(world, run, body);
    return c.json(showRun(world, repository, run));
  });

  app.get("/repos/:owner/:repo/check-runs/:id{[0-9]+}", (c) => {
    const repository = repositoryOf(world, c, { permission: "checks", level: "read" });
    if (isRefusal(repository)) return answerRefusal(c, repository);
    const run = runOf(repository, c.req.param("id"));
    return run === undefined ? answerRefusal(c, notFound()) : c.json(showRun(world, repository, run));
  });
  app.get("/repos/:owner/:repo/check-runs/:id{[0-9]+}/annotations", (c) => {
    const repository = repositoryOf(world, c, { permission: "checks", level: "read" });
    if (isRefusal(repository)) return answerRefusal(c, repository);
    const run = runOf(repository, c.req.param("id"));
    if (run === undefined) return answerRefusal(c, notFound());
    const blank = { start_column: null, end_column: null, title: null, raw_details: null };
    const blob_href = `${world.webOrigin}/${fullName(repository)}/blob/${run.head_sha}`;
    return c.json(
      page(c, world, run.annotations).map((one) => ({ ...blank, ...one, blob_href: `${blob_href}/${one.path}` })),
    );
  });
  app.get("/repos/:owner/:repo/commits/:ref{.+}/check-runs", (c) => {
    const repository = repositoryOf(world, c, { permission: "checks", level: "read" });
    if (isRefusal(repository)) return answerRefusal(c, repository);
    const commit = commitNamed(repository, c.req.param("ref"));
    const name = c.req.query("check_name");
    const found = repository.checkRuns.filter(
      (run) => run.head_sha === commit?.sha && (name === undefined || run.name === name),
    );
    // `filter=latest`, the default: of runs with the same name only the newest.
    const latest = found.filter(
      (run) => c.req.query("filter") === "all" || found.findLast((one) => one.name === run.name) === run,
    );
    const shown = page(c, world, latest.reverse()).map((run) => showRun(world, repository, run));
    return c.json({ total_count: latest.length, check_runs: shown });
  });
  return app;
}

function runOf({ checkRuns }: Repository, id: string): CheckRun | undefined {
  return checkRuns.find((run) => run.id === Number(id));
}

/** "Required if you provide `completed_at` or a `status` of `completed`." */
function refusedRun({ status, conclusion, completed_at }: Change): Refusal | null {
  const ended = status === "completed" || completed_at !== undefined;
  return ended && conclusion === undefined ? invalidRequest('"conclusion" wasn\'t supplied.') : null;
}

/** "Providing `conclusion` will automatically set the `status` parameter to `completed`"; annotations of each request are added. */
function apply(world: World, run: CheckRun, change: Change): void {
  run.name = change.name ?? run.name;
  run.status = change.conclusion === undefined ? (change.status ?? run.status) : "completed";
  run.conclusion = change.conclusion ?? run.conclusion;
  run.external_id = change.external_id ?? run.external_id;
  run.details_url = change.details_url ?? run.details_url;
  if (run.status === "completed") run.completed_at = change.completed_at ?? stampNow(world);
  if (change.output === undefined) return;
  const { title = null, summary, text = null, annotations = [] } = change.output;
  run.output = { title, summary, text };
  run.annotations.push(...annotations);
}

function showRun(world: World, repository: Repository, run: CheckRun) {
  const { app, annotations, output: text, ...rest } = run;
  const url = `${world.apiOrigin}/repos/${fullName(repository)}/check-runs/${run.id}`;
  return {
    ...rest,
    node_id: nodeId("CR", run.id),
    external_id: run.external_id ?? "",
    url,
    html_url: `${world.webOrigin}/${fullName(repository)}/runs/${run.id}`,
    details_url: run.details_url ?? app.external_url,
    output: { ...text, annotations_count: annotations.length, annotations_url: `${url}/annotations` },
    check_suite: { id: app.id },
    app: showApp(world, app),
    pull_requests: [],
  };
}
