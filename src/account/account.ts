import type { Administration } from "../admin/administration.ts";
import type { ShownDecision } from "../answer/decision-view.ts";
import type { Examination, Health } from "../api/health.ts";
import type { TicketAnswer, WhatIfAnswer } from "../api/ticket-answer.ts";
import type { WhatIfRequest } from "../api/what-if.ts";
import type { DeskId, TicketId } from "../core/id.ts";
import type { MappingPlace } from "../core/mapping-place.ts";
import { ok, type Result } from "../core/result.ts";
import type { Instant } from "../core/time.ts";
import { everyAuditEntry } from "../desk/audit-rows.ts";
import type { AutomationToken } from "../desk/automation-tokens.ts";
import type { Desk } from "../desk/desk.ts";
import { migrate } from "../desk/migrations.ts";
import type { Writing } from "../desk/mode.ts";
import type { Parked } from "../desk/parked.ts";
import type { Backfill } from "../desk/sweep-state.ts";
import type { BundledMapping, MappingBundle } from "../git-mapping/bundle.ts";
import type { Accountable, Credential, Identity } from "../identity.ts";
import type { AccountLabels } from "../log.ts";
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
import type { AccountDeps } from "./deps.ts";
import type { ForeseenAt, MappingStatus, Pulled, TakenAt, WantedPlace } from "./mapping-peers.ts";
import { type AccountParts, assemble } from "./parts.ts";
import { sourceOf } from "./sources.ts";

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
  readonly #parts: AccountParts;

  private constructor(deps: AccountDeps, parts: AccountParts) {
    this.id = deps.id;
    this.desk = parts.desk;
    this.admin = parts.admin;
    this.#deps = deps;
    this.#parts = parts;
  }

  /** Opens the account as its database left it, and starts on what waits. */
  static async open(deps: AccountDeps): Promise<Account> {
    // Which helpdesk it is of is one of its rows.
    migrate(deps.sql);
    const parts = assemble(deps, await sourceOf(deps, deps.founded ?? null));
    const { outfitter, source, mappings } = parts;
    outfitter.load(deps.terms);
    await source.open();
    mappings.open();
    const account = new Account(deps, parts);
    if (account.connected) outfitter.equip();
    return account;
  }

  /** Whether {@link connect} has succeeded and {@link disconnect} has not. */
  get connected(): boolean {
    return this.name !== null;
  }

  /** Whether it would be a loss to forget it. */
  get kept(): boolean {
    return this.connected || this.#parts.source.registering?.begun === true || hasHistory(this.#deps.sql);
  }

  /** The helpdesk's own name of the account; `null` when it isn't connected. */
  get name(): string | null {
    return this.#parts.source.name;
  }

  /** By which the log and the metrics tell it from others. */
  get labels(): AccountLabels {
    return { account: this.name ?? "not connected", helpdesk: this.#parts.source.kind };
  }

  /** Verifies a webhook and takes it in; resolves when it is on disk. */
  async receive(incoming: Incoming): Promise<Received> {
    return this.#parts.intake.receive(incoming);
  }

  /** Sets up everything in the helpdesk and stores the credentials, encrypted. Run again, it changes nothing. */
  async connect(request: ConnectRequest, by: Accountable): Promise<Result<Connected, OperatorFailure>> {
    return this.#parts.switches.connect(request, by);
  }

  /** Begins what {@link connect} needs and a person's browser has to do; `null` where the helpdesk has no such way. */
  async beginRegistration(registration: Registration): Promise<Result<Offered, OperatorFailure>> {
    return this.#parts.registrations.begin(registration);
  }

  async registrationForm(ticket: string): Promise<Result<RegistrationForm, OperatorFailure>> {
    return this.#parts.registrations.form(ticket);
  }

  /** The browser is back with a code for the credentials. */
  async registered(state: string, code: string): Promise<Result<Registered, OperatorFailure>> {
    return this.#parts.registrations.registered(state, code);
  }

  /** The browser is back once more: {@link connect}, with what was registered. */
  async installed(state: string, by: Accountable): Promise<Result<Connected, OperatorFailure>> {
    return this.#parts.registrations.installed(state, by);
  }

  /** Takes back what {@link connect} created in the helpdesk, and forgets the credentials. */
  async disconnect(
    dryRun: boolean,
    by: Accountable,
  ): Promise<Result<{ readonly steps: readonly Step[] }, OperatorFailure>> {
    return this.#parts.switches.disconnect(dryRun, by);
  }

  /** Sets which tickets may be written; how many waiting decisions were queued for it. */
  async setWriting(writing: Writing, by: Accountable): Promise<number> {
    return this.#parts.switches.setWriting(writing, by);
  }

  /** Has the tickets looked at that were open before it was connected, of those that changed since then. */
  async backfill(since: Instant, by: Accountable): Promise<Result<Backfill, OperatorFailure>> {
    return this.#parts.switches.backfill(since, by);
  }

  /** What is wrong with the account, and how to mend it. */
  async doctor(): Promise<readonly Finding[]> {
    return this.#parts.checkup.doctor();
  }

  /** How the account does, from what it knows. */
  health(): Health {
    return this.#parts.checkup.health();
  }

  /** {@link doctor}, kept for {@link health} to show. */
  async examine(): Promise<Examination> {
    return this.#parts.checkup.examine();
  }

  overview(): Overview {
    return this.#parts.checkup.overview();
  }

  parked(): readonly Parked[] {
    return this.#parts.parked.list();
  }

  /** What a parked delivery said, for a person to read; `null` for a ticket, or when there is none of that id. */
  async parkedBody(id: number): Promise<string | null> {
    return this.#parts.parked.body(id);
  }

  /** Puts parked work back to work, unless it still can't be understood; how much went back. */
  async replayParked(ids: readonly number[] | "all", by: Accountable): Promise<number> {
    return this.#parts.parked.replay(ids, by);
  }

  /** Forgets parked work that a person has dealt with; how much. */
  async dropParked(ids: readonly number[], by: Accountable): Promise<number> {
    return this.#parts.parked.drop(ids, by);
  }

  decisions(ticketId: TicketId | null, limit: number): readonly ShownDecision[] {
    return this.#parts.answers.decisions(ticketId, limit);
  }

  /** What Tierline says of a ticket, with all that a browser needs to draw it. */
  ticketAnswer(ticketId: TicketId): TicketAnswer {
    return this.#parts.answers.of(ticketId);
  }

  /** The same for a ticket that doesn't exist. */
  whatIf(request: WhatIfRequest): Result<WhatIfAnswer, OperatorFailure> {
    return this.#parts.answers.whatIf(request);
  }

  /** Who shows this credential; `null` when it doesn't hold here, or the account is not connected. */
  async identify(credential: Credential): Promise<Identity | null> {
    return this.#parts.access.identify(credential);
  }

  /** Where administrators are sent to sign in, and as which OAuth client. */
  signInClient(): Result<{ readonly origin: string; readonly clientId: string }, OperatorFailure> {
    return this.#parts.source.signInClient();
  }

  async signIn(request: SignIn): Promise<Result<SignedIn, OperatorFailure>> {
    return this.#parts.access.signIn(request);
  }

  async signOut(token: string): Promise<void> {
    await this.#parts.access.signOut(token);
  }

  /** Which of the installed app's secrets is in force. */
  appGeneration(): number {
    return this.#parts.access.generation();
  }

  /** Replaces the secret of this generation; which one is in force then. */
  async replaceAppSecret(generation: number, by: Accountable): Promise<number> {
    return this.#parts.access.replaceAppSecret(generation, by);
  }

  tokens(): readonly AutomationToken[] {
    return this.#parts.tokens.list();
  }

  /** Keeps the hash of a token that was made for a program. */
  async makeToken(token: string, name: string, by: Accountable): Promise<Result<AutomationToken, OperatorFailure>> {
    return this.#parts.tokens.make(token, name, by);
  }

  /** Whether there was one. */
  async revokeToken(id: number, by: Accountable): Promise<boolean> {
    return this.#parts.tokens.revoke(id, by);
  }

  /** Puts the mapping in git: read by the GitHub account of the repository's owner, and pulled at once. */
  async followMapping(
    reader: DeskId,
    wanted: WantedPlace,
    by: Accountable,
  ): Promise<Result<MappingStatus, OperatorFailure>> {
    return this.#parts.mappings.follow(reader, wanted, by);
  }

  /** Has the mapping owned by the files or by administrators; a repository that owned it is followed no more. */
  async leaveMapping(owner: "files" | "admin", by: Accountable): Promise<Result<MappingStatus, OperatorFailure>> {
    const left = await this.admin.setOwner({ owner, note: "" }, by);
    return left.ok ? ok(await this.#parts.mappings.status()) : left;
  }

  /** Who owns the mapping, and what has become of the repository's commits. */
  async mappingStatus(): Promise<MappingStatus> {
    return this.#parts.mappings.status();
  }

  /** Has the repository asked now that this account follows, or those that this account reads. */
  async refreshMapping(): Promise<readonly Pulled[]> {
    return this.#parts.mappings.refresh();
  }

  /** Takes what a commit says, where this account follows the place. */
  async takeMapping(bundle: MappingBundle): Promise<TakenAt> {
    return this.#parts.mappings.take(bundle);
  }

  /** What a mapping would change here; nothing is stored. */
  async foreseeMapping(place: MappingPlace, mapping: BundledMapping): Promise<ForeseenAt | null> {
    return this.#parts.mappings.foresee(place, mapping);
  }

  /** Whether this account can read the place for others, and how it is spelled there. */
  async findMapping(wanted: WantedPlace): Promise<Result<MappingPlace, OperatorFailure>> {
    return this.#parts.mappings.pulls.find(wanted);
  }

  /** Reads it for this follower from now on. */
  async enlistFollower(place: MappingPlace, follower: DeskId): Promise<void> {
    this.#parts.mappings.pulls.enlist(place, follower);
  }

  async unfollowMapping(follower: DeskId): Promise<void> {
    this.#parts.mappings.pulls.drop(follower);
  }

  /** Reads every place that somebody follows. */
  async pullMapping(): Promise<readonly Pulled[]> {
    return this.#parts.mappings.pulls.pull();
  }

  async mappingTrouble(place: MappingPlace, follower: DeskId): Promise<string | null> {
    return this.#parts.mappings.pulls.trouble(place, follower);
  }

  /** Stops looking at tickets and waits for the looks under way: for a clean shutdown. */
  async close(): Promise<void> {
    this.desk.equip(null);
    await Promise.all([this.desk.idle(), this.#parts.mappings.pulls.idle()]);
  }
}

/** The audit trail outlives a connection. */
const hasHistory = (sql: AccountDeps["sql"]): boolean => !everyAuditEntry(sql).next().done;
