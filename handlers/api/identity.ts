import { timingSafeEqual } from "hono/utils/buffer";
import type { AccountHandle, Accounts } from "../../src/accounts.ts";
import { type AgentTokenRefusal, checkAgentToken } from "../../src/agent-token.ts";
import type { AppSecrets } from "../../src/app-secret.ts";
import { Attempts } from "../../src/attempts.ts";
import type { BearerTokens } from "../../src/bearer-tokens.ts";
import { err, ok, type Result } from "../../src/core/result.ts";
import { type Instant, minutes } from "../../src/core/time.ts";
import type { DeskIds } from "../../src/desk-id.ts";
import type { Credential, Identity } from "../../src/identity.ts";
import { zendeskOrigin } from "../../src/zendesk/connection.ts";
import { sessionCookie } from "../auth/session-cookie.ts";
import { bearerOf } from "../operator-only.ts";
import { isSameOrigin } from "./same-origin.ts";

export interface IdentityDeps {
  readonly accounts: Accounts;
  readonly deskIds: DeskIds;
  readonly secrets: AppSecrets;
  readonly tokens: BearerTokens;
  readonly operatorToken: string;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly now: () => Instant;
}

export interface Known {
  readonly identity: Identity;
  readonly account: AccountHandle;
}

export interface Unknown {
  readonly reason:
    | "not_signed_in"
    /** Nothing shown is ours, or is of this account. */
    | AgentTokenRefusal["reason"]
    /** It was genuine and doesn't hold any more. */
    | "ended"
    | "foreign_origin"
    | "no_account";
}

/** Tells who asks. Whatever is made up is refused from memory: no account is opened for it. */
export class Doorkeeper {
  readonly #deps: IdentityDeps;
  /** The generation of each account's app secret, as it was last seen. */
  readonly #generations = new Map<string, number>();
  readonly #lookUps = new Attempts(20, minutes(1));

  constructor(deps: IdentityDeps) {
    this.#deps = deps;
  }

  async identify(request: Request, subdomain: string): Promise<Result<Known, Unknown>> {
    if (!zendeskOrigin(subdomain, null).ok) return err({ reason: "not_genuine" });
    const credential = await this.#credential(request, subdomain);
    if (!credential.ok) return credential;
    const account = await this.#account(subdomain);
    const identity = (await account?.identify(credential.value)) ?? null;
    if (account !== null && identity !== null) return ok({ identity, account });
    return err({ reason: credential.value.kind === "operator" ? "no_account" : "ended" });
  }

  async #credential(request: Request, subdomain: string): Promise<Result<Credential, Unknown>> {
    if (!request.headers.has("authorization")) return this.#fromCookie(request, subdomain);
    const bearer = bearerOf(request);
    if (bearer === null) return err({ reason: "not_genuine" });
    if (bearer.split(".").length === 3) return this.#agent(bearer, subdomain);
    const kind = await this.#deps.tokens.kindOf(bearer, subdomain);
    if (kind === "embedded" || kind === "automation") return ok({ kind, token: bearer });
    const isOperator = await timingSafeEqual(bearer, this.#deps.operatorToken);
    return isOperator ? ok({ kind: "operator" }) : err({ reason: "not_genuine" });
  }

  /** A browser sends a cookie whoever's page asks, so that the page has to be ours. */
  async #fromCookie(request: Request, subdomain: string): Promise<Result<Credential, Unknown>> {
    const token = sessionCookie(request, subdomain);
    if (token === null) return err({ reason: "not_signed_in" });
    if (!isSameOrigin(request, this.#deps.publicUrl)) return err({ reason: "foreign_origin" });
    const kind = await this.#deps.tokens.kindOf(token, subdomain);
    return kind === "page" ? ok({ kind, token }) : err({ reason: "not_genuine" });
  }

  async #agent(token: string, subdomain: string): Promise<Result<Credential, Unknown>> {
    const known = this.#generations.get(subdomain) ?? 1;
    const first = await this.#check(token, subdomain, known);
    if (first.ok || first.failure.reason === "expired") return first;
    // The secret may have been replaced. Anybody can make us ask, so not often, however many accounts they name.
    const whose = this.#generations.has(subdomain) ? subdomain : "not known";
    if (!this.#lookUps.allow(whose, this.#deps.now())) return first;
    const generation = await (await this.#account(subdomain))?.appGeneration();
    if (generation === undefined) return first;
    this.#generations.set(subdomain, generation);
    if (generation === known) return first;
    return this.#check(token, subdomain, generation);
  }

  async #check(token: string, subdomain: string, generation: number): Promise<Result<Credential, AgentTokenRefusal>> {
    const { secrets, publicUrl, now } = this.#deps;
    const secret = await secrets.of(subdomain, generation);
    const checked = await checkAgentToken(token, { secret, subdomain, publicUrl, now: now() });
    return checked.ok ? ok({ kind: "agent", generation }) : checked;
  }

  async #account(subdomain: string): Promise<AccountHandle | null> {
    const { accounts, deskIds } = this.#deps;
    return accounts.find(await deskIds.of("zendesk", subdomain));
  }
}
