import { Hono } from "hono";
import { type Api, answerRefusal, requireRole } from "./api.ts";
import type { JobFault } from "./faults.ts";
import type { Job } from "./records/job.ts";
import { notFound, type Refusal, tooManyJobs } from "./refusal.ts";
import type { World } from "./world.ts";

/** zendesk.md §2.4 [3P]: at most 30 jobs are queued or running in an account. */
const MAX_JOBS = 30;

/**
 * Queues `items`, each of which answers its result; the job goes queued → working → completed. That it waits as long as it
 * works, and does all its work in the end, are assumptions.
 */
export function queueJob(world: World, job_type: string, items: readonly (() => object)[]): Job | Refusal {
  const running = [...world.state.jobs.values()].filter((job) => job.status === "queued" || job.status === "working");
  if (running.length >= MAX_JOBS) return tooManyJobs();
  const job: Job = {
    id: world.state.ids.hex(32),
    job_type,
    total: items.length,
    status: "queued",
    progress: null,
    message: null,
    results: null,
  };
  world.state.jobs.set(job.id, job);
  const fault = world.jobFaults.shift() ?? null;
  const step = () => new Promise<void>((resolve) => world.delay(world.jobMs / 2, resolve));
  world.track(
    step()
      .then(() => {
        job.status = "working";
        return step();
      })
      .then(() => {
        if (fault === null) complete(world, job, items);
        else breakOff(world, job, items, fault);
      }),
  );
  return job;
}

function complete(world: World, job: Job, items: readonly (() => object)[]): void {
  job.results = items.map((item) => item());
  job.progress = job.total;
  job.status = "completed";
  job.message = `Completed at ${new Date(world.now()).toISOString()}`;
}

/** As a fault rule asked. */
function breakOff(world: World, job: Job, items: readonly (() => object)[], { ends, done }: JobFault): void {
  for (const item of items.slice(0, done)) item();
  if (ends === "vanished") world.state.jobs.delete(job.id);
  else if (ends !== "never") job.status = ends;
}

/** [OAS JobStatusObject] */
export function presentJob(world: World, job: Job): object {
  return { ...job, url: `${world.origin}/api/v2/job_statuses/${job.id}.json` };
}

export function jobRoutes(world: World): Api {
  const app: Api = new Hono();
  app.get("/job_statuses", requireRole("agent"), (c) =>
    c.json({ job_statuses: [...world.state.jobs.values()].map((job) => presentJob(world, job)) }),
  );
  // [OAS ShowManyJobStatuses] That an unknown id is left out, and that 100 are read, are assumptions.
  app.get("/job_statuses/show_many", requireRole("agent"), (c) => {
    const ids = (c.req.query("ids") ?? "").split(",").slice(0, 100);
    const found = ids.flatMap((id) => world.state.jobs.get(id) ?? []);
    return c.json({ job_statuses: found.map((job) => presentJob(world, job)) });
  });
  app.get("/job_statuses/:id", requireRole("agent"), (c) => {
    const job = world.state.jobs.get(c.req.param("id"));
    return job === undefined ? answerRefusal(c, notFound()) : c.json({ job_status: presentJob(world, job) });
  });
  return app;
}
