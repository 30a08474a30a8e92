import { describe, expect, test } from "vitest";
import { CSV_HEADER, csvRow } from "../../mappings/organizations-csv.ts";
import { type ReportInput, reportOf } from "../../src/git-mapping/report.ts";
import type { TicketEffect } from "../../src/git-mapping/tickets-section.ts";
import { aContract } from "../support/given.ts";
import { commit, inForce, replaced } from "./repository.ts";

const report = (after: ReportInput["after"], tickets: TicketEffect | null = null) =>
  reportOf({ before: inForce(), after, tickets });

const promised = (due: string | null, tier = "pro") => ({ tier, severity: 2, priority: "high", due }) as const;

const effect = (count: number, { differ = count, turnLate = 0 } = {}): TicketEffect => ({
  counts: { open: 1_212, weighed: 1_212, differ, turnLate },
  tickets: Array.from({ length: count }, (_, index) => ({
    ticketId: String(5_000 + index),
    organization: "Acme",
    before: promised("2026-12-24T16:30:00Z"),
    after: promised("2026-12-29T16:30:00Z", "enterprise"),
    turnsLate: index < turnLate,
  })),
});

test("files that say what is in force change nothing, and the golden table holds", () => {
  const { conclusion, title, summary } = report(commit());
  expect({ conclusion, title }).toEqual({ conclusion: "success", title: "Nothing changes" });
  expect(summary).toBe(
    "This changes neither the policy nor the organizations.\n\n### Golden table\n\n40 rows, all hold.\n",
  );
});

test("a cell of the contract's table is shown in its words and in what they mean", () => {
  const after = commit({
    "support-policy.yaml": replaced("severity_2: 1 - 2 business days", "severity_2: Under 2 business days"),
    "golden.csv": (text) => text.split("\n").slice(0, 2).join("\n"),
  });
  const { title, summary } = report(after);
  expect(title).toBe("1 change of the policy");
  expect(summary).toContain("1 cell of the contract's table changes.");
  expect(summary).toContain(
    "| <code>Growth</code>, severity 2 (<code>Major</code>) | <code>1 - 2 business days</code> → <code>Under 2 business days</code> | <code>aim 1 business day, promise 2 business days</code> → <code>promise under 2 business days</code> |",
  );
});

test("other places of the policy and single holidays are named as the files have them", () => {
  const after = commit({
    "support-policy.yaml": replaced("saturday: 9am - 4pm GMT", "saturday: 9am – 5pm GMT"),
    "holidays/united-states.yaml": replaced(
      `{ date: 2026-10-12, name: "Columbus Day", observed: true }`,
      `{ date: 2026-10-12, name: "Columbus Day", observed: false }`,
    ),
    "golden.csv": (text) => text.split("\n").slice(0, 2).join("\n"),
  });
  const { summary } = report(after);
  expect(summary).toContain("2 places change.");
  expect(summary).toContain(
    "support-policy.yaml <code>support&#95;levels&#46;enterprise&#46;support&#95;hours&#46;saturday</code> |",
  );
  expect(summary).toContain("| <code>09&#58;00–16&#58;00</code> → <code>09&#58;00–17&#58;00</code> |");
  expect(summary).toContain(
    "| holidays <code>united-states 2026-10-12 observed</code> | <code>true</code> → <code>false</code> |",
  );
});

describe("organizations", () => {
  const csv = (...contracts: readonly Parameters<typeof aContract>[0][]) =>
    CSV_HEADER + contracts.map((contract) => csvRow(aContract(contract))).join("");
  const numbered = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      ...{ organizationId: null, externalId: `crm-${index}`, name: `Customer ${index}`, domains: [] },
    }));
  const one = { organizationId: null, domains: [] };

  test("that come, go, or say something else are listed by what differs", () => {
    const before = commit({
      "organizations.csv": () =>
        csv({ ...one, externalId: "crm-1", name: "Acme" }, { ...one, externalId: "crm-2", name: "Gone" }),
    });
    if (before.kind === "refused") throw new Error(JSON.stringify(before.problems));
    const after = commit({
      "organizations.csv": () =>
        csv(
          { ...one, externalId: "crm-1", name: "Acme Ltd", csm: "ada" },
          { ...one, externalId: "crm-3", name: "New" },
        ),
    });
    const { title, summary } = reportOf({ before: before.mapping, after, tickets: null });
    expect(title).toBe("3 organizations");
    const rows = summary.split("\n").filter((line) => line.startsWith("| <code>"));
    expect(rows.map((row) => row.replaceAll(/ from .*/g, ""))).toEqual([
      expect.stringMatching(/^\| <code>Gone<\/code> \| removed: <code>enterprise<\/code>/),
      "| <code>Acme Ltd</code> | name <code>Acme</code> → <code>Acme Ltd</code>; csm – → <code>ada</code> |",
      expect.stringMatching(/^\| <code>New<\/code> \| added: <code>enterprise<\/code>/),
    ]);
    expect(summary).toContain("1 added, 1 altered, 1 removed.");
  });

  test("that say the same are none of it, however they are stored", () => {
    const { document, contracts } = inForce();
    const stored = contracts.map((contract) => ({ handles: [], ...contract }));
    const { title } = reportOf({ before: { document, contracts: stored }, after: commit(), tickets: null });
    expect(title).toBe("Nothing changes");
  });

  test("beyond fifty are counted", () => {
    const { summary } = reportOf({
      before: { document: null, contracts: [] },
      after: commit({ "organizations.csv": () => csv(...numbered(73)) }),
      tickets: null,
    });
    expect(summary.match(/added: <code>/g)).toHaveLength(50);
    expect(summary).toContain("73 added, 0 altered, 0 removed.");
    expect(summary).toContain("… and 23 more.");
  });

  test.each([
    "a | b",
    "a \\| b",
    "<img src=x onerror=alert(1)>",
    "</code><b>",
    "[click](https://evil.example)",
    "@acme/everyone",
    "www.evil.example",
    "`code` **bold** _it_ ~~no~~ #12 :tada: $x$",
    "&lt;b&gt;",
    "two\nlines\u202e",
  ])("whose name is %j stay text in one cell", (name) => {
    const { summary } = reportOf({
      before: { document: null, contracts: [] },
      after: commit({ "organizations.csv": () => csv({ ...one, externalId: "crm-1", name }) }),
      tickets: null,
    });
    const row = summary.split("\n").find((line) => line.includes("added: <code>")) ?? "";
    const [, cell = "", ...others] = row.split("|");
    expect(others).toHaveLength(2);
    const inner = /^ <code>(.*)<\/code> $/.exec(cell)?.[1] ?? "";
    expect(inner.replaceAll(/&#\d+;/g, "")).not.toMatch(/[<>[\]@`*_~#:$|\\&.\u202e]/);
    const shown = inner.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
    expect(shown).toBe(name.replace("\u202e", "").replaceAll("\n", " "));
  });
});

describe("open tickets", () => {
  const after = commit({ "support-policy.yaml": replaced("default_severity: 3", "default_severity: 2") });

  test("that would be decided otherwise are counted, and the first twenty are shown", () => {
    const { title, summary } = report(after, effect(25, { differ: 48, turnLate: 2 }));
    expect(title).toBe("1 change of the policy, 48 open tickets, 2 turning late");
    expect(summary).toContain("Of 1,212 open tickets, 48 would be decided otherwise; 2 turn late at once.");
    expect(summary).toContain(
      "| <code>5000</code> | <code>Acme</code> | <code>pro</code> → <code>enterprise</code> | Thu 24 Dec 2026 16:30 GMT → Tue 29 Dec 2026 16:30 GMT | **turns late** |",
    );
    expect(summary.match(/\| <code>50\d\d<\/code>/g)).toHaveLength(20);
    expect(summary).toContain("… and 28 more.");
  });

  test("are only counted where nobody may read which there are", () => {
    const { summary } = report(after, { ...effect(0, { differ: 48, turnLate: 1 }), tickets: [] });
    expect(summary).toContain("48 would be decided otherwise; one turns late at once.");
    expect(summary).not.toContain("| Ticket |");
  });

  test("are said to stay as they are", () => {
    expect(report(after, effect(0)).summary).toContain("None of 1,212 open tickets would be decided otherwise.");
  });
});

test("a golden row that differs fails the check, and what would change is shown all the same", () => {
  const after = commit({ "support-policy.yaml": replaced("severity_1: 3 hours, 24x7", "severity_1: 4 hours, 24x7") });
  const { conclusion, title, summary } = report(after);
  expect({ conclusion, title }).toEqual({
    conclusion: "failure",
    title: "2 golden differences, 1 change of the policy",
  });
  expect(summary).toContain("**2 of 40 rows differ**");
  expect(summary).toContain(
    "| <code>Pro critical</code> (line 6) | due <code>2026-11-17 13&#58;00</code> | due <code>2026-11-17 14&#58;00</code> |",
  );
  expect(summary).toContain("<code>Pro</code>, severity 1");
});

test("files with problems fail the check: how many in which file", () => {
  const after = commit({ "organizations.csv": (text) => text.replaceAll(",pro,", ",gold,") });
  const { conclusion, title, summary } = report(after);
  expect({ conclusion, title }).toEqual({ conclusion: "failure", title: "4 problems" });
  expect(summary).toContain("- <code>organizations&#46;csv</code>: 4 problems");
});

test("a report is never longer than GitHub takes, and is cut between lines", () => {
  const long = "|".repeat(2_000);
  const names = Array.from({ length: 60 }, (_, index) => `${index} ${long}`.slice(0, 1_900));
  const rows = names.map((name, index) =>
    csvRow(aContract({ organizationId: null, externalId: `${long.slice(0, 900)}${index}`, name, domains: [] })),
  );
  const altered = names.map((name, index) =>
    csvRow(
      aContract({ organizationId: null, externalId: `${long.slice(0, 900)}${index}`, name, csm: long, domains: [] }),
    ),
  );
  const after = commit({ "organizations.csv": () => CSV_HEADER + altered.join("") });
  const before = inForce({ "organizations.csv": () => CSV_HEADER + rows.join("") });
  const { summary } = reportOf({ before, after, tickets: null });
  expect(new TextEncoder().encode(summary).length).toBeLessThanOrEqual(65_535);
  expect(summary).toMatch(/\|\n\n… the rest is longer than GitHub shows\.\n$/);
});
