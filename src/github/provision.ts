import { err, ok, type Result } from "../core/result.ts";
import type { Instant } from "../core/time.ts";
import { type CallRecord, createGithubClient, type GithubClient } from "./client.ts";
import { type GithubConnection, rotateSecrets, SHORTEST_SECRET } from "./connection.ts";
import {
  botUser,
  countRepositories,
  type Installation,
  installationOf,
  missingPermissions,
  permissionWords,
} from "./installation.ts";
import { toPkcs8 } from "./pkcs8.ts";
import { explain, type SetupFailure, type Step } from "./setup.ts";
import { type AppShown, hookFaults, missingEvents, setHook, showApp, showHook } from "./webhook.ts";

export type { Step } from "./setup.ts";

/** What GitHub hands out when an App is registered. */
export interface AppCredentials {
  readonly appId: number;
  /** As it was downloaded: PKCS#1 or PKCS#8. */
  readonly privateKey: string;
  readonly webhookSecret: string;
}

export interface ConnectRequest {
  readonly owner: string;
  /** By `githubOrigin`. */
  readonly origin: string;
  readonly credentials: AppCredentials;
  /** Where GitHub delivers to: the Desk's own address. */
  readonly webhookEndpoint: string;
  /** Whether the policy names a project for due dates. */
  readonly withProject: boolean;
  readonly previous: GithubConnection | null;
  /** Looks and reports; changes nothing. */
  readonly dryRun: boolean;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Instant;
  readonly onCall?: (call: CallRecord) => void;
  readonly paced?: boolean;
}

/** A dry run connects nothing: it only tells the steps. */
export interface ConnectOutcome {
  readonly steps: readonly Step[];
  readonly connection: GithubConnection | null;
}

/** What went wrong, with what was done before it did. */
export type ConnectFailure = SetupFailure & { readonly steps: readonly Step[] };

/**
 * Finds the App and its installation for the owner, and sets where its events go. Everything else about an App is the
 * owner's to grant, so what is missing is told with what to do. Run twice it changes nothing.
 */
export async function connect(request: ConnectRequest): Promise<Result<ConnectOutcome, ConnectFailure>> {
  const steps: Step[] = [];
  const stopped = (failure: SetupFailure) => err({ ...failure, steps });
  const key = usable(request.credentials);
  if (!key.ok) return stopped(key.failure);
  const asApp = clientOf(request, key.value, null);

  const app = await asApp.call(showApp);
  if (app.kind !== "ok") return stopped(explain("sign in as the App", app));
  const { slug } = app.value;
  steps.push({ kind: "checked", what: "credentials", id: app.value.id, detail: `signed in as the App ${slug}` });

  const found = await asApp.call(installationOf(request.owner));
  if (found.kind === "not_found") return stopped(notInstalled(request.owner, slug));
  if (found.kind !== "ok") return stopped(explain("find the App's installation", found));
  const installation = found.value;
  if (installation.suspended_at) return stopped(suspended(request.owner));
  noteGrants(steps, app.value, installation, request.withProject);

  const client = clientOf(request, key.value, installation.id);
  const repositories = await client.call(countRepositories);
  if (repositories.kind !== "ok") return stopped(explain("list the App's repositories", repositories));
  steps.push(repositoriesStep(repositories.value));
  const bot = await client.call(botUser(slug));
  if (bot.kind !== "ok") return stopped(explain("find the App's own user", bot));

  // Last: nothing is delivered before all of that is right.
  const hook = await ensureHook(asApp, request, steps);
  if (!hook.ok) return stopped(hook.failure);
  if (request.dryRun) return ok({ connection: null, steps });
  const { account } = installation;
  const connection: GithubConnection = {
    owner: account.login,
    ownerKind: account.type === "Organization" ? "organization" : "user",
    origin: request.origin,
    appId: request.credentials.appId,
    slug,
    botUserId: bot.value,
    installationId: installation.id,
    privateKey: key.value,
    webhookSecrets: rotateSecrets(
      request.previous?.webhookSecrets ?? [],
      request.credentials.webhookSecret,
      request.now(),
    ),
  };
  return ok({ connection, steps });
}

function usable({ privateKey, webhookSecret }: AppCredentials): Result<string, SetupFailure> {
  if (webhookSecret.length < SHORTEST_SECRET) {
    const message = `The webhook secret is shorter than ${SHORTEST_SECRET} characters, so it could be guessed.`;
    const mend = "Make one with `openssl rand -hex 32` and set it in the App's settings, under Webhook secret.";
    return err({ reason: "bad_key", message, mend });
  }
  const key = toPkcs8(privateKey);
  if (key.ok) return key;
  const mend = "The App's settings, under Private keys, make a new one at any time.";
  return err({ reason: "bad_key", message: key.failure.message, mend });
}

function clientOf(request: ConnectRequest, privateKey: string, installationId: number | null): GithubClient {
  const { appId } = request.credentials;
  return createGithubClient({ ...request, appId, privateKey, installationId });
}

const notInstalled = (owner: string, slug: string): SetupFailure => ({
  reason: "not_installed",
  message: `The App ${slug} is not installed for ${owner}.`,
  mend: `Install it at https://github.com/apps/${slug}/installations/new, choose the repositories, and run connect again.`,
});

const suspended = (owner: string): SetupFailure => ({
  reason: "not_installed",
  message: `The App's installation for ${owner} is suspended.`,
  mend: `An owner of ${owner} can take that back in its settings, under GitHub Apps.`,
});

/** No call can switch it on: GitHub leaves that to the owner. */
const switchedOff = (webhookEndpoint: string): SetupFailure => ({
  reason: "refused",
  message: "The App's webhook is switched off.",
  mend: `In the App's settings, under Webhook, set Active and the URL ${webhookEndpoint}, and run connect again.`,
});

function noteGrants(steps: Step[], app: AppShown, installation: Installation, withProject: boolean): void {
  const permissions = missingPermissions(installation, withProject).map(permissionWords);
  const events = missingEvents(app);
  const id = String(installation.id);
  for (const [what, missing] of [["permissions", permissions] as const, ["events", events] as const]) {
    if (missing.length === 0) steps.push({ kind: "checked", what, id, detail: "all that is needed" });
    else
      steps.push({
        kind: "warning",
        what,
        id,
        detail: `${missing.join("; ")}: set it in the App's settings, and accept it in the installation`,
      });
  }
}

const repositoriesStep = (count: number): Step =>
  count === 0
    ? {
        kind: "warning",
        what: "repositories",
        id: null,
        detail: "the App may see none: choose some in the installation",
      }
    : { kind: "checked", what: "repositories", id: null, detail: `the App may see ${count}` };

async function ensureHook(
  client: GithubClient,
  { webhookEndpoint, credentials, dryRun }: ConnectRequest,
  steps: Step[],
): Promise<Result<null, SetupFailure>> {
  const hook = await client.call(showHook);
  if (hook.kind !== "ok") return err(explain("read where the App's events go", hook));
  const faults = hookFaults(hook.value, webhookEndpoint);
  // GitHub doesn't show the secret, so it is set anew each time.
  if (!dryRun) {
    const set = await client.call(setHook(webhookEndpoint, credentials.webhookSecret));
    if (set.kind === "not_found") return err(switchedOff(webhookEndpoint));
    if (set.kind !== "ok") return err(explain("set where the App's events go", set));
  }
  const kind = faults.length === 0 ? "kept" : dryRun ? "would_repair" : "repaired";
  const detail = faults.length === 0 ? "was there and is right" : faults.join("; ");
  steps.push({ kind, what: "webhook", id: null, detail });
  return ok(null);
}

/**
 * What is left to do when an account ends: an App can't uninstall itself for good, and its labels and comments belong to
 * the repositories.
 */
export function disconnectSteps({ owner, slug }: Pick<GithubConnection, "owner" | "slug">): readonly Step[] {
  return [
    {
      kind: "left",
      what: `App ${slug}`,
      id: null,
      detail: `uninstall it in the settings of ${owner}, under GitHub Apps`,
    },
    { kind: "left", what: "labels and comments", id: null, detail: "belong to the repositories and stay" },
  ];
}
