import { Attempts } from "./attempts.ts";
import { err, ok, type Result } from "./core/result.ts";
import { after, type Duration, hours, type Instant, minutes } from "./core/time.ts";
import {
  type AutomationToken,
  addAutomationToken,
  listAutomationTokens,
  revokeAutomationToken,
  takeAutomationToken,
} from "./desk/automation-tokens.ts";
import { confirmRole, endAllSessions, endSession, endSessionsOf, findSession, saveSession } from "./desk/sessions.ts";
import { readSetting, writeSetting } from "./desk/settings.ts";
import type { Sql } from "./desk/sql.ts";
import type { Hashing } from "./http/hashing.ts";
import { createSend } from "./http/send.ts";
import type { Credential, Identity } from "./identity.ts";
import { isAdministrator } from "./zendesk/administrator.ts";
import { type CallRecord, createZendeskClient } from "./zendesk/client.ts";
import type { ZendeskConnection } from "./zendesk/connection.ts";
import { exchangeCode } from "./zendesk/sign-in.ts";

/** How long an administrator stays signed in. */
const LIFE: Readonly<Record<"embedded" | "page", Duration>> = { embedded: hours(1), page: hours(8) };
/** Zendesk is asked again whether they still are one. */
const ROLE_FRESH = minutes(15);
/** While Zendesk can't say, for so long what it said last holds. */
const ROLE_HOLDS = hours(1);

export interface AccessDeps {
  readonly sql: Sql;
  readonly now: () => Instant;
  readonly fetch: typeof globalThis.fetch;
  readonly hashing: Hashing;
  readonly onCall: (call: CallRecord) => void;
}

/** What came back from Zendesk, and what the browser kept meanwhile. */
export interface SignIn {
  readonly as: "embedded" | "page";
  /** The session's, made by who asks; shown to the browser only. */
  readonly token: string;
  readonly code: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

export interface SignedIn {
  readonly name: string;
  readonly expiresAt: Instant;
}

/** Why somebody was not let in, or a thing of theirs was not made. */
export interface AccessFailure {
  readonly reason: string;
  readonly message: string;
  readonly mend: string;
}

/** Who may ask an account what: sessions of administrators, tokens of programs, and the installed app. */
export class Access {
  readonly #deps: AccessDeps;
  readonly #attempts = new Attempts(30, minutes(1));

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  /** Who shows this credential; `null` when it doesn't hold, or not any more. */
  async identify(connection: ZendeskConnection, credential: Credential): Promise<Identity | null> {
    switch (credential.kind) {
      case "operator":
        return { kind: "operator" };
      case "agent":
        return credential.generation === this.generation() ? { kind: "agent" } : null;
      case "automation": {
        const { sql, now } = this.#deps;
        const token = takeAutomationToken(sql, await this.#hash(credential.token), now());
        return token === null ? null : { kind: "automation", tokenId: token.id, name: token.name };
      }
      case "embedded":
      case "page":
        return this.#administrator(connection, credential.token);
    }
  }

  /** Ends the way to Zendesk and back: who came back has to be an administrator of the account. */
  async signIn(connection: ZendeskConnection, request: SignIn): Promise<Result<SignedIn, AccessFailure>> {
    const { sql, now, fetch } = this.#deps;
    const { origin, signIn: client } = connection;
    if (!client) return err(NO_SIGN_IN_CLIENT);
    if (!this.#attempts.allow("sign-in", now())) return err(TOO_MANY_SIGN_INS);
    const { code, verifier, redirectUri } = request;
    const person = await exchangeCode({ send: createSend({ fetch }), origin, client, redirectUri, code, verifier });
    if (!person.ok) return err(person.failure);
    const roleCheckedAt = now();
    const expiresAt = after(roleCheckedAt, LIFE[request.as]);
    const { userId, name } = person.value;
    const hash = await this.#hash(request.token);
    sql.transaction(() => saveSession(sql, { hash, userId, name, roleCheckedAt, expiresAt }, roleCheckedAt));
    return ok({ name, expiresAt });
  }

  async signOut(token: string): Promise<void> {
    endSession(this.#deps.sql, await this.#hash(token));
  }

  /** The account was left: nobody is signed in to it any more. */
  leave(): void {
    endAllSessions(this.#deps.sql);
  }

  /** Which of the app's secrets is in force: the first, until it is replaced. */
  generation(): number {
    return Number(readSetting(this.#deps.sql, "app_generation") ?? 1);
  }

  /** Replaces the app's secret; what the old one signed is refused from now on. Asked twice, it is replaced once. */
  replaceAppSecret(generation: number): number {
    if (generation === this.generation()) writeSetting(this.#deps.sql, "app_generation", String(generation + 1));
    return this.generation();
  }

  tokens(): readonly AutomationToken[] {
    return listAutomationTokens(this.#deps.sql);
  }

  async makeToken(token: string, name: string, madeBy: string): Promise<Result<AutomationToken, AccessFailure>> {
    const { sql, now } = this.#deps;
    const made = addAutomationToken(sql, await this.#hash(token), { name, madeBy, madeAt: now() });
    return made.ok ? made : err(TOO_MANY_TOKENS);
  }

  /** Whether there was one. */
  revokeToken(id: number): boolean {
    return revokeAutomationToken(this.#deps.sql, id);
  }

  async #administrator(connection: ZendeskConnection, token: string): Promise<Identity | null> {
    const { sql, now, fetch, onCall } = this.#deps;
    const session = findSession(sql, await this.#hash(token), now());
    if (session === null) return null;
    const { userId, name, roleCheckedAt, expiresAt } = session;
    const identity = { kind: "admin", userId, name, expiresAt } as const;
    if (now() - roleCheckedAt < ROLE_FRESH) return identity;
    const still = await isAdministrator(createZendeskClient({ ...connection, fetch, now, onCall }), userId);
    if (still === null) return now() - roleCheckedAt < ROLE_HOLDS ? identity : null;
    if (still) confirmRole(sql, userId, now());
    else endSessionsOf(sql, userId);
    return still ? identity : null;
  }

  async #hash(token: string): Promise<string> {
    return this.#deps.hashing.sha256(new TextEncoder().encode(token));
  }
}

export const NO_SIGN_IN_CLIENT: AccessFailure = {
  reason: "no_sign_in_client",
  message: "No OAuth client for signing in is set up for this account.",
  mend: "Create one in Admin Center → Apps and integrations → OAuth clients with the redirect URL …/auth/zendesk/callback, and run connect again with --admin-client-id.",
};

const TOO_MANY_SIGN_INS: AccessFailure = {
  reason: "too_many_attempts",
  message: "There were too many sign-ins to this account.",
  mend: "Wait a minute and sign in again.",
};

const TOO_MANY_TOKENS: AccessFailure = {
  reason: "too_many_tokens",
  message: "The account has as many tokens as it may have.",
  mend: "Revoke one that is not used any more.",
};
