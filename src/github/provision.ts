import { err, ok, type Result } from "../core/result.ts";
import type { Instant } from "../core/time.ts";
import type { CallRecord } from "../http/call-record.ts";
import { rotateSecrets } from "../http/webhook-secrets.ts";
import { type AppCredentials, usableKey } from "./app-credentials.ts";
import { createGithubClient, type GithubClient } from "./client.ts";
import type { GithubConnection } from "./connection.ts";
import { explain, type SetupFailure } from "./explain.ts";
import { grantSteps, repositoriesStep } from "./grants.ts";
import { ensureHook } from "./hook-setup.ts";
import { botUser, countRepositories, installationOf } from "./installation.ts";
import type { Step } from "./setup.ts";
import { showApp } from "./webhook.ts";

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
  const { owner, origin, credentials, webhookEndpoint, withProject, previous, dryRun, now } = request;
  const { appId, webhookSecret } = credentials;
  const steps: Step[] = [];
  const stopped = (failure: SetupFailure) => err({ ...failure, steps });
  const key = usableKey(credentials);
  if (!key.ok) return stopped(key.failure);
  const privateKey = key.value;
  const clientOf = (installationId: number | null): GithubClient =>
    createGithubClient({ ...request, appId, privateKey, installationId });

  const asApp = clientOf(null);
  const app = await asApp.call(showApp);
  if (app.kind !== "ok") return stopped(explain("sign in as the App", app));
  const { id, slug } = app.value;
  steps.push({ kind: "checked", what: "credentials", id, detail: `signed in as the App ${slug}` });

  const found = await asApp.call(installationOf(owner));
  if (found.kind === "not_found") return stopped(notInstalled(owner, slug));
  if (found.kind !== "ok") return stopped(explain("find the App's installation", found));
  const installation = found.value;
  if (installation.suspended_at) return stopped(suspended(owner));
  steps.push(...grantSteps(app.value, installation, withProject));

  const client = clientOf(installation.id);
  const repositories = await client.call(countRepositories);
  if (repositories.kind !== "ok") return stopped(explain("list the App's repositories", repositories));
  steps.push(repositoriesStep(repositories.value));
  const bot = await client.call(botUser(slug));
  if (bot.kind !== "ok") return stopped(explain("find the App's own user", bot));

  // Last: nothing is delivered before all of that is right.
  const hook = await ensureHook(asApp, { webhookEndpoint, secret: webhookSecret, dryRun });
  if (!hook.ok) return stopped(hook.failure);
  steps.push(hook.value);
  if (dryRun) return ok({ connection: null, steps });
  const { account } = installation;
  const connection: GithubConnection = {
    ...{ owner: account.login, ownerKind: account.type === "Organization" ? "organization" : "user" },
    ...{ origin, appId, slug, privateKey },
    botUserId: bot.value,
    installationId: installation.id,
    webhookSecrets: rotateSecrets(previous?.webhookSecrets ?? [], webhookSecret, now()),
  };
  return ok({ connection, steps });
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
