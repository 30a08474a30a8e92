import * as z from "zod";
import { MODES } from "../src/desk/mode.ts";
import { credentialsSchema, signInClientSchema } from "../src/zendesk/connection.ts";

/** What the operator's requests carry. Strict: a field that this version doesn't know is not quietly left out. */

/** Left out, the only account there is. */
const subdomain = z.string().optional();
const parkedId = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

export const connectBody = z.strictObject({
  subdomain: z.string(),
  credentials: credentialsSchema,
  /** By which administrators sign in; left out, what is known stays. */
  signIn: signInClientSchema.nullable().default(null),
  dryRun: z.boolean().default(false),
  /** An emulator on this machine. */
  origin: z.string().nullable().default(null),
});

export const disconnectBody = z.strictObject({ subdomain, dryRun: z.boolean().default(false) });

export const modeBody = z.strictObject({
  subdomain,
  mode: z.enum(MODES),
  organizations: z.array(z.string().min(1)).default([]),
});

export const replayBody = z.strictObject({ subdomain, ids: z.union([z.literal("all"), z.array(parkedId)]) });

/** `replace` makes a new secret; what the old one signed is refused from then on. */
export const appSecretBody = z.strictObject({ subdomain, replace: z.boolean().default(false) });

export const dropBody = z.strictObject({ subdomain, ids: z.array(parkedId) });
