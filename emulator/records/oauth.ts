export interface OAuthClient {
  readonly id: number;
  name: string;
  readonly identifier: string;
  kind: "public" | "confidential";
  secret: string;
  redirect_uri: string[];
  readonly user_id: number;
  readonly created_at: string;
  updated_at: string;
}

export interface Token {
  readonly id: number;
  readonly token: string;
  readonly clientId: number;
  readonly userId: number;
  readonly scopes: readonly string[];
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

/** An authorization code that waits to be exchanged. */
export interface AuthorizationCode {
  readonly clientId: number;
  readonly userId: number;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly challenge: string | null;
  readonly expiresAt: number;
}
