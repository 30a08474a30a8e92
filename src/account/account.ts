import { Administration } from "../admin/administration.ts";
import type { AdminDeps } from "../admin/deps.ts";
import { PolicyInForce } from "../admin/policy-in-force.ts";
import type { ShownDecision } from "../answer/decision-view.ts";
import type { Examination, Health } from "../api/health.ts";
import type { TicketAnswer, WhatIfAnswer } from "../api/ticket-answer.ts";
import type { WhatIfRequest } from "../api/what-if.ts";
import type { DeskId, TicketId } from "../core/id.ts";
import type { MappingPlace } from "../core/mapping-place.ts";
import { err, ok, type Result } from "../core/result.ts";
import { everyAuditEntry } from "../desk/audit.ts";
import type { AutomationToken } from "../desk/automation-tokens.ts";
import { Changes } from "../desk/changes.ts";
import { Desk } from "../desk/desk.ts";
import { Facts } from "../desk/facts.ts";
import { migrate } from "../desk/migrations.ts";
import type { Writing } from "../desk/mode.ts";
import type { Parked } from "../desk/parked.ts";
import type { BundledMapping, MappingBundle } from "../git-mapping/bundle.ts";
import type { Accountable, Credential, Identity } from "../identity.ts";
import { Access } from "./access.ts";
import type {
  Connected,
  ConnectRequest,
  Finding,
  Incoming,
  Offered,
  OperatorFailure,
  Overview,
  Received,
  Registered,
  Registration,
  RegistrationForm,
  SignedIn,
  SignIn,
  Step,
} from "./answers.ts";
import { Checkup } from "./checkup.ts";
import type { AccountDeps } from "./deps.ts";
import { ALREADY_CONNECTED, ANOTHER_HELPDESK } from "./failures.ts";
import { GitMappings } from "./git-mappings.ts";
import type { ForeseenAt, MappingStatus, Pulled, TakenAt, WantedPlace } from "./mapping-peers.ts";
import { Outfitter } from "./outfitter.ts";
import { ParkedWork } from "./parked-work.ts";
import type { Source } from "./source.ts";
import { sourceOf } from "./sources.ts";
import { Switches } from "./switches.ts";
import { TicketAnswers } from "./ticket-answers.ts";
import { Tokens } from "./tokens.ts";
import { Trail } from "./trail.ts";

/**
 * One connected account: its Desk, its credentials, and its helpdesk. Everything that a handler asks of an account is a
 * method with plain values in and out, so that it may live in this process or in a Durable Object. Whatever alters
 * something is told who does it.
 */
export class Account {
  readonly id: DeskId;
  readonly desk: Desk;
  readonly admin: Administration;
  readonly #deps: AccountDeps;
  readonly #source: Source;
  readonly #access: Access;
  readonly #tokens: Tokens;
  readonly #inForce: PolicyInForce;
  readonly #outfitter: Outfitter;
  readonly #switches: Switches;
  readonly #checkup: Checkup;
  readonly #parked: ParkedWork;
  readonly #answers: TicketAnswers;
  readonly #mappings: GitMappings;

  private constructor(deps: AccountDeps, source: Source) {
    this.id = deps.id;
    this.#deps = deps;
    const { terms, sweepEvery, onSweep, onLook } = deps;
    const facts = new Facts(deps);
    const sweep = sweepEvery === null ? null : { every: sweepEvery, report: onSweep };
    const errand = { nextAt: () => this.#mappings.nextAt, run: () => this.#mappings.run() };
    const desk = new Desk({ ...deps, facts, report: onLook, sweep, errand });
    const files = { policy: terms.policy, document: terms.document ?? null };
    const inForce = new PolicyInForce(deps.sql, files, (policy) => source.follows(policy));
    const outfitter = new Outfitter(desk, source, inForce);
    const admin = administered(deps, facts, inForce, outfitter);
    const shared = { ...deps, desk, source, inForce, outfitter, trail: new Trail(deps) };
    this.desk = desk;
    this.admin = new Administration(admin, () => outfitter.load(terms));
    this.#source = source;
    this.#inForce = inForce;
    this.#outfitter = outfitter;
    this.#access = new Access(shared);
    this.#tokens = new Tokens(shared);
    this.#switches = new Switches({ ...shared, access: this.#access });
    this.#checkup = new Checkup(admin, desk, source, () => this.#mappings.status());
    this.#parked = new ParkedWork(shared);
    this.#answers = new TicketAnswers(shared);
    this.#mappings = new GitMappings({ ...shared, admin });
  }

  /** Opens the account as its database left it, and starts on what waits. */
  static async open(deps: AccountDeps): Promise<Account> {
    // Which helpdesk it is of is one of its rows.
    migrate(deps.sql);
    const account = new Account(deps, await sourceOf(deps, deps.founded ?? null));
    account.#outfitter.load(deps.terms);
    await account.#source.open();
    account.#mappings.open();
    if (account.connected) account.#outfitter.equip();
    return account;
  }

  /** Whether {@link connect} has succeeded and {@link disconnect} has not. */
  get connected(): boolean {
    return this.name !== null;
  }

  /** Whether it would be a loss to forget it. */
  get kept(): boolean {
    return this.connected || this.#source.registering?.begun === true || hasHistory(this.#deps.sql);
  }

  /** The helpdesk's own name of the account; `null` when it isn't connected. */
  get name(): string | null {
    return this.#source.name;
  }

  /** Verifies a webhook and takes it in; resolves when it is on disk. */
  async receive(incoming: Incoming): Promise<Received> {
    const { now, hashing } = this.#deps;
    const receivedAt = now();
    const taken = await this.#source.take(incoming, receivedAt);
    if (!taken.ok) return { kind: "rejected", reason: taken.failure.reason };
    const { delivery, type, happenedAt } = taken.value;
    const digest = await hashing.sha256(incoming.body);
    const sealedBody = delivery.kind === "unusable" ? await this.#parked.seal(incoming) : null;
    const kind = await this.desk.accept({ digest, happenedAt, receivedAt, delivery, sealedBody });
    if (taken.value.mapping) this.#mappings.told(taken.value.mapping);
    return { kind, type, ticketId: delivery.kind === "ticket" ? delivery.ticketId : null };
  }

  /** Sets up everything in the helpdesk and stores the credentials, encrypted. Run again, it changes nothing. */
  async connect(request: ConnectRequest, by: Accountable): Promise<Result<Connected, OperatorFailure>> {
    return this.#switches.connect(request, by);
  }

  /** Begins what {@link connect} needs and a person's browser has to do; `null` where the helpdesk has no such way. */
  async beginRegistration(registration: Registration): Promise<Result<Offered, OperatorFailure>> {
    if (this.connected) return err(ALREADY_CONNECTED);
    return this.#source.registering?.begin(registration) ?? err(ANOTHER_HELPDESK);
  }

  async registrationForm(ticket: string): Promise<Result<RegistrationForm, OperatorFailure>> {
    return this.#source.registering?.form(ticket, this.#inForce.policy) ?? err(ANOTHER_HELPDESK);
  }

  /** The browser is back with a code for the credentials. */
  async registered(state: string, code: string): Promise<Result<Registered, OperatorFailure>> {
    return this.#source.registering?.registered(state, code) ?? err(ANOTHER_HELPDESK);
  }

  /** The browser is back once more: {@link connect}, with what was registered. */
  async installed(state: string, by: Accountable): Promise<Result<Connected, OperatorFailure>> {
    const request = await (this.#source.registering?.installed(state) ?? err(ANOTHER_HELPDESK));
    return request.ok ? this.connect(request.value, by) : request;
  }

  /** Takes back what {@link connect} created in the helpdesk, and forgets the credentials. */
  async disconnect(
    dryRun: boolean,
    by: Accountable,
  ): Promise<Result<{ readonly steps: readonly Step[] }, OperatorFailure>> {
    return this.#switches.disconnect(dryRun, by);
  }

  /** Sets which tickets may be written; how many waiting decisions were queued for it. */
  async setWriting(writing: Writing, by: Accountable): Promise<number> {
    return this.#switches.setWriting(writing, by);
  }

  /** What is wrong with the account, and how to mend it. */
  async doctor(): Promise<readonly Finding[]> {
    return this.#checkup.doctor();
  }

  /** How the account does, from what it knows. */
  health(): Health {
    return this.#checkup.health();
  }

  /** {@link doctor}, kept for {@link health} to show. */
  async examine(): Promise<Examination> {
    return this.#checkup.examine();
  }

  overview(): Overview {
    return this.#checkup.overview();
  }

  parked(): readonly Parked[] {
    return this.#parked.list();
  }

  /** What a parked delivery said, for a person to read; `null` for a ticket, or when there is none of that id. */
  async parkedBody(id: number): Promise<string | null> {
    return this.#parked.body(id);
  }

  /** Puts parked work back to work, unless it still can't be understood; how much went back. */
  async replayParked(ids: readonly number[] | "all", by: Accountable): Promise<number> {
    return this.#parked.replay(ids, by);
  }

  /** Forgets parked work that a person has dealt with; how much. */
  async dropParked(ids: readonly number[], by: Accountable): Promise<number> {
    return this.#parked.drop(ids, by);
  }

  decisions(ticketId: TicketId | null, limit: number): readonly ShownDecision[] {
    return this.#answers.decisions(ticketId, limit);
  }

  /** What Tierline says of a ticket, with all that a browser needs to draw it. */
  ticketAnswer(ticketId: TicketId): TicketAnswer {
    return this.#answers.of(ticketId);
  }

  /** The same for a ticket that doesn't exist. */
  whatIf(request: WhatIfRequest): Result<WhatIfAnswer, OperatorFailure> {
    return this.#answers.whatIf(request);
  }

  /** Who shows this credential; `null` when it doesn't hold here, or the account is not connected. */
  async identify(credential: Credential): Promise<Identity | null> {
    return this.#access.identify(credential);
  }

  /** Where administrators are sent to sign in, and as which OAuth client. */
  signInClient(): Result<{ readonly origin: string; readonly clientId: string }, OperatorFailure> {
    return this.#source.signInClient();
  }

  async signIn(request: SignIn): Promise<Result<SignedIn, OperatorFailure>> {
    return this.#access.signIn(request);
  }

  async signOut(token: string): Promise<void> {
    await this.#access.signOut(token);
  }

  /** Which of the installed app's secrets is in force. */
  appGeneration(): number {
    return this.#access.generation();
  }

  /** Replaces the secret of this generation; which one is in force then. */
  async replaceAppSecret(generation: number, by: Accountable): Promise<number> {
    return this.#access.replaceAppSecret(generation, by);
  }

  tokens(): readonly AutomationToken[] {
    return this.#tokens.list();
  }

  /** Keeps the hash of a token that was made for a program. */
  async makeToken(token: string, name: string, by: Accountable): Promise<Result<AutomationToken, OperatorFailure>> {
    return this.#tokens.make(token, name, by);
  }

  /** Whether there was one. */
  async revokeToken(id: number, by: Accountable): Promise<boolean> {
    return this.#tokens.revoke(id, by);
  }

  /** Puts the mapping in git: read by the GitHub account of the repository's owner, and pulled at once. */
  async followMapping(
    reader: DeskId,
    wanted: WantedPlace,
    by: Accountable,
  ): Promise<Result<MappingStatus, OperatorFailure>> {
    return this.#mappings.follow(reader, wanted, by);
  }

  /** Has the mapping owned by the files or by administrators; a repository that owned it is followed no more. */
  async leaveMapping(owner: "files" | "admin", by: Accountable): Promise<Result<MappingStatus, OperatorFailure>> {
    const left = await this.admin.setOwner({ owner, note: "" }, by);
    return left.ok ? ok(await this.#mappings.status()) : left;
  }

  /** Who owns the mapping, and what has become of the repository's commits. */
  async mappingStatus(): Promise<MappingStatus> {
    return this.#mappings.status();
  }

  /** Has the repository asked now that this account follows, or those that this account reads. */
  async refreshMapping(): Promise<readonly Pulled[]> {
    return this.#mappings.refresh();
  }

  /** Takes what a commit says, where this account follows the place. */
  async takeMapping(bundle: MappingBundle): Promise<TakenAt> {
    return this.#mappings.take(bundle);
  }

  /** What a mapping would change here; nothing is stored. */
  async foreseeMapping(place: MappingPlace, mapping: BundledMapping): Promise<ForeseenAt | null> {
    return this.#mappings.foresee(place, mapping);
  }

  /** Whether this account can read the place for others, and how it is spelled there. */
  async findMapping(wanted: WantedPlace): Promise<Result<MappingPlace, OperatorFailure>> {
    return this.#mappings.pulls.find(wanted);
  }

  /** Reads it for this follower from now on. */
  async enlistFollower(place: MappingPlace, follower: DeskId): Promise<void> {
    this.#mappings.pulls.enlist(place, follower);
  }

  async unfollowMapping(follower: DeskId): Promise<void> {
    this.#mappings.pulls.drop(follower);
  }

  /** Reads every place that somebody follows. */
  async pullMapping(): Promise<readonly Pulled[]> {
    return this.#mappings.pulls.pull();
  }

  async mappingTrouble(place: MappingPlace, follower: DeskId): Promise<string | null> {
    return this.#mappings.pulls.trouble(place, follower);
  }

  /** Stops looking at tickets and waits for the looks under way: for a clean shutdown. */
  async close(): Promise<void> {
    this.desk.equip(null);
    await Promise.all([this.desk.idle(), this.#mappings.pulls.idle()]);
  }
}

/** The audit trail outlives a connection. */
const hasHistory = (sql: AccountDeps["sql"]): boolean => !everyAuditEntry(sql).next().done;

function administered(
  { sql, now, hashing }: AccountDeps,
  facts: Facts,
  inForce: PolicyInForce,
  outfitter: Outfitter,
): AdminDeps {
  const changes = new Changes({
    ...{ sql, facts, now, sha256: hashing.sha256 },
    compile: (document) => inForce.compile(document).policy,
    inForce: () => ({ policy: inForce.policy, document: inForce.document ?? "" }),
    applied: () => outfitter.goOn(),
  });
  return { sql, now, hashing, facts, changes, inForce };
}
