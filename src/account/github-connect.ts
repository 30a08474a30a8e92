import type { Policy } from "../core/policy.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { AppCredentials } from "../github/app-credentials.ts";
import { type GithubConnection, githubOrigin } from "../github/connection.ts";
import { connect } from "../github/provision.ts";
import { importWebhookKeys, type SecretRefusal, type WebhookKeys } from "../github/signature.ts";
import type { GithubConnect, OperatorFailure } from "./answers.ts";
import { operatorFailure } from "./failures.ts";
import type { Provisioned } from "./ready.ts";
import type { SourceDeps } from "./source.ts";

/** An App that is known already, and where its GitHub is. */
export interface KnownApp {
  readonly credentials: AppCredentials;
  /** `null`: GitHub itself. */
  readonly developmentOrigin: string | null;
}

/** What is asked of GitHub, and by which App. */
export interface GithubConnecting {
  readonly request: GithubConnect;
  readonly policy: Policy;
  readonly webhookEndpoint: string;
  readonly known: KnownApp | null;
  readonly previous: GithubConnection | null;
}

/** Finds the owner's App and its installation, and sets where its events go. */
export async function connectGithub(
  deps: SourceDeps,
  { request, policy, webhookEndpoint, known, previous }: GithubConnecting,
): Promise<Result<Provisioned<GithubConnection, WebhookKeys>, OperatorFailure>> {
  const { fetch, now, onCall, development, paced = true } = deps;
  const { owner, dryRun } = request;
  const credentials = request.credentials ?? known?.credentials ?? null;
  if (credentials === null) return err(NO_APP);
  const loopback =
    request.developmentOrigin ?? (request.credentials === null ? known?.developmentOrigin : null) ?? null;
  const origin = originOf(owner, loopback, development);
  if (!origin.ok) return origin;

  const withProject = policy.issues.dueDateProject !== null;
  const outcome = await connect({
    ...{ owner, origin: origin.value, credentials, webhookEndpoint, withProject, previous, dryRun },
    ...{ fetch, now, onCall, paced },
  });
  if (!outcome.ok) return err(operatorFailure(outcome.failure));
  const { steps, connection } = outcome.value;
  if (connection === null) return ok({ steps, ready: null });
  // GitHub answers for a renamed owner by the old name, whose Desk would refuse what comes under the new one.
  if (!sameOwner(connection.owner, owner)) return err(renamed(owner, connection.owner));
  const keys = importWebhookKeys(connection.webhookSecrets);
  return keys.ok ? ok({ steps, ready: { connection, keys: keys.value } }) : err(unfitSecret(keys.failure));
}

/** The one origin for an owner: GitHub's, or an emulator's on this machine where the server runs in development. */
export function originOf(
  owner: string,
  loopback: string | null,
  development: boolean,
): Result<string, OperatorFailure> {
  if (loopback !== null && !development) return err(NOT_IN_DEVELOPMENT);
  const origin = githubOrigin(owner, loopback === null ? null : { loopbackOrigin: loopback });
  return origin.ok ? origin : err({ ...origin.failure, mend: "Correct it and connect again." });
}

/** GitHub's names are the same in upper and lower case. */
export const sameOwner = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export function unfitSecret({ reason }: SecretRefusal): OperatorFailure {
  return {
    reason,
    message: `The App's webhook secret proves nothing about a sender: ${reason.replaceAll("_", " ")}.`,
    mend: "Set a new one in the App's settings, under Webhook secret, and connect again with it.",
  };
}

const renamed = (asked: string, found: string): OperatorFailure => ({
  reason: "other_owner",
  message: `${asked} goes by the name of ${found} now.`,
  mend: `Connect that one: --owner ${found}`,
});

const NO_APP: OperatorFailure = {
  reason: "no_app",
  message: "No GitHub App is known for this owner.",
  mend: "Run tierline connect github --owner … without credentials: it prints an address at which one is registered.",
};

const NOT_IN_DEVELOPMENT: OperatorFailure = {
  reason: "not_in_development",
  message: "A GitHub on a loopback address is for development only.",
  mend: "Start the server with TIERLINE_DEVELOPMENT=1, or leave --github-origin out.",
};
