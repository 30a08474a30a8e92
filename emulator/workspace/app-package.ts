import { strFromU8, unzipSync } from "fflate";
import * as z from "zod";
import { badRequest, isRefusal, type Refusal } from "../refusal.ts";
import type { NewApp } from "./installations.ts";

/** The part of a manifest that an installation is made of (zendesk.md §5.1 [SRC zendesk_apps_support]). */
const location = z.union([z.string(), z.object({ url: z.string() })]);
const manifest = z.object({
  name: z.string().optional(),
  version: z.string().default("1.0.0"),
  author: z.object({ name: z.string(), email: z.string(), url: z.url().optional() }),
  defaultLocale: z.string().regex(/^[a-z]{2,3}(-\w{2,3})?$/),
  frameworkVersion: z.literal("2.0"),
  domainWhitelist: z.array(z.string()).default([]),
  location: z.object({ support: z.record(z.string(), location) }),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        type: z.enum(["text", "checkbox", "url", "number", "multiline", "hidden", "oauth", "mtls"]),
        required: z.boolean().default(false),
        secure: z.boolean().default(false),
        scopes: z.array(z.string()).optional(),
        default: z.union([z.string(), z.number(), z.boolean()]).optional(),
      }),
    )
    .default([]),
});
const translation = z.object({ app: z.object({ name: z.string() }) });

/** Reads a packed app as Zendesk does at upload: the manifest, and the name in its default language. */
export function readPackage(zip: Uint8Array, settings: NewApp["settings"]): NewApp | Refusal {
  const files = unpack(zip);
  if (files === null) return badRequest("the upload is no zip archive");
  const read = readJson(files["manifest.json"], manifest, "manifest.json");
  if (isRefusal(read)) return read;
  const words = `translations/${read.defaultLocale}.json`;
  const texts = readJson(files[words], translation, words);
  if (isRefusal(texts)) return texts;
  const missing = read.parameters.find(
    ({ name, required, default: value }) => required && value === undefined && settings[name] === undefined,
  );
  if (missing !== undefined) return badRequest(`settings.${missing.name}: the manifest requires it`);
  const icon = files["assets/icon_nav_bar.svg"] ?? files["assets/support/icon_nav_bar.svg"];
  const defaults = read.parameters.flatMap((one) => (one.default === undefined ? [] : [[one.name, one.default]]));
  return {
    name: texts.app.name,
    version: read.version,
    locations: Object.fromEntries(
      Object.entries(read.location.support).map(([name, at]) => [name, typeof at === "string" ? { url: at } : at]),
    ),
    parameters: read.parameters.map(({ name, secure, scopes }) => ({ name, secure, scopes: scopes ?? null })),
    settings: { ...Object.fromEntries(defaults), ...settings },
    domainWhitelist: read.domainWhitelist,
    icon: icon === undefined ? null : strFromU8(icon),
  };
}

function unpack(zip: Uint8Array): Record<string, Uint8Array | undefined> | null {
  try {
    return unzipSync(zip);
  } catch {
    return null;
  }
}

function readJson<S extends z.ZodType>(file: Uint8Array | undefined, schema: S, name: string): z.infer<S> | Refusal {
  if (file === undefined) return badRequest(`${name} is missing`);
  try {
    const read = schema.safeParse(JSON.parse(strFromU8(file)));
    if (read.success) return read.data;
    const issue = read.error.issues[0];
    return badRequest(`${name}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "invalid"}`);
  } catch {
    return badRequest(`${name} is no JSON`);
  }
}
