import type { Ids } from "./ids.ts";
import type { Installation } from "./records/app.ts";
import type { OrganizationField, TicketField } from "./records/field.ts";
import type { Job } from "./records/job.ts";
import type { AuthorizationCode, OAuthClient, Token } from "./records/oauth.ts";
import type { Organization } from "./records/organization.ts";
import type { Group, Membership, User } from "./records/people.ts";
import type { Status, Ticket } from "./records/ticket.ts";
import type { View } from "./records/view.ts";
import type { Invocation, Webhook } from "./records/webhook.ts";

/** Everything the account holds. */
export interface State {
  readonly ids: Ids;
  readonly accountId: number;
  readonly brandId: number;
  readonly formId: number;
  readonly customStatusIds: Readonly<Record<Status, number>>;
  readonly apiToken: string;
  readonly users: Map<number, User>;
  readonly memberships: Map<number, Membership>;
  readonly organizations: Map<number, Organization>;
  readonly groups: Map<number, Group>;
  readonly ticketFields: Map<number, TicketField>;
  readonly organizationFields: Map<number, OrganizationField>;
  /** Keys that existed once: a key is not reusable after deletion (zendesk.md §4). */
  readonly usedOrganizationKeys: Set<string>;
  readonly tickets: Map<number, Ticket>;
  readonly views: Map<number, View>;
  readonly webhooks: Map<string, Webhook>;
  readonly invocations: Map<string, Invocation>;
  readonly jobs: Map<string, Job>;
  readonly oauthClients: Map<number, OAuthClient>;
  readonly tokens: Map<string, Token>;
  readonly authorizationCodes: Map<string, AuthorizationCode>;
  /** Who is signed in to the workspace: user ids by session. */
  readonly sessions: Map<string, number>;
  readonly installations: Map<number, Installation>;
}
