import { describe, expect, test } from "vitest";
import { ADA, createRig, makeTicket, type Rig, settled, subscribe } from "./rig.ts";

const organizationOf = async (rig: Rig, ticket: number) =>
  Object((await rig.call("GET", `/api/v2/tickets/${ticket}`)).json["ticket"]).organization_id;

describe("organizations", () => {
  const make = (rig: Rig, organization: object) => rig.make("/api/v2/organizations", { organization });

  test("have a unique name and external id, compared without case", async () => {
    const rig = createRig();
    await make(rig, { name: "Acme", external_id: "C-1" });
    const again = (organization: object) => rig.call("POST", "/api/v2/organizations", { organization });
    expect((await again({ name: "ACME" })).json).toMatchObject({ details: { name: [{ error: "DuplicateValue" }] } });
    expect((await again({ name: "Other", external_id: "c-1" })).json).toMatchObject({
      details: { external_id: [{ error: "DuplicateValue" }] },
    });
  });

  test.each(["external_id=c-1", "name=acme"])("are found by %s", async (query) => {
    const rig = createRig();
    const id = await make(rig, { name: "Acme", external_id: "C-1" });
    expect((await rig.call("GET", `/api/v2/organizations/search.json?${query}`)).json).toMatchObject({
      organizations: [{ id }],
      count: 1,
    });
  });

  test("are shown many at once, by id or external id", async () => {
    const rig = createRig();
    const id = await make(rig, { name: "Acme", external_id: "C-1" });
    for (const query of [`ids=${id},1`, "external_ids=C-1,C-2"]) {
      expect((await rig.call("GET", `/api/v2/organizations/show_many?${query}`)).json).toMatchObject({
        organizations: [{ id }],
        count: 1,
      });
    }
  });

  test("have fields by key, of which an update changes only those it names", async () => {
    const rig = createRig();
    const field = (key: string, more: object) =>
      rig.make("/api/v2/organization_fields", { organization_field: { key, title: key, ...more } });
    const options = [{ name: "Pro", value: "tier_pro" }];
    await field("support_tier", { type: "dropdown", custom_field_options: options });
    await field("contract_end", { type: "date" });
    const id = await make(rig, { name: "Acme", organization_fields: { support_tier: "tier_pro" } });
    const update = (organization_fields: object) =>
      rig.call("PUT", `/api/v2/organizations/${id}`, { organization: { organization_fields } });
    expect((await update({ contract_end: "2026-12-31" })).json).toMatchObject({
      organization: { organization_fields: { support_tier: "tier_pro", contract_end: "2026-12-31" } },
    });
    expect((await update({ support_tier: "tier_gold" })).status).toBe(422);
  });

  test("that are deleted take themselves off open tickets and stay on closed ones", async () => {
    const rig = createRig();
    const id = await make(rig, { name: "Example", domain_names: ["example.com"] });
    const [open, closed] = [await makeTicket(rig), await makeTicket(rig, { status: "closed" })];
    await subscribe(rig, "ticket.organization_changed");
    await rig.call("DELETE", `/api/v2/organizations/${id}`);
    await settled();
    expect([await organizationOf(rig, open), await organizationOf(rig, closed)]).toEqual([null, id]);
    expect(rig.arrivals.map(({ body }) => body.event)).toMatchObject([{ current: null, previous: String(id) }]);
  });
});

describe("organization fields", () => {
  const create = (rig: Rig, more: object) =>
    rig.call("POST", "/api/v2/organization_fields", {
      organization_field: { key: "tier", type: "text", title: "Tier", ...more },
    });

  test("have a key that is never free again, even after deletion", async () => {
    const rig = createRig();
    expect((await create(rig, {})).status).toBe(201);
    expect((await create(rig, {})).status).toBe(422);
    expect((await rig.call("DELETE", "/api/v2/organization_fields/tier")).status).toBe(204);
    expect((await create(rig, {})).status).toBe(422);
  });

  test.each([{ key: "support tier" }, { type: "tagger" }])("refuse %j", async (more) => {
    expect((await create(createRig(), more)).status).toBe(422);
  });
});

describe("users", () => {
  const membership = (user_id: number, organization_id: number) => ({
    organization_membership: { user_id, organization_id },
  });

  test("have a unique e-mail address", async () => {
    const rig = createRig();
    const user = { name: "Rita", email: "Rita@example.com" };
    await rig.make("/api/v2/users", { user });
    expect((await rig.call("POST", "/api/v2/users", { user })).json).toMatchObject({
      details: { email: [{ error: "DuplicateValue" }] },
    });
  });

  test("can belong to several organizations; only these can be on their tickets", async () => {
    const rig = createRig();
    const [first, second] = [
      await rig.make("/api/v2/organizations", { organization: { name: "First", domain_names: ["example.com"] } }),
      await rig.make("/api/v2/organizations", { organization: { name: "Second" } }),
    ];
    const user = await rig.make("/api/v2/users", { user: { name: "Rita", email: "rita@example.com" } });
    const ticket = await makeTicket(rig);
    const move = async () =>
      (await rig.call("PUT", `/api/v2/tickets/${ticket}`, { ticket: { organization_id: second } })).status;
    expect(await move()).toBe(422);
    expect((await rig.call("POST", "/api/v2/organization_memberships", membership(user, second))).status).toBe(201);
    expect((await rig.call("POST", "/api/v2/organization_memberships", membership(user, second))).status).toBe(422);
    expect(await move()).toBe(200);
    expect((await rig.call("GET", `/api/v2/users/${user}/organization_memberships`)).json).toMatchObject({
      organization_memberships: [
        { organization_id: first, default: true },
        { organization_id: second, default: false },
      ],
    });
  });

  test("that leave an organization take their open tickets out of it", async () => {
    const rig = createRig();
    await rig.make("/api/v2/organizations", { organization: { name: "Example", domain_names: ["example.com"] } });
    const ticket = await makeTicket(rig);
    const { organization_memberships } = Object((await rig.call("GET", "/api/v2/organization_memberships")).json);
    await rig.call("DELETE", `/api/v2/organization_memberships/${organization_memberships[0].id}`);
    expect(await organizationOf(rig, ticket)).toBe(null);
  });
});

describe("ticket fields", () => {
  test("have options whose values are used by no other field", async () => {
    const rig = createRig();
    const create = (title: string) =>
      rig.call("POST", "/api/v2/ticket_fields", {
        ticket_field: { type: "tagger", title, custom_field_options: [{ name: "One", value: "one" }] },
      });
    expect((await create("A")).status).toBe(201);
    expect((await create("B")).status).toBe(422);
  });

  test("keep the ids of the options that stay", async () => {
    const rig = createRig();
    const options = (...values: string[]) => ({
      custom_field_options: values.map((value) => ({ name: value, value })),
    });
    const id = await rig.make("/api/v2/ticket_fields", {
      ticket_field: { type: "tagger", title: "A", ...options("one", "two") },
    });
    const before = Object((await rig.call("GET", `/api/v2/ticket_fields/${id}`)).json["ticket_field"]);
    const after = await rig.call("PUT", `/api/v2/ticket_fields/${id}`, { ticket_field: options("two", "three") });
    expect(Object(after.json["ticket_field"]).custom_field_options[0].id).toBe(before.custom_field_options[1].id);
  });

  test("of the system are listed and can't be removed; only admins add some", async () => {
    const rig = createRig();
    const { ticket_fields } = Object((await rig.call("GET", "/api/v2/ticket_fields", undefined, ADA)).json);
    const priority = ticket_fields.find((field: { type: string }) => field.type === "priority");
    expect(priority).toMatchObject({
      removable: false,
      sub_type_id: 0,
      system_field_options: [{}, {}, {}, { value: "urgent" }],
    });
    expect((await rig.call("DELETE", `/api/v2/ticket_fields/${priority.id}`)).status).toBe(404);
    expect((await rig.call("POST", "/api/v2/ticket_fields", { ticket_field: { title: "X" } }, ADA)).status).toBe(403);
  });
});

describe("views", () => {
  test("list the tickets that meet their conditions, sorted, with their columns", async () => {
    const rig = createRig();
    const field = await rig.make("/api/v2/ticket_fields", { ticket_field: { type: "date", title: "Due date" } });
    const due = (value: string) => ({ custom_fields: [{ id: field, value }], tags: ["sla"] });
    await makeTicket(rig, due("2026-03-05"));
    await makeTicket(rig, due("2026-03-03"));
    await makeTicket(rig, { ...due("2026-03-01"), status: "solved" });
    await makeTicket(rig);
    const view = await rig.make("/api/v2/views", {
      view: {
        title: "Due soon",
        all: [
          { field: "status", operator: "less_than", value: "solved" },
          { field: "current_tags", operator: "includes", value: "sla other" },
        ],
        output: { columns: ["subject", field], sort_by: String(field), sort_order: "asc" },
      },
    });
    const executed = (await rig.call("GET", `/api/v2/views/${view}/execute`)).json;
    expect(executed).toMatchObject({
      columns: [{ id: "subject" }, { id: field, title: "Due date" }],
      rows: [{ ticket: { id: 2 }, [field]: "2026-03-03" }, { ticket: { id: 1 } }],
      count: 2,
    });
    expect((await rig.call("GET", `/api/v2/views/${view}/tickets`)).json).toMatchObject({
      tickets: [{ id: 2 }, { id: 1 }],
    });
  });

  test("need a condition on a system property, and can be changed and removed", async () => {
    const rig = createRig();
    const tags = [{ field: "current_tags", operator: "includes", value: "x" }];
    expect((await rig.call("POST", "/api/v2/views", { view: { title: "V", all: tags } })).status).toBe(422);
    const all = [{ field: "status", operator: "is", value: "open" }];
    const id = await rig.make("/api/v2/views", { view: { title: "V", all } });
    expect((await rig.call("PUT", `/api/v2/views/${id}`, { view: { title: "W" } })).json).toMatchObject({
      view: { title: "W", conditions: { all } },
    });
    expect((await rig.call("DELETE", `/api/v2/views/${id}`)).status).toBe(204);
    expect((await rig.call("GET", `/api/v2/views/${id}`)).status).toBe(404);
  });
});

describe("lists", () => {
  test("page by cursor or by number", async () => {
    const rig = createRig();
    for (let ticket = 0; ticket < 3; ticket += 1) await makeTicket(rig);
    const first = await rig.call("GET", "/api/v2/tickets?page[size]=2");
    expect(first.json).toMatchObject({ tickets: [{ id: 1 }, { id: 2 }], meta: { has_more: true } });
    const next = new URL(Object(first.json["links"]).next);
    expect((await rig.call("GET", next.pathname + next.search)).json).toMatchObject({
      tickets: [{ id: 3 }],
      meta: { has_more: false, after_cursor: null },
    });
    expect((await rig.call("GET", "/api/v2/tickets?per_page=2&page=2")).json).toMatchObject({
      tickets: [{ id: 3 }],
      count: 3,
      next_page: null,
    });
  });
});
