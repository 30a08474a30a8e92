import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { ticketInput } from "../../emulator/ticket-input.ts";
import excerpt from "../fixtures/zendesk-oas-excerpt.json" with { type: "json" };
import { createRig, type Json, makeTicket, ORIGIN, type Rig, readAnswer } from "./rig.ts";

/**
 * The emulator's answers against Zendesk's own description of them (scripts/oas-excerpt.ts says where that is from).
 * The document leaves out `nullable` in many places where the product has always sent null; these are named here, so
 * that a null anywhere else fails.
 */
const NULL_IN_PRACTICE = new Set([
  // of a ticket: unset system fields, custom fields and what only other plans or channels have
  "assignee_id",
  "external_id",
  "forum_topic_id",
  "group_id",
  "organization_id",
  "priority",
  "problem_id",
  "recipient",
  "satisfaction_rating",
  "type",
  "value",
  "rel",
  "previous_value",
  // of its metrics: what has not happened yet
  "assigned_at",
  "assignee_updated_at",
  "business",
  "calendar",
  "initially_assigned_at",
  "solved_at",
  // of users, organizations, fields, views and tokens
  "default_group_id",
  "description",
  "expires_at",
  "group",
  "last_login_at",
  "restriction",
  "used_at",
  "tier",
]);

/** Lists, ticked boxes and tags as values, where the document only knows texts and whole numbers. */
const VALUE_IN_PRACTICE = new Set(["value"]);

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  formats: { datetime: true, email: true, "date-time": isDateTime, uri: true },
});
ajv.addSchema(excerpt, "oas");

function isDateTime(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(text);
}

/** What `json` breaks of the described answer, as readable lines; empty when it fits. */
function violations(pointer: string, json: unknown): string[] {
  const validate = ajv.getSchema(`oas#${pointer}`) ?? expect.fail(`the excerpt has no ${pointer}`);
  validate(withoutKnown(json));
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

function withoutKnown(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json), (key, value: unknown) => {
    if (value === null && NULL_IN_PRACTICE.has(key)) return undefined;
    if (VALUE_IN_PRACTICE.has(key) && (Array.isArray(value) || typeof value === "boolean")) return undefined;
    return value;
  });
}

const answerOf = (name: string) => pointerTo("answers", name);
const pointerTo = (part: "answers" | "requests", name: string) =>
  `/${part}/${name.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll(" ", "%20").replaceAll("{", "%7B").replaceAll("}", "%7D")}`;

/** An account with at least one of everything. */
async function furnished() {
  const rig = createRig();
  const organization = await rig.make("/api/v2/organizations", {
    organization: { name: "Example", domain_names: ["example.com"] },
  });
  const organizationField = await rig.make("/api/v2/organization_fields", {
    organization_field: {
      key: "tier",
      type: "dropdown",
      title: "Tier",
      custom_field_options: [{ name: "Pro", value: "pro" }],
    },
  });
  const custom_field_options = [{ name: "One", value: "severity_1" }];
  const field = await rig.make("/api/v2/ticket_fields", {
    ticket_field: { type: "tagger", title: "Severity", custom_field_options },
  });
  const date = await rig.make("/api/v2/ticket_fields", { ticket_field: { type: "date", title: "Due date" } });
  const all = [{ field: "status", operator: "less_than", value: "solved" }];
  const view = await rig.make("/api/v2/views", {
    view: { title: "Due", all, output: { columns: ["subject", field] } },
  });
  const ticket = await makeTicket(rig, { tags: ["a"], custom_fields: [{ id: field, value: "severity_1" }] });
  const other = await makeTicket(rig);
  await rig.call("PUT", `/api/v2/tickets/${ticket}`, {
    ticket: { comment: { body: "Hello" }, tags: ["b"], metadata: { a: 1 } },
  });
  await requestToken(rig);
  const user = Number(Object((await rig.call("GET", "/api/v2/users/me")).json["user"]).id);
  const job = Object(
    (await rig.call("PUT", `/api/v2/tickets/update_many?ids=${other},99`, { ticket: { priority: "low" } })).json,
  );
  await rig.clock.advance(120_000);
  return {
    rig,
    organization,
    organizationField,
    field,
    date,
    view,
    ticket,
    other,
    user,
    job: String(job.job_status.id),
  };
}

async function requestToken(rig: Rig) {
  const grant = {
    grant_type: "client_credentials",
    client_id: "tierline",
    client_secret: "emulator-secret",
    expires_in: 3600,
  };
  const request = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(grant) };
  return readAnswer(await rig.emulator.fetch(new Request(`${ORIGIN}/oauth/tokens`, request)));
}

type Account = Awaited<ReturnType<typeof furnished>>;
interface Asked {
  readonly described: string;
  readonly path: (account: Account) => string;
  readonly body: ((account: Account) => Json) | undefined;
}
const ask = (described: string, path: Asked["path"], body?: Asked["body"]): Asked => ({ described, path, body });

const ASKED: readonly Asked[] = [
  ask("GET /api/v2/tickets 200", () => "/api/v2/tickets"),
  ask(
    "POST /api/v2/tickets 201",
    () => "/api/v2/tickets",
    () => ({ ticket: { comment: { body: "New" }, priority: "urgent" } }),
  ),
  ask("GET /api/v2/tickets/{ticket_id} 200", ({ ticket }) => `/api/v2/tickets/${ticket}?include=users,organizations`),
  ask(
    "PUT /api/v2/tickets/{ticket_id} 200",
    ({ ticket }) => `/api/v2/tickets/${ticket}`,
    () => ({ ticket: { priority: "high", tags: [] } }),
  ),
  ask("GET /api/v2/tickets/show_many 200", ({ ticket, other }) => `/api/v2/tickets/show_many?ids=${ticket},${other}`),
  ask(
    "PUT /api/v2/tickets/update_many 200",
    () => "/api/v2/tickets/update_many",
    ({ ticket }) => ({ tickets: [{ id: ticket, priority: "low" }] }),
  ),
  ask(
    "POST /api/v2/tickets/{ticket_id}/merge 200",
    ({ ticket }) => `/api/v2/tickets/${ticket}/merge`,
    ({ other }) => ({ ids: [other] }),
  ),
  ask("GET /api/v2/tickets/{ticket_id}/tags 200", ({ ticket }) => `/api/v2/tickets/${ticket}/tags`),
  ask(
    "PUT /api/v2/tickets/{ticket_id}/tags 200",
    ({ ticket }) => `/api/v2/tickets/${ticket}/tags`,
    () => ({ tags: ["x"] }),
  ),
  ask(
    "POST /api/v2/tickets/{ticket_id}/tags 201",
    ({ ticket }) => `/api/v2/tickets/${ticket}/tags`,
    () => ({ tags: ["x"] }),
  ),
  ask("GET /api/v2/tickets/{ticket_id}/comments 200", ({ ticket }) => `/api/v2/tickets/${ticket}/comments`),
  ask("GET /api/v2/tickets/{ticket_id}/audits 200", ({ ticket }) => `/api/v2/tickets/${ticket}/audits`),
  ask("GET /api/v2/job_statuses/{job_status_id} 200", ({ job }) => `/api/v2/job_statuses/${job}`),
  ask("GET /api/v2/job_statuses 200", () => "/api/v2/job_statuses"),
  ask("GET /api/v2/incremental/tickets/cursor 200", () => "/api/v2/incremental/tickets/cursor?start_time=0"),
  ask("GET /api/v2/users/me 200", () => "/api/v2/users/me"),
  ask("GET /api/v2/users 200", () => "/api/v2/users"),
  ask(
    "POST /api/v2/users 201",
    () => "/api/v2/users",
    () => ({ user: { name: "Olga", email: "olga@other.test" } }),
  ),
  ask("GET /api/v2/users/{user_id} 200", ({ user }) => `/api/v2/users/${user}`),
  ask(
    "PUT /api/v2/users/{user_id} 200",
    ({ user }) => `/api/v2/users/${user}`,
    () => ({ user: { notes: "x" } }),
  ),
  ask("GET /api/v2/users/show_many 200", ({ user }) => `/api/v2/users/show_many?ids=${user}`),
  ask("GET /api/v2/organizations 200", () => "/api/v2/organizations"),
  ask(
    "POST /api/v2/organizations 201",
    () => "/api/v2/organizations",
    () => ({ organization: { name: "Other", organization_fields: { tier: "pro" } } }),
  ),
  ask("GET /api/v2/organizations/{organization_id} 200", ({ organization }) => `/api/v2/organizations/${organization}`),
  ask(
    "PUT /api/v2/organizations/{organization_id} 200",
    ({ organization }) => `/api/v2/organizations/${organization}`,
    () => ({ organization: { tags: ["x"] } }),
  ),
  ask(
    "GET /api/v2/organizations/show_many 200",
    ({ organization }) => `/api/v2/organizations/show_many?ids=${organization}`,
  ),
  ask("GET /api/v2/organizations/search 200", () => "/api/v2/organizations/search?name=example"),
  ask("GET /api/v2/organization_memberships 200", () => "/api/v2/organization_memberships"),
  ask(
    "POST /api/v2/organization_memberships 201",
    () => "/api/v2/organization_memberships",
    ({ user, organization }) => ({ organization_membership: { user_id: user, organization_id: organization } }),
  ),
  ask("GET /api/v2/organization_fields 200", () => "/api/v2/organization_fields"),
  ask(
    "POST /api/v2/organization_fields 201",
    () => "/api/v2/organization_fields",
    () => ({ organization_field: { key: "sdk", type: "checkbox", title: "SDK" } }),
  ),
  ask(
    "GET /api/v2/organization_fields/{organization_field_id} 200",
    ({ organizationField }) => `/api/v2/organization_fields/${organizationField}`,
  ),
  ask(
    "PUT /api/v2/organization_fields/{organization_field_id} 200",
    () => "/api/v2/organization_fields/tier",
    () => ({ organization_field: { title: "T" } }),
  ),
  ask("GET /api/v2/ticket_fields 200", () => "/api/v2/ticket_fields"),
  ask(
    "POST /api/v2/ticket_fields 201",
    () => "/api/v2/ticket_fields",
    () => ({ ticket_field: { type: "text", title: "Due" } }),
  ),
  ask("GET /api/v2/ticket_fields/{ticket_field_id} 200", ({ field }) => `/api/v2/ticket_fields/${field}`),
  ask(
    "PUT /api/v2/ticket_fields/{ticket_field_id} 200",
    ({ date }) => `/api/v2/ticket_fields/${date}`,
    () => ({ ticket_field: { title: "Due on" } }),
  ),
  ask("GET /api/v2/groups 200", () => "/api/v2/groups"),
  ask(
    "POST /api/v2/groups 201",
    () => "/api/v2/groups",
    () => ({ group: { name: "Second line" } }),
  ),
  ask("GET /api/v2/views 200", () => "/api/v2/views"),
  ask(
    "POST /api/v2/views 200",
    () => "/api/v2/views",
    () => ({ view: { title: "V", all: [{ field: "status", operator: "is", value: "new" }] } }),
  ),
  ask("GET /api/v2/views/{view_id} 200", ({ view }) => `/api/v2/views/${view}`),
  ask(
    "PUT /api/v2/views/{view_id} 200",
    ({ view }) => `/api/v2/views/${view}`,
    () => ({ view: { title: "W" } }),
  ),
  ask("GET /api/v2/views/{view_id}/execute 200", ({ view }) => `/api/v2/views/${view}/execute`),
  ask("GET /api/v2/views/{view_id}/tickets 200", ({ view }) => `/api/v2/views/${view}/tickets`),
  ask("GET /api/v2/oauth/clients 200", () => "/api/v2/oauth/clients"),
  ask(
    "POST /api/v2/oauth/clients 201",
    () => "/api/v2/oauth/clients",
    () => ({ client: { name: "C", identifier: "c" } }),
  ),
  ask("GET /api/v2/oauth/tokens 200", () => "/api/v2/oauth/tokens"),
];

describe("the answer of", () => {
  test.each(ASKED)("$described is as described", async ({ described, path, body }) => {
    const account = await furnished();
    const [method = "", , status] = described.split(" ");
    const answer = await account.rig.call(method, path(account), body?.(account));
    expect(answer.status, answer.text).toBe(Number(status));
    expect(violations(answerOf(described), answer.json)).toEqual([]);
  });

  test.each(ASKED.filter(({ described }) => described in excerpt.requests))(
    "$described, and so is what was asked",
    async ({ described, body }) => {
      expect(violations(pointerTo("requests", described), body?.(await furnished()))).toEqual([]);
    },
  );

  test("every described answer is asked for", () => {
    expect(ASKED.map(({ described }) => described).sort()).toEqual(Object.keys(excerpt.answers).sort());
  });

  test("the token endpoint is as described", async () => {
    const answer = await requestToken(createRig());
    expect(answer.status).toBe(201);
    expect(violations("/$defs/OAuthTokenForGrantTypesObject", answer.json)).toEqual([]);
  });

  test("metric sets are as described", async () => {
    const { rig, ticket } = await furnished();
    const { metric_set } = Object(
      (await rig.call("GET", `/api/v2/tickets/${ticket}?include=metric_sets`)).json["ticket"],
    );
    expect(violations("/$defs/TicketMetricObject", metric_set)).toEqual([]);
    expect(Object.keys(metric_set)).toEqual(
      expect.arrayContaining(Object.keys(excerpt.$defs.TicketMetricObject.properties)),
    );
  });
});

test("an update reads every property that is described for it, but for what is not emulated", () => {
  const described = Object.keys(excerpt.$defs.TicketUpdateInput.properties);
  const notEmulated = [
    "additional_collaborators",
    "attribute_value_ids",
    "collaborator_ids",
    "custom_status_id",
    "sharing_agreement_ids",
  ];
  expect(described.filter((name) => !(name in ticketInput.shape))).toEqual(notEmulated);
});

test("a ticket has every property that is described for reading", async () => {
  const { rig, ticket } = await furnished();
  const shown = Object((await rig.call("GET", `/api/v2/tickets/${ticket}`)).json["ticket"]);
  const described = Object.entries(excerpt.$defs.TicketObject.properties);
  // Described as "POST requests only", though not as `writeOnly`.
  const onlyForCreation = ["collaborators", "macro_ids", "via_followup_source_id"];
  const readable = described.filter(([name, schema]) => !("writeOnly" in schema) && !onlyForCreation.includes(name));
  expect(readable.map(([name]) => name).filter((name) => !(name in shown))).toEqual([]);
});

test("a null, a text or a fraction in the wrong place would be seen", async () => {
  const { rig, ticket } = await furnished();
  const { json } = await rig.call("GET", `/api/v2/tickets/${ticket}`);
  const wrong = (change: object) =>
    violations(answerOf("GET /api/v2/tickets/{ticket_id} 200"), { ticket: { ...Object(json["ticket"]), ...change } });
  expect(wrong({})).toEqual([]);
  expect(wrong({ id: "1" })).toEqual(["/ticket/id must be integer"]);
  expect(wrong({ status: null })).toEqual([
    "/ticket/status must be string",
    "/ticket/status must be equal to one of the allowed values",
  ]);
  expect(wrong({ created_at: "2026-03-02T10:00:00.000Z" })).toEqual([
    '/ticket/created_at must match format "date-time"',
  ]);
});
