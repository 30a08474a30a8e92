import * as z from "zod";
import type { ZendeskClient } from "./client.ts";

const answer = z.object({ user: z.object({ role: z.string(), suspended: z.boolean().nullish() }) });

/** Whether this person still is an administrator; `null` when Zendesk can't say just now. Somebody deleted isn't one. */
export async function isAdministrator(client: ZendeskClient, userId: string): Promise<boolean | null> {
  const outcome = await client.call({
    method: "GET",
    path: `/api/v2/users/${userId}.json`,
    endpoint: "/api/v2/users/{id}",
    answer,
  });
  if (outcome.kind === "not_found") return false;
  if (outcome.kind !== "ok") return null;
  const { role, suspended } = outcome.value.user;
  return role === "admin" && suspended !== true;
}
