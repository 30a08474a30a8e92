import * as z from "zod";
import { type Instant, parseInstant } from "../src/core/time.ts";
import { MODES } from "../src/desk/mode.ts";
import { credentialsSchema, signInClientSchema } from "../src/zendesk/connection.ts";

/** What the operator's requests carry. Strict: a field that this version doesn't know is not quietly left out. */

/** Left out, the only account there is. */
const subdomain = z.string().optional();
const owner = z.string().optional();
const parkedId = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

const connectZendesk = z.strictObject({
  subdomain: z.string(),
  credentials: credentialsSchema,
  /** By which administrators sign in; left out, what is known stays. */
  signIn: signInClientSchema.nullable().default(null),
  dryRun: z.boolean().default(false),
  /** An emulator on this machine. */
  origin: z.string().nullable().default(null),
});

const appCredentials = z.strictObject({
  appId: z.int().positive(),
  /** As GitHub hands it out. */
  privateKey: z.string().min(1),
  webhookSecret: z.string().min(1),
});

const connectGithub = z.strictObject({
  owner: z.string(),
  /** `null`: those that are known already. */
  credentials: appCredentials.nullable().default(null),
  dryRun: z.boolean().default(false),
  /** An emulator on this machine. */
  origin: z.string().nullable().default(null),
});

export const connectBody = z.union([connectZendesk, connectGithub]);

export const registrationBody = z.strictObject({
  owner: z.string(),
  /** The owner is a person, not an organization. */
  personal: z.boolean().default(false),
  origin: z.string().nullable().default(null),
});

export const disconnectBody = z.strictObject({ subdomain, owner, dryRun: z.boolean().default(false) });

export const modeBody = z.strictObject({
  subdomain,
  owner,
  mode: z.enum(MODES),
  organizations: z.array(z.string().min(1)).default([]),
});

/** `since`: whatever changed from then on is gone through. */
export const backfillBody = z.strictObject({
  subdomain,
  owner,
  since: z
    .string()
    .transform(parseInstant)
    .pipe(z.custom<Instant>((at) => at !== null)),
});

export const replayBody = z.strictObject({ subdomain, owner, ids: z.union([z.literal("all"), z.array(parkedId)]) });

/** `replace` makes a new secret; what the old one signed is refused from then on. */
export const appSecretBody = z.strictObject({ subdomain, owner, replace: z.boolean().default(false) });

export const dropBody = z.strictObject({ subdomain, owner, ids: z.array(parkedId) });

/** GitHub's own rule for a full name. */
const fullName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/);

export const mappingGitBody = z.strictObject({
  subdomain,
  owner,
  repository: fullName,
  /** Left out, the repository's default branch. */
  branch: z.string().min(1).max(250).nullable().default(null),
  /** Empty: the repository itself. */
  folder: z.string().max(500).default(""),
});

export const mappingOwnerBody = z.strictObject({ subdomain, owner, to: z.enum(["files", "admin"]) });

export const mappingPullBody = z.strictObject({ subdomain, owner });
