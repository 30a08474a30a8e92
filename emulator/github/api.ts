import type { Context, Hono } from "hono";
import type * as z from "zod";
import type { WithBody } from "../switch-panel.ts";
import type { Caller } from "./auth.ts";
import { badRequest, invalidRequest, isRefusal, type Refusal } from "./refusal.ts";

export interface ApiEnv {
  Variables: { caller: Caller };
}
export type Api = Hono<ApiEnv>;
export type ApiContext = Context<ApiEnv>;

export function answerRefusal(c: Context, refusal: Refusal): Response {
  return c.json(refusal.body, refusal.status, { ...refusal.headers });
}

/**
 * The JSON body as `schema` reads it; an absent one is `{}`. 400 "Problems parsing JSON" and 422 are from
 * https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#400-bad-request-for-invalid-json
 */
export async function readBody<S extends z.ZodType>(c: Context, schema: S): Promise<z.infer<S> | Refusal> {
  const text = await c.req.text();
  let json: unknown;
  try {
    json = text === "" ? {} : JSON.parse(text);
  } catch {
    return badRequest("Problems parsing JSON");
  }
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  return invalidRequest(`For '${issue?.path.join("/") ?? ""}': ${issue?.message ?? "invalid"}`);
}

/** Uses the body; a refusal answers by itself. */
export const withBody: WithBody = async (c, schema, use) => {
  const body = await readBody(c, schema);
  return isRefusal(body) ? answerRefusal(c, body) : use(body);
};
