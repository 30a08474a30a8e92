import { createIds } from "./ids.ts";
import type { TicketField } from "./records/field.ts";
import type { OAuthClient } from "./records/oauth.ts";
import type { User } from "./records/people.ts";
import { stamp } from "./stamp.ts";
import type { State } from "./state.ts";

export interface SeedPerson {
  readonly name: string;
  readonly email: string;
}

export interface Seed {
  /** The admin that the integration runs as: it owns the OAuth client (zendesk.md §2.8). */
  readonly admin: SeedPerson;
  readonly agents: readonly SeedPerson[];
  /** Further admins, people in the workspace. */
  readonly admins: readonly SeedPerson[];
  readonly client: { readonly identifier: string; readonly secret: string };
  /** A legacy API token (zendesk.md §2.9), accepted for every seeded or created user: `{email}/token:{token}`. */
  readonly apiToken: string;
}

export function defaultSeed(subdomain: string): Seed {
  return {
    admin: { name: "Integration", email: `integration@${subdomain}.test` },
    agents: [
      { name: "Ada Agent", email: `ada@${subdomain}.test` },
      { name: "Ben Agent", email: `ben@${subdomain}.test` },
    ],
    admins: [{ name: "Mara Admin", email: `mara@${subdomain}.test` }],
    client: { identifier: "tierline", secret: "emulator-secret" },
    apiToken: "emulator",
  };
}

/** A new account: its staff, one group, the system ticket fields, one OAuth client. */
export function openState(seed: Seed, random: () => number, now: () => number): State {
  const ids = createIds(random, now);
  const at = stamp(now());
  const group = { id: ids.next(), name: "Support", description: "", default: true, created_at: at };
  const staff = (person: SeedPerson, role: "admin" | "agent"): User => ({
    ...blankUser(ids.next(), person.name, at),
    email: person.email,
    role,
    default_group_id: group.id,
  });
  const admin = staff(seed.admin, "admin");
  const agents = seed.agents.map((agent) => staff(agent, "agent"));
  const users = [admin, ...agents, ...seed.admins.map((person) => staff(person, "admin"))];
  const client: OAuthClient = {
    id: ids.next(),
    name: seed.client.identifier,
    identifier: seed.client.identifier,
    kind: "confidential",
    secret: seed.client.secret,
    redirect_uri: [],
    user_id: admin.id,
    created_at: at,
    updated_at: at,
  };
  const fields = systemFields(() => ids.next(), at);

  return {
    ids,
    accountId: 20_000_000 + Math.floor(random() * 1_000_000),
    brandId: ids.next(),
    formId: ids.next(),
    customStatusIds: {
      new: ids.next(),
      open: ids.next(),
      pending: ids.next(),
      hold: ids.next(),
      solved: ids.next(),
      closed: ids.next(),
    },
    apiToken: seed.apiToken,
    users: new Map(users.map((user) => [user.id, user])),
    memberships: new Map(),
    organizations: new Map(),
    groups: new Map([[group.id, group]]),
    ticketFields: new Map(fields.map((field) => [field.id, field])),
    organizationFields: new Map(),
    usedOrganizationKeys: new Set(),
    tickets: new Map(),
    views: new Map(),
    webhooks: new Map(),
    invocations: new Map(),
    jobs: new Map(),
    oauthClients: new Map([[client.id, client]]),
    tokens: new Map(),
    authorizationCodes: new Map(),
    sessions: new Map(),
    installations: new Map(),
  };
}

export function blankUser(id: number, name: string, at: string): User {
  return {
    id,
    name,
    email: null,
    role: "end-user",
    external_id: null,
    organization_id: null,
    default_group_id: null,
    phone: null,
    notes: "",
    details: "",
    tags: [],
    time_zone: "UTC",
    suspended: false,
    active: true,
    user_fields: {},
    created_at: at,
    updated_at: at,
  };
}

const options = (...values: string[]) =>
  values.map((value) => ({ name: value.charAt(0).toUpperCase() + value.slice(1), value }));

/** The system fields of a ticket [OAS TicketFieldObject: `system_field_options`, `removable`, `sub_type_id`]. */
function systemFields(nextId: () => number, at: string): TicketField[] {
  const field = (
    type: string,
    title: string,
    position: number,
    system_field_options: TicketField["system_field_options"] = [],
  ): TicketField => ({
    id: nextId(),
    type,
    title,
    description: "",
    position,
    active: true,
    required: false,
    removable: false,
    regexp_for_validation: null,
    tag: null,
    sub_type_id: 0,
    custom_field_options: [],
    system_field_options,
    created_at: at,
    updated_at: at,
  });
  return [
    field("subject", "Subject", 1),
    field("description", "Description", 2),
    field("status", "Status", 3, options("open", "pending", "hold", "solved")),
    field("tickettype", "Type", 4, options("question", "incident", "problem", "task")),
    field("priority", "Priority", 5, options("low", "normal", "high", "urgent")),
    field("group", "Group", 6),
    field("assignee", "Assignee", 7),
  ];
}
