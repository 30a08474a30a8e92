import { actorOf } from "../admin/deps.ts";
import type { NewAuditEntry } from "../desk/audit.ts";
import { recordDeed } from "../desk/audit-record.ts";
import type { Accountable } from "../identity.ts";
import type { AccountDeps } from "./deps.ts";

/** What is about to be done. */
interface Deed<T> {
  /** For the trail; `null` where there is nothing to be done. Never a secret, and never what a customer wrote. */
  readonly told: Pick<NewAuditEntry, "action" | "subject" | "detail"> | null;
  readonly act: () => T;
}

/** The audit trail of what is done to an account itself. */
export class Trail {
  readonly #deps: Pick<AccountDeps, "sql" | "now" | "hashing">;

  constructor(deps: Pick<AccountDeps, "sql" | "now" | "hashing">) {
    this.#deps = deps;
  }

  /** Does it and tells of it, both or neither. @param deed see {@link recordDeed} */
  record<T>(by: Accountable, deed: () => Deed<T>): Promise<T> {
    const { sql, now, hashing } = this.#deps;
    const who = { at: now(), actor: actorOf(by) };
    return recordDeed(sql, hashing.sha256, () => {
      const { told, act } = deed();
      return { entry: told === null ? null : { ...who, ...told }, act };
    });
  }
}
