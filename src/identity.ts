import type { TokenKind } from "./bearer-tokens.ts";

/** Who asks. What each may is said by the routes. */
export type Identity =
  /** Somebody in the account's agent workspace: who, isn't known. */
  | { readonly kind: "agent" }
  /** An administrator of the helpdesk account, signed in there. */
  | { readonly kind: "admin"; readonly userId: string; readonly name: string; readonly expiresAt: number }
  /** A program, by a token that an admin or operator made. */
  | { readonly kind: "automation"; readonly tokenId: number; readonly name: string }
  /** Who runs this server. */
  | { readonly kind: "operator" };

/** Who may do something to an account: nobody whom the audit trail can't name. Of an agent it isn't known who it is. */
export type Accountable = Exclude<Identity, { readonly kind: "agent" }>;

export type IdentityKind = Identity["kind"];

/** What was checked from memory, for the account to say whether it holds. */
export type Credential =
  | { readonly kind: "agent"; readonly generation: number }
  | { readonly kind: TokenKind; readonly token: string }
  | { readonly kind: "operator" };
