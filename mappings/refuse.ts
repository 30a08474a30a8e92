import * as z from "zod";

/** Says within a transform what is wrong with `input`, and what would be accepted; `acceptedBy` reads it again. */
export function refuse(context: z.RefinementCtx, input: string, message: string, accepted: readonly string[]): never {
  context.issues.push({ code: "custom", message, input, params: { accepted } });
  return z.NEVER;
}
