/** A `parameter` of an app's manifest (zendesk.md §5.1 [SRC]). */
export interface AppParameter {
  readonly name: string;
  readonly secure: boolean;
  /** Where a secure one may be put; `null`: anywhere. */
  readonly scopes: readonly string[] | null;
}

export type AppLocation = "ticket_sidebar" | "new_ticket_sidebar" | "nav_bar";

/** An app of the account, installed. */
export interface Installation {
  readonly id: number;
  readonly appId: number;
  readonly name: string;
  readonly version: string;
  readonly locations: Readonly<Partial<Record<AppLocation, { readonly url: string }>>>;
  readonly parameters: readonly AppParameter[];
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  /** Hosts that a request with secure settings may go to; empty: any. */
  readonly domainWhitelist: readonly string[];
  /** `assets/icon_nav_bar.svg` of the package. */
  readonly icon: string | null;
}
