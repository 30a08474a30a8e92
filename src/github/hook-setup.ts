import { err, ok, type Result } from "../core/result.ts";
import type { GithubClient } from "./client.ts";
import { explain, type SetupFailure } from "./explain.ts";
import type { Step } from "./setup.ts";
import { hookFaults, setHook, showHook } from "./webhook.ts";

export interface HookWanted {
  /** Where GitHub delivers to: the Desk's own address. */
  readonly webhookEndpoint: string;
  readonly secret: string;
  /** Looks and reports; changes nothing. */
  readonly dryRun: boolean;
}

/** Sets where the App's events go. @param client as the App */
export async function ensureHook(
  client: GithubClient,
  { webhookEndpoint, secret, dryRun }: HookWanted,
): Promise<Result<Step, SetupFailure>> {
  const hook = await client.call(showHook);
  if (hook.kind !== "ok") return err(explain("read where the App's events go", hook));
  const faults = hookFaults(hook.value, webhookEndpoint);
  // GitHub doesn't show the secret, so it is set anew each time.
  if (!dryRun) {
    const set = await client.call(setHook(webhookEndpoint, secret));
    if (set.kind === "not_found") return err(switchedOff(webhookEndpoint));
    if (set.kind !== "ok") return err(explain("set where the App's events go", set));
  }
  const kind = faults.length === 0 ? "kept" : dryRun ? "would_repair" : "repaired";
  const detail = faults.length === 0 ? "was there and is right" : faults.join("; ");
  return ok({ kind, what: "webhook", id: null, detail });
}

/** No call can switch it on: GitHub leaves that to the owner. */
const switchedOff = (webhookEndpoint: string): SetupFailure => ({
  reason: "refused",
  message: "The App's webhook is switched off.",
  mend: `In the App's settings, under Webhook, set Active and the URL ${webhookEndpoint}, and run connect again.`,
});
