import * as z from "zod";
import { err, ok, type Result } from "../core/result.ts";
import type { Instant } from "../core/time.ts";
import type { ZendeskClient } from "./client.ts";
import { explain, type SetupFailure } from "./explain.ts";
import { idSchema } from "./schema.ts";

export interface Identity {
  readonly userId: string;
  /** Zendesk's clock at the time. */
  readonly date: Instant | null;
}

const meSchema = z.object({ user: z.object({ id: idSchema.nullish().catch(null), role: z.string() }) });

/**
 * Who Tierline is in the account, who has to be an administrator: only they may make ticket fields and webhooks.
 * Zendesk answers this call to anybody, as an anonymous user without an id, so a 200 alone proves nothing.
 */
export async function checkIdentity(client: ZendeskClient): Promise<Result<Identity, SetupFailure>> {
  const outcome = await client.call({
    method: "GET",
    path: "/api/v2/users/me.json",
    endpoint: "/api/v2/users/me",
    answer: meSchema,
  });
  if (outcome.kind !== "ok") return err(explain("sign in", outcome));
  const { id, role } = outcome.value.user;
  if (!id)
    return err(explain("sign in", { kind: "unauthorized", detail: "Zendesk knows nobody by these credentials" }));
  if (role === "admin") return ok({ userId: id, date: outcome.date });
  return err({
    reason: "not_admin",
    message: `The integration user ${id} has the role ${role} and needs to be an administrator.`,
    mend: "Make that user an administrator in Admin Center → People → Team members. An OAuth client acts as the person who created it, so it can also be created anew by an administrator.",
  });
}
