import { actorOf } from "../admin/deps.ts";
import { err, ok, type Result } from "../core/result.ts";
import { formatInstant, type Instant } from "../core/time.ts";
import {
  type AutomationToken,
  addAutomationToken,
  findAutomationToken,
  listAutomationTokens,
  mayAddToken,
  nextTokenId,
  revokeAutomationToken,
} from "../desk/automation-tokens.ts";
import type { Sql } from "../desk/sql.ts";
import type { Hashing } from "../http/hashing.ts";
import type { Accountable } from "../identity.ts";
import type { OperatorFailure } from "./answers.ts";
import type { Trail } from "./trail.ts";

export interface TokensDeps {
  readonly sql: Sql;
  readonly now: () => Instant;
  readonly hashing: Hashing;
  readonly trail: Trail;
}

/** The tokens of programs. */
export class Tokens {
  readonly #deps: TokensDeps;

  constructor(deps: TokensDeps) {
    this.#deps = deps;
  }

  list(): readonly AutomationToken[] {
    return listAutomationTokens(this.#deps.sql);
  }

  /** Keeps the hash of a token that was made for a program. Asked twice, it is kept once. */
  async make(token: string, name: string, by: Accountable): Promise<Result<AutomationToken, OperatorFailure>> {
    const { sql, now, hashing, trail } = this.#deps;
    const hash = await hashing.sha256(new TextEncoder().encode(token));
    const madeAt = now();
    return trail.record<Result<AutomationToken, OperatorFailure>>(by, () => {
      const known = findAutomationToken(sql, hash);
      if (known !== null) return { told: null, act: () => ok(known) };
      if (!mayAddToken(sql)) return { told: null, act: () => err(TOO_MANY_TOKENS) };
      const made = { id: nextTokenId(sql), name, madeBy: actorOf(by).name, madeAt, usedAt: null };
      return {
        told: { action: "token.made", subject: `token ${made.id}`, detail: { before: null, after: told(made) } },
        act: () => {
          addAutomationToken(sql, hash, made);
          return ok(made);
        },
      };
    });
  }

  /** Whether there was one. */
  revoke(id: number, by: Accountable): Promise<boolean> {
    const { sql, trail } = this.#deps;
    return trail.record(by, () => {
      const known = listAutomationTokens(sql).find((token) => token.id === id);
      if (known === undefined) return { told: null, act: () => false };
      return {
        told: { action: "token.revoked", subject: `token ${id}`, detail: { before: told(known), after: null } },
        act: () => {
          revokeAutomationToken(sql, id);
          return true;
        },
      };
    });
  }
}

/** A token as the trail tells of it: neither itself nor its hash. */
const told = ({ name, madeBy, madeAt }: AutomationToken) => ({ name, madeBy, madeAt: formatInstant(madeAt) });

const TOO_MANY_TOKENS: OperatorFailure = {
  reason: "too_many_tokens",
  message: "The account has as many tokens as it may have.",
  mend: "Revoke one that is not used any more.",
};
