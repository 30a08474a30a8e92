import type { Context, Hono, MiddlewareHandler } from "hono";
import type * as z from "zod";
import type { User } from "./records/people.ts";
import { badRequest, forbidden, isRefusal, type Refusal } from "./refusal.ts";
import type { WithBody } from "./switch-panel.ts";

export interface ApiEnv {
  Variables: {
    user: User;
    scopes: readonly string[] /** Signed in to the workspace, no API client. */;
    session: boolean;
  };
}
export type Api = Hono<ApiEnv>;
export type ApiContext = Context<ApiEnv>;

export function answerRefusal(c: Context, refusal: Refusal): Response {
  return c.json(refusal.body, refusal.status, { ...refusal.headers });
}

/** The JSON body as `schema` reads it; Zendesk's 400 for one that is no JSON, or has the wrong shape (assumption). */
export async function readBody<S extends z.ZodType>(c: Context, schema: S): Promise<z.infer<S> | Refusal> {
  let json: unknown;
  try {
    json = await c.req.json();
  } catch {
    return badRequest("Request body is not valid JSON");
  }
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  return badRequest(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "invalid"}`);
}

/** Uses the body; a refusal answers by itself. */
export const withBody: WithBody = async (c, schema, use) => {
  const body = await readBody(c, schema);
  return isRefusal(body) ? answerRefusal(c, body) : use(body);
};

/** Refuses callers below `role` with 403; the "Allowed for" line of each endpoint in the OAS says which. */
export function requireRole(role: "admin" | "agent"): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const is = c.get("user").role;
    if (is === "admin" || is === role) return next();
    return answerRefusal(c, forbidden());
  };
}

/** The numbers of `?ids=1,2`; at most 100 are read (zendesk.md §2.4). */
export function readIds(text: string | undefined): number[] {
  return (text ?? "")
    .split(",")
    .map(Number)
    .filter((id) => Number.isInteger(id) && id > 0)
    .slice(0, 100);
}
