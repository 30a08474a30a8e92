import * as z from "zod";
import type { Call } from "./client.ts";
import { pageMeta } from "./list-all.ts";

const FAILED = ["failed", "timeout", "circuit broken", "throttled", "client error", "server error"];

/** What Zendesk's log says of its latest deliveries. */
export interface Invocations {
  readonly count: number;
  /** The status of each that failed. */
  readonly failed: readonly string[];
}

const invocationsSchema = z
  .object({ invocations: z.array(z.object({ status: z.string() })), meta: pageMeta })
  .transform(
    ({ invocations }): Invocations => ({
      count: invocations.length,
      failed: invocations.map(({ status }) => status.toLowerCase()).filter((status) => FAILED.includes(status)),
    }),
  );

/** Zendesk keeps its log of deliveries for seven days; a page of it is enough to see that something is wrong. */
export const latestInvocations = (webhookId: string): Call<Invocations> => ({
  method: "GET",
  path: `/api/v2/webhooks/${webhookId}/invocations?page[size]=100`,
  endpoint: "/api/v2/webhooks/{id}/invocations",
  answer: invocationsSchema,
});
