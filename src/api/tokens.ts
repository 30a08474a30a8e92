import * as z from "zod";
import { instant } from "./shared.ts";

/** Tokens of programs. They may do what an admin may, except making tokens. */

const token = z.object({
  id: z.string(),
  name: z.string(),
  madeBy: z.string(),
  madeAt: instant,
  usedAt: instant.nullable().describe("To the hour; null when it was never used."),
});

export const tokenList = z.object({ tokens: z.array(token) });

export const tokenRequest = z.strictObject({ name: z.string().trim().min(1).max(80) });

export const tokenMade = token.extend({
  token: z.string().describe("Shown this once: only its hash is kept."),
});

export type TokenShown = z.infer<typeof token>;
export type TokenMade = z.infer<typeof tokenMade>;
