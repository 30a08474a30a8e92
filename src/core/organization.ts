import type { OrganizationId } from "./id.ts";
import type { TierName } from "./policy.ts";
import type { LocalDate } from "./time.ts";

/** `existing`: not a new user of the product, so onboarding is not asked of it (contract, Additional Support Terms). */
export const ONBOARDING = ["completed", "pending", "existing"] as const;
export type Onboarding = (typeof ONBOARDING)[number];

/** One row of `organizations.csv`: what one organization bought, from when to when. */
export interface Contract {
  readonly organizationId: OrganizationId | null;
  readonly externalId: string | null;
  readonly name: string;
  /** Lower-case e-mail domains. */
  readonly domains: readonly string[];
  /** Lower-case names of repositories (`acme/globex-support`), organizations and people on GitHub. Absent: none. */
  readonly handles?: readonly string[];
  readonly tier: TierName;
  /** First day in the policy's zone; `null` is open. */
  readonly start: LocalDate | null;
  /** Last day in the policy's zone, inclusive; `null` is open. */
  readonly end: LocalDate | null;
  readonly onboarding: Onboarding;
  /** Whether the customer's applications include the provided SDK. */
  readonly sdk: boolean;
  readonly csm: string | null;
  readonly tam: string | null;
  /** Lower-case e-mail addresses of the Named Support Contacts. */
  readonly namedContacts: readonly string[];
}

/** What the mapping knows of a ticket's organization and requester; gathered before the decision. */
export interface Mapping {
  /** An admin's word for this organization; wins over everything. */
  readonly override: TierName | null;
  /** Rows found by organization id or external id, of whatever dates. */
  readonly contracts: readonly Contract[];
  /** Rows found by a handle of the ticket, of whatever dates, for the most telling handle first. */
  readonly handleContracts: readonly HandleContracts[];
  /** Rows found by the requester's e-mail domain, of whatever dates. */
  readonly domainContracts: readonly Contract[];
}

/** The rows that name one handle of a ticket. */
export interface HandleContracts {
  readonly handle: string;
  readonly contracts: readonly Contract[];
}
