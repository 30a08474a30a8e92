import type { Context } from "hono";
import type * as z from "zod";

/** `null` for a body of another form. */
export async function bodyOf<T>(context: Context, schema: z.ZodType<T>): Promise<T | null> {
  const parsed = schema.safeParse(await context.req.json().catch(() => null));
  return parsed.success ? parsed.data : null;
}

export function badRequest(context: Context, what: string): Response {
  const message = `The request to ${what} is not of the expected form.`;
  const mend = "Use the tierline command of the same version as the server.";
  return context.json({ reason: "bad_request", message, mend }, 400);
}
