import type { Instant } from "../core/time.ts";
import type { Actor } from "../desk/audit.ts";
import type { Changes } from "../desk/changes.ts";
import type { Facts } from "../desk/facts.ts";
import type { Sql } from "../desk/sql.ts";
import type { Hashing } from "../http/hashing.ts";
import type { Accountable } from "../identity.ts";
import type { PolicyInForce } from "./policy-in-force.ts";

/** What the administrators' side of an account works with. */
export interface AdminDeps {
  readonly sql: Sql;
  readonly now: () => Instant;
  readonly hashing: Hashing;
  readonly facts: Facts;
  readonly changes: Changes;
  readonly inForce: PolicyInForce;
}

/** Why something was not done. */
export interface AdminFailure {
  readonly reason: string;
  readonly message: string;
  readonly mend: string;
  /** What is to be answered: nothing is there, it can't be done now, somebody was faster, or the request is wrong. */
  readonly kind: "missing" | "conflict" | "stale" | "invalid";
  readonly problems?: readonly { readonly where: string; readonly message: string }[];
}

/** Who asks, as the audit trail names them. */
export function actorOf(identity: Accountable): Actor {
  switch (identity.kind) {
    case "admin":
      return { kind: "admin", id: identity.userId, name: identity.name };
    case "automation":
      return { kind: "automation", id: String(identity.tokenId), name: identity.name };
    case "operator":
      return { kind: "operator", id: null, name: "operator" };
  }
}
