import type { Policy, Route } from "../core/policy.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { Instant } from "../core/time.ts";
import type { Delivery } from "../desk/helpdesk.ts";
import type { MappingHost } from "../git-mapping/host.ts";
import { createGithubClient } from "../github/client.ts";
import type { GithubConnection } from "../github/connection.ts";
import { disconnectSteps } from "../github/disconnect.ts";
import { diagnose } from "../github/doctor.ts";
import { parseEvent } from "../github/event.ts";
import { deletionPage } from "../github/pages.ts";
import { verifySignature } from "../github/signature.ts";
import type { ConnectRequest, Finding, Incoming, OperatorFailure, Step } from "./answers.ts";
import { ANOTHER_HELPDESK } from "./failures.ts";
import { connectGithub, type KnownApp, sameOwner } from "./github-connect.ts";
import { GithubLink } from "./github-link.ts";
import { githubMappingHost } from "./github-mapping-host.ts";
import { GithubRegistration } from "./github-registration.ts";
import type { Arrival, Asked, Disbelief, Granted, Source, SourceDeps, Turn } from "./source.ts";

/** An owner's repositories on GitHub, by the App that was registered for that owner. */
export class GithubSource implements Source {
  readonly kind = "github";
  /** A severity is a label: there is no field to show. */
  readonly severityFieldId = null;
  /** GitHub tells it by the hour, and of each installation; Octokit heeds it. */
  readonly rate = null;
  /** An App's private key holds until it is revoked. */
  readonly credentials = null;
  readonly mends = MENDS;
  readonly registering: GithubRegistration;
  readonly #deps: SourceDeps;
  readonly #link: GithubLink;

  constructor(deps: SourceDeps) {
    this.#deps = deps;
    this.#link = new GithubLink(deps);
    this.registering = new GithubRegistration(deps, this.#webhookEndpoint());
  }

  async open(): Promise<void> {
    await this.#link.open();
    this.registering.expire();
  }

  get name(): string | null {
    return this.#link.connection?.owner ?? null;
  }

  /** An issue goes to people where a ticket goes to a group. */
  follows(policy: Policy): Policy {
    const { assignees } = policy.issues;
    const whom = (route: Route): string | null => assignees[route].join(",") || null;
    const groups = { priority: whom("priority"), standard: whom("standard"), account_team: whom("account_team") };
    return { ...policy, groups };
  }

  outfit(policy: Policy): ReturnType<Source["outfit"]> {
    return this.#link.outfit(policy);
  }

  get mappingHost(): MappingHost | null {
    const { connection, client } = this.#link;
    return connection === null || client === null ? null : githubMappingHost(client, connection);
  }

  async take(incoming: Incoming, receivedAt: Instant): Promise<Result<Arrival, Disbelief>> {
    const { keys, connection } = this.#link;
    if (!("event" in incoming)) return err({ reason: "wrong_helpdesk" });
    if (keys === null || connection === null) return err({ reason: "not_connected" });
    const verified = await verifySignature(keys, incoming.signature, incoming.body, receivedAt);
    if (!verified.ok) return verified;
    const { owner, delivery, happenedAt, type, mapping } = parseEvent(incoming.event, incoming.body);
    // An App that is open to everybody is installed by others, too, and signs their events with the same secret.
    if (owner !== null && !sameOwner(owner, connection.owner)) return err({ reason: "wrong_account" });
    if (delivery.kind === "tickets") this.#link.repositoriesChanged();
    return ok({ delivery, happenedAt, type, mapping });
  }

  /** What the headers say belongs to it: the body alone doesn't tell which event it is. */
  transcript(incoming: Incoming): string {
    const body = new TextDecoder().decode(incoming.body);
    if (!("event" in incoming)) return body;
    return `${EVENT}: ${oneLine(incoming.event)}\n${DELIVERY}: ${oneLine(incoming.delivery)}\n\n${body}`;
  }

  understand(transcript: string): Delivery {
    const end = transcript.indexOf("\n\n");
    const event = new RegExp(`^${EVENT}: (.*)$`, "m").exec(transcript.slice(0, Math.max(end, 0)))?.[1] ?? null;
    return parseEvent(event, new TextEncoder().encode(transcript.slice(end + 2))).delivery;
  }

  async connect(request: ConnectRequest, policy: Policy): Promise<Result<Granted, OperatorFailure>> {
    if (request.helpdesk !== "github") return err(ANOTHER_HELPDESK);
    const webhookEndpoint = this.#webhookEndpoint();
    const known = (await this.registering.known()) ?? knownBy(this.#link.connection);
    const previous = this.#link.connection;
    const outcome = await connectGithub(this.#deps, { request, policy, webhookEndpoint, known, previous });
    if (!outcome.ok) return outcome;
    const { steps, ready } = outcome.value;
    const turn = ready === null ? null : this.#unregistering(await this.#link.turnTo(ready));
    return ok({ account: ready?.connection.owner ?? request.owner, steps, turn, webhookEndpoint, warning: null });
  }

  /** Asks GitHub for nothing: what is there is the owner's to remove. */
  async disconnect(dryRun: boolean): Promise<Result<Asked, OperatorFailure>> {
    const { connection } = this.#link;
    if (connection === null) return err(NOT_CONNECTED);
    const steps = [...disconnectSteps(connection), deletion(connection)];
    return ok({ steps, turn: dryRun ? null : this.#unregistering(await this.#link.turnTo(null)) });
  }

  async diagnose(policy: Policy, lastEventAt: Instant | null): Promise<readonly Finding[]> {
    const { connection } = this.#link;
    if (connection === null) return [{ level: "problem", what: NOT_CONNECTED.message, mend: NOT_CONNECTED.mend }];
    const { fetch, now, onCall, paced = true } = this.#deps;
    return diagnose({
      client: createGithubClient({ ...connection, fetch, now, onCall, paced }),
      connection,
      webhookEndpoint: this.#webhookEndpoint(),
      project: policy.issues.dueDateProject,
      now: now(),
      lastEventAt,
    });
  }

  signInClient(): Result<never, OperatorFailure> {
    return err(NO_SIGN_IN);
  }

  async whoSignsIn(): Promise<Result<never, OperatorFailure>> {
    return err(NO_SIGN_IN);
  }

  async isAdministrator(): Promise<null> {
    return null;
  }

  #unregistering(turn: Turn): Turn {
    return {
      ...turn,
      store: () => {
        turn.store();
        this.registering.forget();
      },
    };
  }

  #webhookEndpoint(): string {
    return `${this.#deps.publicUrl}/webhooks/github/${this.#deps.id}`;
  }
}

const EVENT = "X-GitHub-Event";
const DELIVERY = "X-GitHub-Delivery";

/** Nobody signed the headers. */
const oneLine = (header: string | null): string => (header ?? "").replace(/[^\x20-\x7e]/g, "").slice(0, 100);

function knownBy(connection: GithubConnection | null): KnownApp | null {
  const [current] = connection?.webhookSecrets ?? [];
  if (connection === null || current === undefined) return null;
  const { appId, privateKey, origin } = connection;
  const developmentOrigin = origin === "https://api.github.com" ? null : origin;
  return { credentials: { appId, privateKey, webhookSecret: current.secret }, developmentOrigin };
}

const deletion = (connection: GithubConnection): Step => ({
  kind: "left",
  what: `registration of ${connection.slug}`,
  id: String(connection.appId),
  detail: `an App can't delete itself: ${deletionPage(connection, connection.slug)}`,
});

const MENDS: Source["mends"] = {
  lostWebhooks:
    "Run connect again: it sets the webhook's address. If that was right, see Advanced in the App's settings for its deliveries.",
  forbiddenSweep: "The App may not read issues: grant it what doctor names, and accept that in the installation.",
};

const NOT_CONNECTED: OperatorFailure = {
  reason: "not_connected",
  message: "This account is not connected.",
  mend: "Connect it: npm run tierline -- connect github --owner …",
};

const NO_SIGN_IN: OperatorFailure = {
  reason: "no_sign_in",
  message: "Administrators sign in with a Zendesk account; for GitHub there is no sign-in.",
  mend: "Use the tierline commands with the operator's token.",
};
