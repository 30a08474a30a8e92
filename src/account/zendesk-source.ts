import { instantOrNull } from "../answer/show-span.ts";
import type { Health } from "../api/health.ts";
import type { Policy } from "../core/policy.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { Instant } from "../core/time.ts";
import type { Delivery } from "../desk/helpdesk.ts";
import { createSend } from "../http/send.ts";
import { isAdministrator } from "../zendesk/administrator.ts";
import { createZendeskClient, type ZendeskClient } from "../zendesk/client.ts";
import {
  credentialsEnd,
  credentialsWarning,
  type SignInClient,
  type ZendeskConnection,
} from "../zendesk/connection.ts";
import { diagnose } from "../zendesk/doctor.ts";
import { parseEvent } from "../zendesk/event.ts";
import { disconnect } from "../zendesk/provision.ts";
import { RateGauge } from "../zendesk/rate-gauge.ts";
import { exchangeCode } from "../zendesk/sign-in.ts";
import { verifySignature } from "../zendesk/signature.ts";
import type { ConnectRequest, Finding, Incoming, OperatorFailure, Rate, SignIn } from "./answers.ts";
import { ANOTHER_HELPDESK, NOT_CONNECTED, operatorFailure } from "./failures.ts";
import type { Arrival, Asked, Disbelief, Granted, Person, Source, SourceDeps } from "./source.ts";
import { connectZendesk } from "./zendesk-connect.ts";
import { ZendeskLink } from "./zendesk-link.ts";

/** An account of Zendesk. */
export class ZendeskSource implements Source {
  readonly kind = "zendesk";
  readonly mappingHost = null;
  readonly mends = MENDS;
  readonly registering = null;
  readonly #deps: SourceDeps;
  readonly #gauge: RateGauge;
  readonly #link: ZendeskLink;

  constructor(given: SourceDeps) {
    this.#gauge = new RateGauge(given.fetch, given.now);
    this.#deps = { ...given, fetch: this.#gauge.fetch };
    this.#link = new ZendeskLink(this.#deps);
  }

  open(): Promise<void> {
    return this.#link.open();
  }

  get name(): string | null {
    return this.#link.connection?.subdomain ?? null;
  }

  follows(policy: Policy): Policy {
    return policy;
  }

  outfit(): ReturnType<Source["outfit"]> {
    return this.#link.outfit;
  }

  get severityFieldId(): string | null {
    return this.#link.connection?.provisioned.fields.severity.id ?? null;
  }

  get rate(): Rate | null {
    return this.#gauge.last;
  }

  get credentials(): Health["credentials"] {
    const credentials = this.#link.connection?.credentials;
    if (credentials === undefined) return null;
    const endsAt = instantOrNull(credentialsEnd(credentials));
    return { kind: credentials.kind, endsAt, warning: credentialsWarning(credentials, this.#deps.now()) };
  }

  async take(incoming: Incoming, receivedAt: Instant): Promise<Result<Arrival, Disbelief>> {
    const { keys } = this.#link;
    if (!("timestamp" in incoming)) return err({ reason: "wrong_helpdesk" });
    const { timestamp, signature, body } = incoming;
    if (keys === null) return err({ reason: "not_connected" });
    const verified = await verifySignature(keys, { timestamp, signature }, body, receivedAt);
    if (!verified.ok) return verified;
    const { accountId, ...arrival } = parseEvent(body);
    return accountId === null || (await this.#link.isOurs(accountId)) ? ok(arrival) : err({ reason: "wrong_account" });
  }

  transcript({ body }: Incoming): string {
    return new TextDecoder().decode(body);
  }

  understand(body: string): Delivery {
    return parseEvent(new TextEncoder().encode(body)).delivery;
  }

  async connect(request: ConnectRequest, policy: Policy): Promise<Result<Granted, OperatorFailure>> {
    if (request.helpdesk === "github") return err(ANOTHER_HELPDESK);
    const webhookEndpoint = this.#webhookEndpoint();
    const outcome = await connectZendesk(this.#deps, request, policy, webhookEndpoint, () => this.#link.connection);
    if (!outcome.ok) return outcome;
    const { steps, ready } = outcome.value;
    const turn = ready === null ? null : await this.#link.turnTo(ready);
    const warning = credentialsWarning(request.credentials, this.#deps.now());
    return ok({ account: request.subdomain, steps, turn, webhookEndpoint, warning });
  }

  async disconnect(dryRun: boolean): Promise<Result<Asked, OperatorFailure>> {
    const connection = this.#link.connection;
    if (connection === null) return err(NOT_CONNECTED);
    const { provisioned } = connection;
    const outcome = await disconnect({ client: this.#client(connection), provisioned, dryRun });
    if (!outcome.ok) return err(operatorFailure(outcome.failure));
    const { steps } = outcome.value;
    return ok({ steps, turn: dryRun ? null : await this.#link.turnTo(null) });
  }

  async diagnose(_policy: Policy, lastEventAt: Instant | null): Promise<readonly Finding[]> {
    const connection = this.#link.connection;
    if (connection === null) return [{ level: "problem", what: NOT_CONNECTED.message, mend: NOT_CONNECTED.mend }];
    const webhookEndpoint = this.#webhookEndpoint();
    const now = this.#deps.now();
    return diagnose({ client: this.#client(connection), connection, webhookEndpoint, now, lastEventAt });
  }

  signInClient(): Result<{ readonly origin: string; readonly clientId: string }, OperatorFailure> {
    const known = this.#signsIn();
    return known.ok ? ok({ origin: known.value.origin, clientId: known.value.client.clientId }) : known;
  }

  async whoSignsIn({ code, verifier, redirectUri }: SignIn): Promise<Result<Person, OperatorFailure>> {
    const known = this.#signsIn();
    if (!known.ok) return known;
    const send = createSend({ fetch: this.#deps.fetch });
    return exchangeCode({ send, ...known.value, redirectUri, code, verifier });
  }

  async isAdministrator(person: string): Promise<boolean | null> {
    return this.#link.connection === null ? null : isAdministrator(this.#client(this.#link.connection), person);
  }

  #signsIn(): Result<{ readonly origin: string; readonly client: SignInClient }, OperatorFailure> {
    const connection = this.#link.connection;
    if (connection === null) return err(NOT_CONNECTED);
    const { origin, signIn } = connection;
    return signIn ? ok({ origin, client: signIn }) : err(NO_SIGN_IN_CLIENT);
  }

  #client(connection: ZendeskConnection): ZendeskClient {
    const { fetch, now, onCall } = this.#deps;
    return createZendeskClient({ ...connection, fetch, now, onCall });
  }

  #webhookEndpoint(): string {
    return `${this.#deps.publicUrl}/webhooks/zendesk/${this.#deps.id}`;
  }
}

const MENDS: Source["mends"] = {
  lostWebhooks:
    "Run connect again: it re-activates the webhook. If that was right, see its activity in Admin Center → Webhooks.",
  forbiddenSweep:
    "The ticket export is for administrators only: make the integration user one, then run connect again.",
};

const NO_SIGN_IN_CLIENT: OperatorFailure = {
  reason: "no_sign_in_client",
  message: "No OAuth client for signing in is set up for this account.",
  mend: "Create one in Admin Center → Apps and integrations → OAuth clients with the redirect URL …/auth/zendesk/callback, and run connect again with --admin-client-id.",
};
