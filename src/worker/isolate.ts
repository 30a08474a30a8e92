import type { Assets, Namespace } from "cloudflare:workers";
import type { Terms } from "../account/deps.ts";
import { err, ok, type Result } from "../core/result.ts";
import { type Instant, instant } from "../core/time.ts";
import { deriveKeys, type Keys } from "../keys.ts";
import { createLog, type Log } from "../log.ts";
import { Metrics } from "../metrics.ts";
import { parseSharedSettings, type SettingsProblem, type SharedSettings } from "../settings.ts";
import type { DeskObject } from "./desk-object.ts";
import type { DirectoryObject } from "./directory-object.ts";
import { readTerms } from "./terms.ts";

/** What `wrangler.toml` binds; the settings beside it are checked before they are believed. */
export interface Env {
  readonly DESKS: Namespace<DeskObject>;
  readonly DIRECTORY: Namespace<DirectoryObject>;
  readonly ASSETS: Assets;
  readonly [setting: string]: unknown;
}

/** What everything that runs in one isolate shares. */
export interface Isolate {
  readonly settings: SharedSettings;
  readonly terms: Terms;
  readonly keys: Keys;
  readonly metrics: Metrics;
}

export const now = (): Instant => instant(Date.now());

/** Workers Logs keeps each line, and reads the JSON in it. */
export const log: Log = createLog((line) => console.log(line), now);

let ready: Isolate | null = null;

/** Reads the settings and the mapping once in the life of an isolate; what is wrong with the settings goes to the log. */
export async function openIsolate(env: Env): Promise<Result<Isolate, SettingsProblem>> {
  // What is kept is the outcome, never the promise: it would end with the request that began it, and others wait for ever.
  if (ready !== null) return ok(ready);
  const settings = parseSharedSettings(env);
  if (!settings.ok) return refuse(settings.failure);
  const keys = await deriveKeys(settings.value.secretKey);
  ready ??= {
    settings: settings.value,
    terms: readTerms(),
    keys,
    metrics: new Metrics(),
  };
  return ok(ready);
}

function refuse(settings: SettingsProblem): Result<never, SettingsProblem> {
  for (const problem of settings.problems) log("error", "bad_settings", { reason: problem });
  return err(settings);
}
