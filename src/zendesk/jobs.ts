import * as z from "zod";
import { type TicketId, ticketId } from "../core/id.ts";
import type { JobState } from "../desk/helpdesk.ts";
import { readProblem } from "./errors.ts";
import { idSchema } from "./schema.ts";

/** A job's id goes into the path of the next call. */
const jobId = z.string().regex(/^[\w-]{1,64}$/);

/** The answer to a call that starts a job. */
export const startedJobSchema = z.object({ job_status: z.object({ id: jobId }) });

/** `GET /job_statuses/show_many`. */
export const jobStatusesSchema = z.object({
  job_statuses: z.array(z.object({ id: jobId, status: z.string(), results: z.unknown() })),
});
type JobStatus = z.infer<typeof jobStatusesSchema>["job_statuses"][number];

const ENDS = ["completed", "failed", "killed"];

/** `UpdateResourceResult` and `FailedResult` of the OpenAPI document. The words of an error are documented nowhere. */
const resultSchema = z.object({
  id: idSchema,
  success: z.boolean(),
  error: z.string().nullish().catch(null),
  details: z.string().nullish().catch(null),
});

/**
 * How a job stands. Only what the job itself calls a success counts as written: a job can be `completed` with failures in
 * its results, or end without any result.
 */
export function toJobState({ status, results }: JobStatus): JobState {
  if (!ENDS.includes(status.toLowerCase())) return { kind: "running" };
  const written = new Set<TicketId>();
  const failed = new Map<TicketId, string>();
  for (const one of Array.isArray(results) ? results : []) {
    const result = resultSchema.safeParse(one).data;
    const id = ticketId(result?.id ?? "");
    if (result === undefined || id === null) continue;
    const { success, error, details } = result;
    if (success) written.add(id);
    else failed.set(id, readProblem({ error, description: details }).detail);
  }
  for (const id of failed.keys()) written.delete(id);
  return { kind: "ended", written, failed };
}
