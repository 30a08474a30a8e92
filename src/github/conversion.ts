import * as z from "zod";
import { err, ok, type Result } from "../core/result.ts";
import { createSend } from "../http/send.ts";
import type { AppCredentials } from "./app-credentials.ts";

/** An App as GitHub hands it over, once, to whoever registered it. */
export interface ConvertedApp extends AppCredentials {
  readonly slug: string;
  /** Whose it is, as GitHub spells it. */
  readonly owner: string;
}

export interface ConversionFailure {
  /** `spent`: the code is unknown, used or older than an hour. `unavailable`: it may be tried again. */
  readonly reason: "spent" | "unavailable";
  readonly message: string;
  readonly mend: string;
}

const convertedSchema = z.object({
  id: z.int().positive(),
  slug: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,99}$/),
  owner: z.object({ login: z.string().min(1) }),
  pem: z.string().min(1),
  webhook_secret: z.string().min(1),
});

const CODE = /^[A-Za-z0-9_-]{1,200}$/;

/** For counting and logs: the code itself is as good as the credentials. */
export const CONVERSION = { method: "POST", endpoint: "/app-manifests/{code}/conversions" } as const;

/**
 * Exchanges the code that came with the browser for the App's credentials. GitHub gives them out once, and within an
 * hour. Asked without any credentials: the code is all there is.
 * https://docs.github.com/en/rest/apps/apps#create-a-github-app-from-a-manifest
 */
export async function convertCode(
  origin: string,
  code: string,
  fetch: typeof globalThis.fetch,
): Promise<Result<ConvertedApp, ConversionFailure>> {
  if (!CODE.test(code)) return err(SPENT);
  const outcome = await createSend({ fetch })({
    method: CONVERSION.method,
    url: `${origin}/app-manifests/${code}/conversions`,
    headers: { accept: "application/vnd.github+json", "user-agent": "tierline", "x-github-api-version": "2022-11-28" },
  });
  if (outcome.kind !== "answer") return err(UNAVAILABLE);
  const { status, body } = outcome;
  if (status === 404 || status === 422) return err(SPENT);
  const converted = status === 201 && body.kind === "json" ? convertedSchema.safeParse(body.value).data : undefined;
  if (converted === undefined) return err(UNAVAILABLE);
  const { id, slug, owner, pem, webhook_secret } = converted;
  return ok({ appId: id, slug, owner: owner.login, privateKey: pem, webhookSecret: webhook_secret });
}

const SPENT: ConversionFailure = {
  reason: "spent",
  message: "GitHub doesn't know this code: it is good once, and for an hour.",
  mend: "Run tierline connect github again for another address. An App that was registered meanwhile can be deleted in its settings, under Advanced.",
};

const UNAVAILABLE: ConversionFailure = {
  reason: "unavailable",
  message: "GitHub did not hand the App's credentials over.",
  mend: "Load this page again; the code is good for an hour.",
};
