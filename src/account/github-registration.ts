import * as z from "zod";
import { Attempts } from "../attempts.ts";
import type { Policy } from "../core/policy.ts";
import { err, ok, type Result } from "../core/result.ts";
import { after, hours, type Instant, instant, minutes } from "../core/time.ts";
import { readSetting, writeSetting } from "../desk/settings.ts";
import { CONVERSION, type ConvertedApp, convertCode } from "../github/conversion.ts";
import { manifestOf } from "../github/manifest.ts";
import { deletionPage, installationPage, registrationPage } from "../github/pages.ts";
import { toBase64Url } from "../http/base64url.ts";
import type { GithubConnect, Offered, OperatorFailure, Registered, Registration, RegistrationForm } from "./answers.ts";
import { type KnownApp, originOf, sameOwner } from "./github-connect.ts";
import type { Registering, SourceDeps } from "./source.ts";

/** How far an owner's registration has come. Kept sealed: once the App is there, so are its credentials. */
const pendingSchema = z.object({
  owner: z.string(),
  personal: z.boolean(),
  developmentOrigin: z.string().nullable(),
  /** Opens the first page; `null` once the App is registered. */
  ticket: z.string().nullable(),
  /** With which the browser comes back from GitHub next. */
  state: z.string(),
  /** Epoch milliseconds; the ticket and the state end then. */
  until: z.number(),
  app: z.object({ appId: z.int(), slug: z.string(), privateKey: z.string(), webhookSecret: z.string() }).nullable(),
});
type Pending = z.infer<typeof pendingSchema>;

const OFFER_HOLDS = minutes(30);
/** Somebody may have to be asked to install it. */
const INSTALLATION_HOLDS = hours(1);
/** And may take days: `connect github` goes on with the credentials then. An App that nobody installs is given up. */
const CREDENTIALS_HOLD = hours(7 * 24);

/**
 * An App registered by GitHub's manifest flow: a page of ours sends the browser to GitHub with a manifest, GitHub sends
 * it back with a code for the credentials, and once more when the App is installed. Who comes back is known by a state
 * that only GitHub and this browser were given.
 */
export class GithubRegistration implements Registering {
  readonly #deps: SourceDeps;
  readonly #webhookEndpoint: string;
  readonly #attempts = new Attempts(30, minutes(1));

  constructor(deps: SourceDeps, webhookEndpoint: string) {
    this.#deps = deps;
    this.#webhookEndpoint = webhookEndpoint;
  }

  /** The App that was registered and is not connected yet. */
  async known(): Promise<KnownApp | null> {
    const pending = await this.#read();
    return pending?.app ? { credentials: pending.app, developmentOrigin: pending.developmentOrigin } : null;
  }

  get begun(): boolean {
    return this.#deps.now() < this.#endsAt;
  }

  expire(): void {
    const { sql, wakeAt } = this.#deps;
    if (this.begun) wakeAt(this.#endsAt);
    else if (readSetting(sql, "github_registration") !== null) sql.transaction(() => this.forget());
  }

  /** Within the caller's transaction: what is connected needs no registration any more. */
  forget(): void {
    const { sql } = this.#deps;
    writeSetting(sql, "github_registration", null);
    writeSetting(sql, "github_registration_ends", null);
  }

  async begin({ owner, personal, developmentOrigin }: Registration): Promise<Result<Offered, OperatorFailure>> {
    const origin = originOf(owner, developmentOrigin, this.#deps.development);
    if (!origin.ok) return origin;
    const until = after(this.#deps.now(), OFFER_HOLDS);
    const ticket = this.#secret();
    await this.#keep({ owner, personal, developmentOrigin, ticket, state: this.#secret(), until, app: null });
    return ok({ ticket, until });
  }

  async form(ticket: string, policy: Policy): Promise<Result<RegistrationForm, OperatorFailure>> {
    const pending = await this.#inTime();
    if (pending?.ticket == null || !(await this.#same(ticket, pending.ticket))) return err(NOT_BEGUN);
    const place = this.#placeOf(pending);
    if (!place.ok) return place;
    const { publicUrl } = this.#deps;
    const manifest = manifestOf({
      name: `Tierline ${pending.owner}`,
      homepage: publicUrl,
      webhookEndpoint: this.#webhookEndpoint,
      redirectUrl: `${publicUrl}/github/created`,
      setupUrl: `${publicUrl}/github/installed`,
      withProject: policy.issues.dueDateProject !== null,
    });
    const action = registrationPage(place.value, pending.state);
    return ok({ owner: pending.owner, action, manifest: JSON.stringify(manifest) });
  }

  /** @param code what GitHub sent the browser back with; good once */
  async registered(state: string, code: string): Promise<Result<Registered, OperatorFailure>> {
    const pending = await this.#inTime();
    if (pending === null || pending.app !== null || !(await this.#same(state, pending.state))) return err(NOT_BEGUN);
    const { now, fetch, onCall } = this.#deps;
    if (!this.#attempts.allow("code", now())) return err(TOO_MANY);
    const place = this.#placeOf(pending);
    if (!place.ok) return place;
    const { origin } = place.value;
    const converted = await convertCode(origin, code, counted(fetch, onCall));
    if (!converted.ok) return converted;
    const { owner, slug, appId, privateKey, webhookSecret } = converted.value;
    if (!sameOwner(owner, pending.owner)) {
      // Its credentials are not kept anywhere.
      this.#deps.sql.transaction(() => this.forget());
      return err(otherOwner(converted.value, pending, deletionPage({ ...place.value, owner }, slug)));
    }
    const next = this.#secret();
    const until = after(now(), INSTALLATION_HOLDS);
    const app = { appId, slug, privateKey, webhookSecret };
    await this.#keep({ ...pending, ticket: null, state: next, until, app });
    return ok({ installAt: installationPage(origin, slug, next) });
  }

  /** What to connect now. Of the installation nothing that the browser says is believed: GitHub is asked for it. */
  async installed(state: string): Promise<Result<GithubConnect, OperatorFailure>> {
    const pending = await this.#inTime();
    if (pending?.app == null || !(await this.#same(state, pending.state))) return err(NOT_BEGUN);
    if (!this.#attempts.allow("installation", this.#deps.now())) return err(TOO_MANY);
    const { owner, developmentOrigin } = pending;
    return ok({ helpdesk: "github", owner, credentials: null, dryRun: false, developmentOrigin });
  }

  #placeOf({ owner, personal, developmentOrigin }: Pending) {
    const origin = originOf(owner, developmentOrigin, this.#deps.development);
    const ownerKind = personal ? ("user" as const) : ("organization" as const);
    return origin.ok ? ok({ owner, ownerKind, origin: origin.value }) : origin;
  }

  /** With the Desk's own name before it: whoever comes back is led to this account. */
  #secret(): string {
    return `${this.#deps.id}.${toBase64Url(crypto.getRandomValues(new Uint8Array(32)))}`;
  }

  /** By their digests: how long it takes says nothing of where they differ. */
  async #same(shown: string, kept: string): Promise<boolean> {
    const digest = (text: string) => this.#deps.hashing.sha256(new TextEncoder().encode(text));
    return (await digest(shown)) === (await digest(kept));
  }

  async #inTime(): Promise<Pending | null> {
    const pending = await this.#read();
    return pending !== null && this.#deps.now() < pending.until ? pending : null;
  }

  /** When nothing of it holds any more; long ago, where there is none. */
  get #endsAt(): Instant {
    return instant(Number(readSetting(this.#deps.sql, "github_registration_ends") ?? 0));
  }

  async #read(): Promise<Pending | null> {
    const { sql, secretBox } = this.#deps;
    const sealed = this.begun ? readSetting(sql, "github_registration") : null;
    const text = sealed === null ? null : await secretBox.open(sealed, this.#context());
    return text === null ? null : pendingSchema.parse(JSON.parse(text));
  }

  async #keep(pending: Pending): Promise<void> {
    const { sql, secretBox, now } = this.#deps;
    const ends = pending.app === null ? pending.until : after(now(), CREDENTIALS_HOLD);
    const sealed = await secretBox.seal(JSON.stringify(pending), this.#context());
    sql.transaction(() => {
      writeSetting(sql, "github_registration", sealed);
      writeSetting(sql, "github_registration_ends", String(ends));
    });
    this.expire();
  }

  #context(): string {
    return `registration of ${this.#deps.id}`;
  }
}

/** Each call is counted, by an address without its code. */
function counted(fetch: typeof globalThis.fetch, onCall: SourceDeps["onCall"]): typeof globalThis.fetch {
  return async (input, init) => {
    try {
      const response = await fetch(input, init);
      onCall({ ...CONVERSION, status: response.status });
      return response;
    } catch (error) {
      onCall({ ...CONVERSION, status: null });
      throw error;
    }
  };
}

const otherOwner = (app: ConvertedApp, { owner }: Pending, page: string): OperatorFailure => ({
  reason: "other_owner",
  message: `The App ${app.slug} was registered for ${app.owner}, not for ${owner}.`,
  mend: `Delete it at ${page}, and run tierline connect github --owner ${owner} again.`,
});

const NOT_BEGUN: OperatorFailure = {
  reason: "not_begun",
  message: "This address is not good any more, or never was: it holds for half an hour and is used once.",
  mend: "Run tierline connect github --owner … for another one.",
};

const TOO_MANY: OperatorFailure = {
  reason: "too_many_attempts",
  message: "There were too many attempts.",
  mend: "Wait a minute and load this page again.",
};
