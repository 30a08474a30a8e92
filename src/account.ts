import { Access, type AccessFailure, NO_SIGN_IN_CLIENT, type SignedIn, type SignIn } from "./access.ts";
import type { Connected, ConnectRequest, Incoming, OperatorFailure, Overview, Received } from "./account-answers.ts";
import { Administration } from "./admin/administration.ts";
import type { AdminDeps } from "./admin/deps.ts";
import { healthOf } from "./admin/health.ts";
import { PolicyInForce } from "./admin/policy-in-force.ts";
import { RateGauge } from "./admin/rate-gauge.ts";
import { type Drawing, drawn } from "./answer/decided.ts";
import { type ShownDecision, showDecision } from "./answer/decision-view.ts";
import { imagine } from "./answer/imagined.ts";
import { ticketAnswer } from "./answer/ticket-answer.ts";
import type { Examination, Health } from "./api/health.ts";
import type { TicketAnswer, WhatIfAnswer } from "./api/ticket-answer.ts";
import type { WhatIfRequest } from "./api/what-if.ts";
import { type DeskId, type TicketId, userId } from "./core/id.ts";
import type { Contract } from "./core/organization.ts";
import type { Policy } from "./core/policy.ts";
import { err, ok, type Result } from "./core/result.ts";
import { type Duration, formatInstant, type Instant, parseInstant } from "./core/time.ts";
import { localDateIn } from "./core/wall-time.ts";
import type { AutomationToken } from "./desk/automation-tokens.ts";
import { Changes } from "./desk/changes.ts";
import { contractOf } from "./desk/contract-of.ts";
import { listDecisions, type RecordedDecision } from "./desk/decisions.ts";
import type { LookReport, SweepDeps } from "./desk/deps.ts";
import { Desk } from "./desk/desk.ts";
import { repeatedEscalations } from "./desk/escalations.ts";
import { Facts } from "./desk/facts.ts";
import type { Helpdesk } from "./desk/helpdesk.ts";
import { findKnownTicket } from "./desk/known-ticket.ts";
import { findMapping } from "./desk/mapping.ts";
import { readWriting, type Writing } from "./desk/mode.ts";
import { countParked, listParked, type Parked, parkedBody, unpark } from "./desk/parked.ts";
import { readPause } from "./desk/pause.ts";
import { readSetting, writeSetting } from "./desk/settings.ts";
import type { Sql } from "./desk/sql.ts";
import { countWork } from "./desk/work.ts";
import { deskFindings, escalationFindings } from "./desk-findings.ts";
import type { Hashing } from "./http/hashing.ts";
import type { SecretBox } from "./http/secret-box.ts";
import type { Credential, Identity } from "./identity.ts";
import { NOT_CONNECTED, NOT_IN_DEVELOPMENT, notProvisioned, unfitSecret } from "./operator-failures.ts";
import { sweepFindings } from "./sweep-findings.ts";
import { type CallRecord, createZendeskClient } from "./zendesk/client.ts";
import {
  credentialsWarning,
  rotateSecrets,
  type ZendeskConnection,
  zendeskConnectionSchema,
  zendeskOrigin,
} from "./zendesk/connection.ts";
import { diagnose, type Finding } from "./zendesk/doctor.ts";
import { parseEvent } from "./zendesk/event.ts";
import { connect, disconnect, type Step } from "./zendesk/provision.ts";
import { importWebhookKeys, verifySignature, type WebhookKeys } from "./zendesk/signature.ts";
import { createZendesk } from "./zendesk/zendesk.ts";

/** What the mapping files say, loaded and checked. */
export interface Terms {
  readonly policy: Policy;
  readonly contracts: readonly Contract[];
  /** Names this exact content of the organizations file. */
  readonly mappingVersion: string;
  /** What the policy was compiled of, for administrators to edit once they take over; see `policyDocument`. */
  readonly document?: string | null;
}

export interface AccountDeps {
  readonly id: DeskId;
  readonly sql: Sql;
  readonly now: () => Instant;
  readonly random: () => number;
  readonly fetch: typeof globalThis.fetch;
  readonly soon: (body: () => void) => void;
  readonly wakeAt: (at: Instant | null) => void;
  readonly settle: Duration;
  /** How often to look for tickets whose webhooks were lost; `null`: never. */
  readonly sweepEvery: Duration | null;
  readonly terms: Terms;
  readonly secretBox: SecretBox;
  readonly hashing: Hashing;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** Whether an account may live on this machine's loopback address. */
  readonly development: boolean;
  readonly onLook: (report: LookReport) => void;
  readonly onSweep: SweepDeps["report"];
  readonly onCall: (call: CallRecord) => void;
}

/**
 * One connected account: its Desk, its credentials, and its helpdesk. Everything that a handler asks of an account is a
 * method with plain values in and out, so that it may live in this process or in a Durable Object.
 */
export class Account {
  readonly id: DeskId;
  readonly desk: Desk;
  readonly admin: Administration;
  readonly #deps: AccountDeps;
  readonly #access: Access;
  readonly #adminDeps: AdminDeps;
  readonly #gauge: RateGauge;
  #examined: Examination | null = null;
  #helpdesk: Helpdesk | null = null;
  #equipped: Policy | null = null;
  #connection: ZendeskConnection | null = null;
  #keys: WebhookKeys | null = null;

  private constructor(given: AccountDeps) {
    this.#gauge = new RateGauge(given.fetch, given.now);
    const deps = { ...given, fetch: this.#gauge.fetch };
    this.id = deps.id;
    this.#deps = deps;
    this.#access = new Access(deps);
    const sweep = deps.sweepEvery === null ? null : { every: deps.sweepEvery, report: deps.onSweep };
    const facts = new Facts(deps);
    this.desk = new Desk({ ...deps, facts, report: deps.onLook, sweep });
    this.#adminDeps = this.#administered(facts);
    this.admin = new Administration(this.#adminDeps, () => this.#fromFiles());
  }

  /** Opens the account as its database left it, and starts on what waits. */
  static async open(deps: AccountDeps): Promise<Account> {
    const account = new Account(deps);
    account.#fromFiles();
    const sealed = readSetting(deps.sql, "connection");
    const text = sealed === null ? null : await deps.secretBox.open(sealed, account.#context("connection"));
    if (sealed !== null && text === null) {
      throw new Error("the stored connection can't be decrypted: TIERLINE_SECRET_KEY is not the one it was made with");
    }
    if (text === null) return account;
    const connection = zendeskConnectionSchema.parse(JSON.parse(text));
    const keys = await importWebhookKeys(connection.webhookSecrets, deps.hashing);
    if (!keys.ok) throw new Error(unfitSecret(keys.failure).message);
    account.#use(connection, keys.value);
    return account;
  }

  /** Whether {@link connect} has succeeded and {@link disconnect} has not. */
  get connected(): boolean {
    return this.#connection !== null;
  }

  /** The helpdesk's own name of the account; `null` when it isn't connected. */
  get name(): string | null {
    return this.#connection?.subdomain ?? null;
  }

  /** Verifies a webhook and takes it in; resolves when it is on disk. */
  async receive({ timestamp, signature, body }: Incoming): Promise<Received> {
    const receivedAt = this.#deps.now();
    if (this.#keys === null) return { kind: "rejected", reason: "not_connected" };
    const verified = await verifySignature(this.#keys, { timestamp, signature }, body, receivedAt);
    if (!verified.ok) return { kind: "rejected", reason: verified.failure.reason };
    const { delivery, type, accountId, happenedAt } = parseEvent(body);
    if (accountId !== null && !(await this.#isOurs(accountId))) return { kind: "rejected", reason: "wrong_account" };
    const unusable = delivery.kind === "unusable";
    const accepted = await this.desk.accept({
      digest: await this.#deps.hashing.sha256(body),
      happenedAt,
      receivedAt,
      delivery,
      sealedBody: unusable ? await this.#deps.secretBox.seal(decoded(body), this.#context("delivery")) : null,
    });
    return { kind: accepted, type, ticketId: delivery.kind === "ticket" ? delivery.ticketId : null };
  }

  /** Sets up everything in the helpdesk and stores the credentials, encrypted. Run again, it changes nothing. */
  async connect(request: ConnectRequest): Promise<Result<Connected, OperatorFailure>> {
    const { fetch, now, development } = this.#deps;
    if (request.developmentOrigin !== null && !development) {
      return err(NOT_IN_DEVELOPMENT);
    }
    const { subdomain, credentials, developmentOrigin, dryRun } = request;
    const origin = zendeskOrigin(subdomain, developmentOrigin === null ? null : { loopbackOrigin: developmentOrigin });
    if (!origin.ok) return err({ ...origin.failure, mend: "Correct it and connect again." });

    const client = createZendeskClient({ origin: origin.value, credentials, fetch, now, onCall: this.#deps.onCall });
    const tiers = [...this.#policy.tiers.values()].map(({ name, title }) => ({ name, title }));
    const wanted = { webhookEndpoint: this.#webhookEndpoint(), tiers };
    const previous = this.#connection?.provisioned ?? null;
    const outcome = await connect({ client, wanted, previous, dryRun });
    if (!outcome.ok) return err(notProvisioned(outcome.failure));

    const { provisioned, webhookSecret, steps } = outcome.value;
    if (!dryRun && provisioned !== null && webhookSecret !== null) {
      const webhookSecrets = rotateSecrets(this.#connection?.webhookSecrets ?? [], webhookSecret, now());
      const keys = await importWebhookKeys(webhookSecrets, this.#deps.hashing);
      if (!keys.ok) return err(unfitSecret(keys.failure));
      const signIn = request.signIn ?? this.#connection?.signIn ?? null;
      const connection = { subdomain, origin: origin.value, credentials, signIn, provisioned, webhookSecrets };
      await this.#store(connection);
      this.#use(connection, keys.value);
      this.desk.resume();
    }
    const { mode } = readWriting(this.#deps.sql);
    const warning = credentialsWarning(credentials, now());
    return ok({ account: subdomain, mode, webhookEndpoint: wanted.webhookEndpoint, steps, warning });
  }

  /** Takes back what {@link connect} created in the helpdesk, and forgets the credentials. */
  async disconnect(dryRun: boolean): Promise<Result<{ readonly steps: readonly Step[] }, OperatorFailure>> {
    const connection = this.#connection;
    if (connection === null) return err(NOT_CONNECTED);
    const { fetch, now, onCall, sql } = this.#deps;
    const client = createZendeskClient({ ...connection, fetch, now, onCall });
    const outcome = await disconnect({ client, provisioned: connection.provisioned, dryRun });
    if (!outcome.ok) return err(notProvisioned(outcome.failure));
    if (!dryRun) {
      this.#connection = null;
      this.#keys = null;
      this.#helpdesk = null;
      this.desk.equip(null);
      this.desk.forgetSweep();
      writeSetting(sql, "connection", null);
      this.desk.setWriting({ mode: "shadow", canary: [] });
      this.#access.leave();
    }
    return ok({ steps: outcome.value.steps });
  }

  /** What is wrong with the account, and how to mend it. */
  async doctor(): Promise<readonly Finding[]> {
    const connection = this.#connection;
    if (connection === null) return [{ level: "problem", what: NOT_CONNECTED.message, mend: NOT_CONNECTED.mend }];
    const { fetch, now, onCall } = this.#deps;
    const overview = this.overview();
    const findings = await diagnose({
      client: createZendeskClient({ ...connection, fetch, now, onCall }),
      connection,
      webhookEndpoint: this.#webhookEndpoint(),
      now: now(),
      lastEventAt: overview.lastEventAt,
    });
    return [
      ...findings,
      ...sweepFindings(overview, now()),
      ...deskFindings(overview, this.#policy.version),
      ...escalationFindings(repeatedEscalations(this.#deps.sql, now())),
    ];
  }

  /** How the account does, from what it knows. */
  health(): Health {
    return healthOf(this.#adminDeps, {
      overview: this.overview(),
      credentials: this.#connection?.credentials ?? null,
      rate: this.#gauge.last,
      examined: this.#examined,
    });
  }

  /** {@link doctor}, kept for {@link health} to show. */
  async examine(): Promise<Examination> {
    const findings = (await this.doctor()).map(({ level, what, mend }) => ({ level, what, mend }));
    this.#examined = { at: formatInstant(this.#deps.now()), findings };
    return this.#examined;
  }

  /** Sets which tickets may be written; how many waiting decisions were queued for it. */
  setWriting(writing: Writing): number {
    return this.desk.setWriting(writing);
  }

  parked(): readonly Parked[] {
    return listParked(this.#deps.sql);
  }

  /** What a parked delivery said, for a person to read; `null` for a ticket, or when there is none of that id. */
  async parkedBody(id: number): Promise<string | null> {
    const sealed = parkedBody(this.#deps.sql, id);
    return sealed === null ? null : this.#deps.secretBox.open(sealed, this.#context("delivery"));
  }

  /**
   * Puts parked tickets back to work, and takes parked deliveries in again: this version may understand what the one
   * before it did not. What still can't be understood stays. How many went back.
   */
  async replayParked(ids: readonly number[] | "all"): Promise<number> {
    let replayed = this.desk.replayParked(ids);
    for (const { id, ticketId } of this.parked()) {
      if (ticketId !== null || (ids !== "all" && !ids.includes(id))) continue;
      const body = await this.parkedBody(id);
      const { delivery } = parseEvent(new TextEncoder().encode(body ?? ""));
      if (delivery.kind === "unusable") continue;
      this.desk.retake(id, delivery);
      replayed += 1;
    }
    return replayed;
  }

  /** Forgets parked work that a person has dealt with; how much. */
  dropParked(ids: readonly number[]): number {
    const known = this.parked().filter(({ id }) => ids.includes(id));
    for (const { id } of known) unpark(this.#deps.sql, id);
    return known.length;
  }

  decisions(ticketId: TicketId | null, limit: number): readonly ShownDecision[] {
    const { sql, now } = this.#deps;
    return listDecisions(sql, ticketId, limit).map((record) => showDecision(record, this.#policy, now()));
  }

  /** What Tierline says of a ticket, with all that a browser needs to draw it. */
  ticketAnswer(ticketId: TicketId): TicketAnswer {
    const { sql } = this.#deps;
    const record = newestDecision(sql, ticketId);
    const decision = record?.decision ?? null;
    const contract =
      decision?.kind === "answer" ? contractOf(sql, decision, localDateIn(this.#policy.zone, decision.arrived)) : null;
    return ticketAnswer(ticketId, record, this.#drawing(contract));
  }

  /** The same for a ticket that doesn't exist. */
  whatIf(request: WhatIfRequest): Result<WhatIfAnswer, OperatorFailure> {
    const { sql, now } = this.#deps;
    const at = request.at === undefined ? now() : (parseInstant(request.at) ?? now());
    const imagined = imagine(request, { at, now: now() }, this.#policy, (ticket) => findMapping(sql, ticket));
    if (!imagined.ok) return imagined;
    const { answer, contract } = imagined.value;
    return ok({ ...drawn(answer, this.#drawing(contract), at), state: "imagined" });
  }

  /** Who shows this credential; `null` when it doesn't hold here, or the account is not connected. */
  async identify(credential: Credential): Promise<Identity | null> {
    return this.#connection === null ? null : this.#access.identify(this.#connection, credential);
  }

  /** Where administrators are sent to sign in, and as which OAuth client. */
  signInClient(): Result<{ readonly origin: string; readonly clientId: string }, AccessFailure> {
    const connection = this.#connection;
    if (connection === null) return err(NOT_CONNECTED);
    if (!connection.signIn) return err(NO_SIGN_IN_CLIENT);
    return ok({ origin: connection.origin, clientId: connection.signIn.clientId });
  }

  async signIn(request: SignIn): Promise<Result<SignedIn, AccessFailure>> {
    return this.#connection === null ? err(NOT_CONNECTED) : this.#access.signIn(this.#connection, request);
  }

  async signOut(token: string): Promise<void> {
    await this.#access.signOut(token);
  }

  /** Which of the installed app's secrets is in force. */
  appGeneration(): number {
    return this.#access.generation();
  }

  /** Replaces the secret of this generation; which one is in force then. */
  replaceAppSecret(generation: number): number {
    return this.#access.replaceAppSecret(generation);
  }

  tokens(): readonly AutomationToken[] {
    return this.#access.tokens();
  }

  /** Keeps the hash of a token that was made for a program. */
  async makeToken(token: string, name: string, madeBy: string): Promise<Result<AutomationToken, AccessFailure>> {
    return this.#access.makeToken(token, name, madeBy);
  }

  revokeToken(id: number): boolean {
    return this.#access.revokeToken(id);
  }

  overview(): Overview {
    const { sql } = this.#deps;
    const lastEventAt = readSetting(sql, "last_event_at");
    return {
      account: this.name,
      writing: readWriting(sql),
      waiting: countWork(sql),
      parked: countParked(sql),
      pause: readPause(sql),
      lastEventAt: lastEventAt === null ? null : (Number(lastEventAt) as Instant),
      sweep: this.desk.sweep(),
    };
  }

  /** Stops looking at tickets and waits for the looks under way: for a clean shutdown. */
  async close(): Promise<void> {
    this.desk.equip(null);
    await this.desk.idle();
  }

  #drawing(contract: Contract | null): Drawing {
    const { sql, now } = this.#deps;
    const severityFieldId = this.#connection?.provisioned.fields.severity.id ?? null;
    return { policy: this.#policy, contract, severityFieldId, mode: readWriting(sql).mode, now: now() };
  }

  #use(connection: ZendeskConnection, keys: WebhookKeys): void {
    const { fetch, now, onCall, hashing } = this.#deps;
    this.#connection = connection;
    this.#keys = keys;
    this.#helpdesk = createZendesk({ connection, fetch, now, onCall, hashing });
    this.#equip(connection, this.#helpdesk);
  }

  #equip(connection: ZendeskConnection, helpdesk: Helpdesk): void {
    this.#equipped = this.#policy;
    const ownUser = userId(connection.provisioned.integrationUserId);
    this.desk.equip({ helpdesk, policy: this.#policy, ownUser });
  }

  /** The policy in force: the mapping files', or the administrators' own. */
  get #policy(): Policy {
    return this.#adminDeps.inForce.policy;
  }

  #administered(facts: Facts): AdminDeps {
    const { sql, now, hashing, terms } = this.#deps;
    const inForce = new PolicyInForce(sql, { policy: terms.policy, document: terms.document ?? null });
    const changes = new Changes({
      ...{ sql, facts, now, sha256: hashing.sha256 },
      compile: (document) => inForce.compile(document).policy,
      inForce: () => ({ policy: inForce.policy, document: inForce.document ?? "" }),
      applied: () => this.#goOn(),
    });
    return { sql, now, hashing, facts, changes, inForce };
  }

  /** Loads what the mapping files say, where they own it, and goes on with the policy in force. */
  #fromFiles(): void {
    const { contracts, mappingVersion } = this.#deps.terms;
    this.desk.loadMapping(contracts, mappingVersion);
    this.#goOn();
  }

  /** The Desk goes on with what was changed; it is equipped anew only where the policy is another. */
  #goOn(): void {
    this.#adminDeps.inForce.reread();
    if (this.#connection === null || this.#helpdesk === null) return;
    if (this.#equipped === this.#policy) this.desk.carryOn();
    else this.#equip(this.#connection, this.#helpdesk);
  }

  /** Whether an event is of this account: the first genuine one tells its id, and all later ones have to name the same. */
  async #isOurs(accountId: string): Promise<boolean> {
    const connection = this.#connection;
    if (connection === null) return false;
    const { provisioned } = connection;
    if (provisioned.accountId !== null) return provisioned.accountId === accountId;
    this.#connection = { ...connection, provisioned: { ...provisioned, accountId } };
    await this.#store(this.#connection);
    return true;
  }

  async #store(connection: ZendeskConnection): Promise<void> {
    const sealed = await this.#deps.secretBox.seal(JSON.stringify(connection), this.#context("connection"));
    writeSetting(this.#deps.sql, "connection", sealed);
  }

  #webhookEndpoint(): string {
    return `${this.#deps.publicUrl}/webhooks/zendesk/${this.id}`;
  }

  #context(what: string): string {
    return `${what} of ${this.id}`;
  }
}

/** A ticket that was found closed without a look has no decision that says so. */
function newestDecision(sql: Sql, ticketId: TicketId): RecordedDecision | null {
  const [record = null] = listDecisions(sql, ticketId, 1);
  if (record === null || !findKnownTicket(sql, ticketId)?.finished || record.decision.kind === "leave") return record;
  return { ...record, decision: { kind: "leave", ticketId, reasons: [{ kind: "closed" }] } };
}

const decoded = (body: Uint8Array): string => new TextDecoder().decode(body);
