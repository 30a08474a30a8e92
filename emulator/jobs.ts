import { Hono } from "hono";
import { type Api, answerRefusal, requireRole } from "./api.ts";
import { notFound, type Refusal, tooManyJobs } from "./refusal.ts";
import type { Job } from "./state.ts";
import type { World } from "./world.ts";

/** zendesk.md §2.4 [3P]: at most 30 jobs are queued or running in an account. */
const MAX_JOBS = 30;
/** Assumption: how long a job waits in the queue, and how long it works. */
const STEP_MS = 200;

/** Queues `work`, which answers one result an item; the job goes queued → working → completed. */
export function queueJob(world: World, job_type: string, total: number, work: () => object[]): Job | Refusal {
  const running = [...world.state.jobs.values()].filter((job) => job.status === "queued" || job.status === "working");
  if (running.length >= MAX_JOBS) return tooManyJobs();
  const job: Job = {
    id: world.state.ids.hex(32),
    job_type,
    total,
    status: "queued",
    progress: null,
    message: null,
    results: null,
  };
  world.state.jobs.set(job.id, job);
  const step = () => new Promise<void>((resolve) => world.delay(STEP_MS, resolve));
  world.track(
    step()
      .then(() => {
        job.status = "working";
        return step();
      })
      .then(() => {
        job.results = work();
        job.progress = total;
        job.status = "completed";
        job.message = `Completed at ${new Date(world.now()).toISOString()}`;
      }),
  );
  return job;
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
  app.get("/job_statuses/:id", requireRole("agent"), (c) => {
    const job = world.state.jobs.get(c.req.param("id"));
    return job === undefined ? answerRefusal(c, notFound()) : c.json({ job_status: presentJob(world, job) });
  });
  return app;
}
