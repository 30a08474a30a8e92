import * as z from "zod";

const id = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

export const replayRequest = z.strictObject({ ids: z.union([z.array(id).min(1).max(1000), z.literal("all")]) });
