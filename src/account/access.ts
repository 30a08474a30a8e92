import { Attempts } from "../attempts.ts";
import { err, ok, type Result } from "../core/result.ts";
import { after, type Duration, formatInstant, hours, type Instant, minutes } from "../core/time.ts";
import { takeAutomationToken } from "../desk/automation-tokens.ts";
import { confirmRole, endAllSessions, endSession, endSessionsOf, findSession, saveSession } from "../desk/sessions.ts";
import { readSetting, writeSetting } from "../desk/settings.ts";
import type { Sql } from "../desk/sql.ts";
import type { Hashing } from "../http/hashing.ts";
import type { Accountable, Credential, Identity } from "../identity.ts";
import type { OperatorFailure, SignedIn, SignIn } from "./answers.ts";
import type { Source } from "./source.ts";
import type { Trail } from "./trail.ts";

/** How long an administrator stays signed in. */
const LIFE: Readonly<Record<"embedded" | "page", Duration>> = { embedded: hours(1), page: hours(8) };
/** The helpdesk is asked again whether they still are one. */
const ROLE_FRESH = minutes(15);
/** While the helpdesk can't say, for so long what it said last holds. */
const ROLE_HOLDS = hours(1);

export interface AccessDeps {
  readonly sql: Sql;
  readonly now: () => Instant;
  readonly hashing: Hashing;
  readonly source: Source;
  readonly trail: Trail;
}

/** Who may ask an account what: administrators by their sessions, programs by their tokens, and the installed app. */
export class Access {
  readonly #deps: AccessDeps;
  readonly #attempts = new Attempts(30, minutes(1));

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  /** Who shows this credential; `null` when it doesn't hold here, or not any more, or the account is not connected. */
  async identify(credential: Credential): Promise<Identity | null> {
    if (this.#deps.source.name === null) return null;
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
        return this.#administrator(credential.token);
    }
  }

  /** Ends the way to the helpdesk and back: who came back has to be an administrator of the account. */
  async signIn(request: SignIn): Promise<Result<SignedIn, OperatorFailure>> {
    const { sql, now, source, trail } = this.#deps;
    const client = source.signInClient();
    if (!client.ok) return client;
    if (!this.#attempts.allow("sign-in", now())) return err(TOO_MANY_SIGN_INS);
    const person = await source.whoSignsIn(request);
    if (!person.ok) return person;
    const roleCheckedAt = now();
    const expiresAt = after(roleCheckedAt, LIFE[request.as]);
    const { userId, name } = person.value;
    const hash = await this.#hash(request.token);
    const detail = { before: null, after: { as: request.as, expiresAt: formatInstant(expiresAt) } };
    await trail.record({ kind: "admin", userId, name, expiresAt }, () => ({
      told: { action: "admin.signed_in", subject: `administrator ${userId}`, detail },
      act: () => saveSession(sql, { hash, userId, name, roleCheckedAt, expiresAt }, roleCheckedAt),
    }));
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
  replaceAppSecret(generation: number, by: Accountable): Promise<number> {
    const { sql, trail } = this.#deps;
    return trail.record(by, () => {
      const current = this.generation();
      if (generation !== current) return { told: null, act: () => current };
      const detail = { before: { generation }, after: { generation: generation + 1 } };
      return {
        told: { action: "app_secret.replaced", subject: "app secret", detail },
        act: () => {
          writeSetting(sql, "app_generation", String(generation + 1));
          return generation + 1;
        },
      };
    });
  }

  async #administrator(token: string): Promise<Identity | null> {
    const { sql, now, source } = this.#deps;
    const session = findSession(sql, await this.#hash(token), now());
    if (session === null) return null;
    const { userId, name, roleCheckedAt, expiresAt } = session;
    const identity = { kind: "admin", userId, name, expiresAt } as const;
    if (now() - roleCheckedAt < ROLE_FRESH) return identity;
    const still = await source.isAdministrator(userId);
    if (still === null) return now() - roleCheckedAt < ROLE_HOLDS ? identity : null;
    if (still) confirmRole(sql, userId, now());
    else endSessionsOf(sql, userId);
    return still ? identity : null;
  }

  async #hash(token: string): Promise<string> {
    return this.#deps.hashing.sha256(new TextEncoder().encode(token));
  }
}

const TOO_MANY_SIGN_INS: OperatorFailure = {
  reason: "too_many_attempts",
  message: "There were too many sign-ins to this account.",
  mend: "Wait a minute and sign in again.",
};
