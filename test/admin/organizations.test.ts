import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COLUMNS, OPTIONAL_COLUMNS } from "../../mappings/organization-row.ts";
import { loadOrganizations } from "../../mappings/organizations.ts";
import { CSV_HEADER, csvRow, marked, unmarked } from "../../mappings/organizations-csv.ts";
import { importOutcome, organizationPage } from "../../src/api/organizations.ts";
import { unmapped } from "../../src/api/unmapped.ts";
import { administered, EDITABLE } from "../support/administrators.ts";
import { aContract, on, PRO } from "../support/given.ts";

const HEADER = COLUMNS.filter((column) => !OPTIONAL_COLUMNS.includes(column)).join(",");

describe("a row of the mapping", () => {
  test("is added, replaced and removed at once by a program that says what it has seen", async () => {
    const { admin } = await administered();
    const added = await admin.asks("POST", "/organizations", {
      name: "Çelik & Söhne",
      domains: ["Celik.example"],
      tier: "pro",
      namedContacts: ["ida@celik.example"],
    });
    expect(added.status).toBe(201);
    expect(added.json["organization"]).toMatchObject({ name: "Çelik & Söhne", domains: ["celik.example"], sdk: true });
    const { id, etag } = await admin.finds("celik");
    expect(added.headers.get("etag")).toBe(`"${etag}"`);
    const body = { name: "Çelik & Söhne", domains: ["celik.example"], tier: "enterprise", end: "2027-12-31" };
    const path = `/organizations/${id}`;
    expect((await admin.asks("PUT", path, body)).json).toMatchObject({ status: 428, reason: "if_match_missing" });
    const replaced = await admin.asks("PUT", path, body, { "if-match": `"${etag}"` });
    expect(replaced.json["organization"]).toMatchObject({ tier: "enterprise", end: "2027-12-31", namedContacts: [] });
    expect((await admin.asks("PUT", path, body, { "if-match": `"${etag}"` })).json).toMatchObject({ status: 412 });
    const seen = { "if-match": replaced.headers.get("etag") ?? "" };
    expect((await admin.asks("DELETE", path, undefined, seen)).json["organization"]).toBeNull();
    expect((await admin.asks("GET", path)).status).toBe(404);
    const { json } = await admin.asks("GET", "/audit?action=change.applied");
    expect(json["entries"]).toHaveLength(3);
  });

  test.each([
    [{ tier: "gold" }, "tier", /none of the values/],
    [{ domains: ["gmail.com"] }, "domains", /public mail provider/],
    [{ domains: [] }, "organizationId", /which organization/],
    [{ start: "2026-02-30" }, "start", /not a date/],
    [{ start: "2026-02-01", end: "2026-01-01" }, "end", /ends .* before it starts/],
    [{ namedContacts: ["a@x.example"] }, "namedContacts", /allows none/],
    [{ externalId: "crm-1", name: "Acme too" }, "externalId", /already has a contract at that time, in "Acme"/],
  ])("%j is refused for its field", async (wrong, field, message) => {
    const { admin } = await administered();
    const organization = { name: "New", domains: ["new.example"], tier: "growth", ...wrong };
    const { json } = await admin.asks("POST", "/organizations", organization);
    expect(json).toMatchObject({ status: 422, problems: [{ message: expect.stringMatching(message) }] });
    expect(json["problems"]).toMatchObject([{ where: `edits.0.organization.${field}` }]);
  });

  test("is found by name, domain, id or manager, whatever the case and accents, and by what is wrong with it", async () => {
    const contracts = [
      aContract({ externalId: "a1", organizationId: null, name: "Ängelholm", domains: ["angel.example"], csm: "Mia" }),
      aContract({
        externalId: "b2",
        organizationId: null,
        name: "Boden",
        domains: [],
        end: on("2026-11-10"),
        tier: PRO,
      }),
      aContract({ externalId: "c3", organizationId: null, name: "Calmar", domains: [], end: on("2026-11-02") }),
      aContract({ externalId: "d4", organizationId: null, name: "Dala", domains: [], start: on("2026-12-01") }),
    ];
    const { admin } = await administered({ terms: { ...EDITABLE, contracts } });
    const named = async (query: string) => {
      const page = await admin.gets(organizationPage, "GET", `/organizations?${query}`);
      expect(page.total).toBe(page.organizations.length);
      return page.organizations.map(({ name }) => name[0]).join("");
    };
    expect(await named("search=angelHOLM")).toBe("Ä");
    expect(await named("search=angel.ex")).toBe("Ä");
    expect(await named("search=mia")).toBe("Ä");
    expect(await named("search=b2")).toBe("B");
    expect(await named("search=%25")).toBe("");
    expect(await named("tier=pro")).toBe("B");
    expect(await named("problem=ended")).toBe("C");
    expect(await named("problem=ends_soon")).toBe("B");
    expect(await named("problem=not_started")).toBe("D");
    expect(await named("problem=any&sort=-name")).toBe("DCB");
    expect(await named("sort=end")).toBe("CBÄD");
    expect((await admin.asks("GET", "/organizations?sort=size")).json).toMatchObject({ problems: [{ where: "sort" }] });
  });

  test("stands on exactly one page, whatever is edited meanwhile", async () => {
    const contracts = Array.from({ length: 45 }, (_, index) =>
      aContract({ organizationId: null, externalId: `x${index}`, name: `Twin ${index % 3}`, domains: [] }),
    );
    const { admin } = await administered({ terms: { ...EDITABLE, contracts } });
    for (const sort of ["name", "-name", "tier", "-tier", "end", "-end"]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const at: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
        const page = await admin.gets(organizationPage, "GET", `/organizations?limit=7&sort=${sort}${at}`);
        seen.push(...page.organizations.map(({ id }) => id));
        cursor = page.next;
      } while (cursor !== null);
      expect([seen.length, new Set(seen).size]).toEqual([45, 45]);
    }
  });

  test("is edited in bulk by a search, as one change that can be undone", async () => {
    const { world, admin, zendesk } = await administered();
    const bolt = await zendesk.arrives({ from: "bob@bolt.example" });
    await world.settle();
    const bulk = { kind: "bulk", rows: { tier: "growth" }, set: { tier: "pro", end: "2027-06-30" } };
    const change = await admin.applies(await admin.proposes(bulk));
    expect(change.counts).toMatchObject({ rows: 1, differ: 1 });
    await world.settle();
    expect(zendesk.shows(bolt).tags).toContain("sla_tier_pro");
    expect((await admin.asks("POST", "/changes", bulk)).json).toMatchObject({ reason: "nothing_differs" });
  });
});

describe("the mapping as CSV", () => {
  test("exported and imported again changes nothing", async () => {
    const { admin } = await administered();
    const csv = (await admin.asks("GET", "/organizations/export")).text;
    for (const mode of ["merge", "replace"]) {
      const outcome = await admin.gets(importOutcome, "POST", "/organizations/import", { csv, mode });
      expect(outcome).toMatchObject({ rows: 2, added: 0, altered: 0, removed: 0, unchanged: 2, change: null });
    }
  });

  test("with three bad rows is refused as a whole, each named by line and column", async () => {
    const { world, admin } = await administered();
    const csv = [
      HEADER,
      "1,,Good,good.example,pro,,,completed,yes,,,",
      "2,,Bad,bad.example,gold,,,completed,yes,,,",
      "3,,Worse,worse.example,pro,2026-13-01,,completed,yes,,,",
      "4,,Worst,worst.example,pro,,,completed,yes,,",
    ].join("\n");
    const before = (await world.rows())["contract"];
    const dry = await admin.gets(importOutcome, "POST", "/organizations/import", { csv, dryRun: true });
    expect(dry.problems).toMatchObject([
      { line: 3, column: "tier", found: "gold" },
      { line: 4, column: "contract_start", found: "2026-13-01" },
      { line: 5, column: null },
    ]);
    const { json } = await admin.asks("POST", "/organizations/import", { csv });
    expect(json).toMatchObject({ status: 422, problems: [{ where: "line 3, tier" }, {}, {}] });
    expect((await world.rows())["contract"]).toEqual(before);
    expect((await admin.asks("GET", "/changes")).json["changes"]).toEqual([]);
  });

  test("becomes one change: what differs, and with `replace` what is missing", async () => {
    const { world, admin, zendesk } = await administered();
    const bolt = await zendesk.arrives({ from: "bob@bolt.example" });
    await world.settle();
    const csv = `${HEADER}\n,crm-2,Bolt,,pro,2026-01-01,,completed,yes,,,\n9,,New,new.example,pro,,,completed,yes,,,\n`;
    const merge = await admin.gets(importOutcome, "POST", "/organizations/import", { csv });
    expect(merge).toMatchObject({ added: 1, altered: 1, removed: 0 });
    const replace = await admin.gets(importOutcome, "POST", "/organizations/import", { csv, mode: "replace" });
    expect(replace).toMatchObject({ added: 1, altered: 1, removed: 1, change: { counts: { differ: 1, rows: 3 } } });
    await admin.applies({ id: replace.change?.id ?? "" });
    await world.settle();
    expect(zendesk.shows(bolt).tags).toContain("sla_tier_pro");
    expect((await admin.asks("GET", "/organizations")).json).toMatchObject({ total: 2 });
  });

  test("that names somebody whom a row of the mapping has already is refused", async () => {
    const { admin } = await administered();
    const csv = `${HEADER}\n77,crm-1,Acme by another name,,pro,,,completed,yes,,,\n`;
    const dry = await admin.gets(importOutcome, "POST", "/organizations/import", { csv, dryRun: true });
    expect(dry.problems).toMatchObject([
      { line: 2, column: "external_id", message: expect.stringContaining('"Acme"') },
    ]);
  });

  test("begins no cell as a formula, and is read back as it was: 300 hostile texts", () => {
    const hostile = fc
      .tuple(
        fc.constantFrom(
          "",
          "=",
          "+",
          "-",
          "@",
          "\t",
          "\r",
          "'",
          "''",
          "'=",
          "''+",
          '"',
          "=cmd|' /C calc'!A0",
          ";",
          ",",
        ),
        fc.string({ unit: "binary", maxLength: 20 }),
      )
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(hostile, hostile, (name, external) => {
        expect(unmarked(marked(name))).toBe(name);
        const contract = aContract({
          name: name.toWellFormed().trim() || "x",
          externalId: external.toWellFormed().trim() || null,
          csm: name.toWellFormed().trim() || null,
          start: null,
        });
        const text = CSV_HEADER + csvRow(contract);
        const { contracts, problems } = loadOrganizations({ text, file: "" }, EDITABLE.policy);
        expect(problems).toEqual([]);
        expect(contracts).toEqual([contract]);
        const cells = csvRow(contract).match(/"(?:[^"]|"")*"|[^,\r\n]+/g) ?? [];
        for (const cell of cells) expect(cell.replace(/^"/, "")).not.toMatch(/^[=+\-@\t\r]/);
      }),
      { numRuns: 300 },
    );
  });
});

describe("who is unmapped", () => {
  test("is listed with the row that they probably belong to, and mapped by one change", async () => {
    const contracts = [
      aContract({ organizationId: null, externalId: "z", name: "Corvid Labs, Ltd", domains: ["corvid.example"] }),
    ];
    const { world, admin, zendesk } = await administered({ terms: { ...EDITABLE, contracts } });
    const customer = async (name: string, email: string) => {
      const made = await zendesk.as(zendesk.admin, "POST", "/api/v2/organizations", { organization: { name } });
      const { id } = Reflect.get(Object(made), "organization");
      const user = { name: "Kim", email, organization_id: id };
      await zendesk.as(zendesk.admin, "POST", "/api/v2/users", { user });
      return zendesk.arrives({ from: email });
    };
    const labs = await customer("Corvid-Labs", "kim@elsewhere.example");
    await customer("Nobody Knows", "lee@gmail.com");
    await world.settle();
    const { strangers } = await admin.gets(unmapped, "GET", "/unmapped");
    expect(strangers.map(({ name, tickets, domain }) => ({ name, tickets, domain }))).toEqual(
      expect.arrayContaining([
        { name: "Corvid-Labs", tickets: 1, domain: "elsewhere.example" },
        { name: "Nobody Knows", tickets: 1, domain: null },
      ]),
    );
    const corvid = strangers.find(({ name }) => name === "Corvid-Labs");
    expect(corvid?.guess).toMatchObject({ why: "same_name", sure: "high", organization: { name: "Corvid Labs, Ltd" } });
    expect(strangers.find(({ name }) => name === "Nobody Knows")?.guess).toBeNull();
    const change = { kind: "map", stranger: corvid?.id, to: corvid?.guess?.organization.id };
    await admin.applies(await admin.proposes(change));
    await world.settle();
    expect(zendesk.shows(labs).tags).toContain("sla_tier_enterprise");
    expect((await admin.gets(unmapped, "GET", "/unmapped")).strangers.map(({ name }) => name)).toEqual([
      "Nobody Knows",
    ]);
  });
});
