import { describe, expect, test } from "vitest";
import { loadOrganizations } from "../../mappings/organizations.ts";
import { CSV_HEADER, csvRow } from "../../mappings/organizations-csv.ts";
import { formatProblem } from "../../mappings/problem.ts";
import { shippedPolicy, shippedText } from "./shipped.ts";

const policy = shippedPolicy();
const HEADER =
  "organization_id,external_id,name,domains,tier,contract_start,contract_end,onboarding,sdk,csm,tam,named_contacts";
const load = (text: string) => loadOrganizations({ text, file: "organizations.csv" }, policy);
const loadRows = (...rows: readonly string[]) => load([HEADER, ...rows].join("\n"));

describe("the shipped sample", () => {
  const { contracts, problems } = load(shippedText("organizations.csv"));

  test("loads without a problem and uses reserved domains only", () => {
    expect(problems).toEqual([]);
    expect(contracts).toHaveLength(13);
    const addresses = contracts.flatMap(({ domains, namedContacts }) => [...domains, ...namedContacts]);
    for (const address of addresses) expect(address).toMatch(/\.example$/);
  });

  test.each<[situation: string, count: number]>([
    ["growth", contracts.filter(({ tier }) => tier === "growth").length],
    ["pro", contracts.filter(({ tier }) => tier === "pro").length],
    ["enterprise", contracts.filter(({ tier }) => tier === "enterprise").length],
    ["onboarding pending", contracts.filter(({ onboarding }) => onboarding === "pending").length],
    ["no SDK", contracts.filter(({ sdk }) => !sdk).length],
    ["an ended contract", contracts.filter(({ end }) => end !== null && end <= "2025-12-31").length],
    ["a future contract", contracts.filter(({ start }) => start !== null && start >= "2027-01-01").length],
    ["successive contracts", contracts.filter(({ externalId }) => externalId === "crm-1010").length - 1],
    [
      "external id only",
      contracts.filter((c) => c.organizationId === null && c.externalId !== null && c.domains.length === 0).length,
    ],
    ["domain only", contracts.filter((c) => c.organizationId === null && c.externalId === null).length],
  ])("has %s", (_, count) => {
    expect(count).toBeGreaterThan(0);
  });
});

describe("a row", () => {
  test("becomes a contract, with addresses in lower case and lists without repeats", () => {
    const row =
      '42,crm-1,"Acme, ""Ltd""", Acme.Example ; acme.example;b.example,Pro,2026-01-01,2026-12-31,EXISTING,Yes,Ada,,Ada@Acme.example';
    expect(loadRows(row)).toEqual({
      problems: [],
      contracts: [
        {
          organizationId: "42",
          externalId: "crm-1",
          name: 'Acme, "Ltd"',
          domains: ["acme.example", "b.example"],
          tier: "pro",
          start: "2026-01-01",
          end: "2026-12-31",
          onboarding: "existing",
          sdk: true,
          csm: "Ada",
          tam: null,
          namedContacts: ["ada@acme.example"],
        },
      ],
    });
  });

  test.each<[row: string, column: number, message: string]>([
    ["1.2E+10,,A,,pro,,,existing,yes,,,", 1, 'organization_id: "1.2E+10" is not an organization\'s id'],
    ["0,,A,,pro,,,existing,yes,,,", 1, 'organization_id: "0" is not an organization\'s id'],
    ["1,,,,pro,,,existing,yes,,,", 4, "name: the organization needs a name"],
    ["1,,A,a,pro,,,existing,yes,,,", 6, 'domains: "a" is not an e-mail domain'],
    ["1,,A,x@a.example,pro,,,existing,yes,,,", 6, 'domains: "x@a.example" is not an e-mail domain'],
    [
      "1,,A,gmail.com,pro,,,existing,yes,,,",
      6,
      'domains: "gmail.com" belongs to a public mail provider, not to one organization',
    ],
    ["1,,A,,gold,,,existing,yes,,,", 7, 'tier: "gold" is none of the values it may have'],
    ["1,,A,,,,,existing,yes,,,", 7, 'tier: "" is none of the values it may have'],
    ["1,,A,,pro,01/02/2026,,existing,yes,,,", 11, 'contract_start: "01/02/2026" is not a date'],
    ["1,,A,,pro,2026-02-30,,existing,yes,,,", 11, 'contract_start: "2026-02-30" is not a date'],
    ["1,,A,,pro,,,done,yes,,,", 13, 'onboarding: "done" is none of the values it may have'],
    ["1,,A,,pro,,,existing,,,,", 22, 'sdk: "" is none of the values it may have'],
    ["1,,A,,pro,,,existing,yes,,,ada", 28, 'named_contacts: "ada" is not an e-mail address'],
    [
      "1,,A,,pro,2026-02-01,2026-01-31,existing,yes,,,",
      22,
      "contract_end: the contract ends (2026-01-31) before it starts (2026-02-01)",
    ],
    ["1,,A,,growth,,,existing,yes,,,a@a.example", 31, "named_contacts: 1 named contact, but growth allows none"],
    ["1,,A,,pro,,,existing,yes,,,a@a.example;b@a.example", 28, "named_contacts: 2 named contacts, but pro allows 1"],
    [",,A,,pro,,,existing,yes,,,", 1, 'organization_id: nothing says which organization of the helpdesk "A" is'],
    ["1,,A,,pro", 1, "this row has 5 fields where the header has 12"],
  ])("%s is refused", (row, column, message) => {
    const { problems } = loadRows("77,,Fine,,pro,,,existing,yes,,,", row);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ file: "organizations.csv", line: 3, column, message });
    expect(problems[0]?.accepted.length ?? 0).toBeGreaterThanOrEqual(message.includes("needs a name") ? 0 : 1);
  });

  test("all problems of all rows are told at once, and right rows are still read", () => {
    const { contracts, problems } = loadRows(
      "x,,A,,gold,,,existing,maybe,,,",
      "2,,B,,pro,,,existing,yes,,,",
      "3,,C,,pro,soon,,existing,yes,,,",
    );
    expect(problems.map(({ line, bad }) => [line, bad])).toEqual([
      [2, "x"],
      [2, "gold"],
      [2, "maybe"],
      [4, "soon"],
    ]);
    expect(contracts.map(({ name }) => name)).toEqual(["B"]);
    const [, tier] = problems;
    expect(tier && formatProblem(tier)).toBe(
      'organizations.csv:2:7: tier: "gold" is none of the values it may have\n  found:    gold\n  accepted: growth | pro | enterprise',
    );
  });
});

describe("no two rows for one organization at one time", () => {
  const row = (id: string, external: string, domain: string, start: string, end: string) =>
    `${id},${external},A,${domain},pro,${start},${end},existing,yes,,,`;
  test.each<[name: string, one: string, other: string, message: string | null]>([
    [
      "the day after the last is another contract",
      row("1", "", "", "2025-01-01", "2025-12-31"),
      row("1", "", "", "2026-01-01", ""),
      null,
    ],
    [
      "both days count",
      row("1", "", "", "2025-01-01", "2025-12-31"),
      row("1", "", "", "2025-12-31", ""),
      "organization_id: organization 1 already has a contract at that time, in line 2 (2025-01-01 to 2025-12-31)",
    ],
    [
      "an open end never ends",
      row("1", "", "", "2025-01-01", ""),
      row("1", "", "", "2030-01-01", ""),
      "organization_id: organization 1 already has a contract at that time, in line 2 (2025-01-01 to open)",
    ],
    [
      "an open start is before all",
      row("1", "", "", "2025-01-01", ""),
      row("1", "", "", "", "2025-01-01"),
      "organization_id: organization 1 already has a contract at that time, in line 2 (2025-01-01 to open)",
    ],
    [
      "the external id counts",
      row("1", "e", "", "", ""),
      row("2", "e", "", "", ""),
      "external_id: external id e already has a contract at that time, in line 2 (open to open)",
    ],
    [
      "a domain counts",
      row("1", "", "a.example", "", ""),
      row("2", "", "b.example;A.example", "", ""),
      "domains: the domain a.example already has a contract at that time, in line 2 (open to open)",
    ],
    [
      "one problem though all three clash",
      row("1", "e", "a.example", "", ""),
      row("1", "e", "a.example", "", ""),
      "organization_id: organization 1 already has a contract at that time, in line 2 (open to open)",
    ],
    ["different organizations are free", row("1", "", "a.example", "", ""), row("2", "", "b.example", "", ""), null],
  ])("%s", (_, one, other, message) => {
    expect(loadRows(one, other).problems.map((problem) => [problem.line, problem.message])).toEqual(
      message === null ? [] : [[3, message]],
    );
  });

  test("an earlier long contract is found behind a short one, and fifty thousand rows are checked quickly", () => {
    const long = row("1", "", "", "2020-01-01", "2029-12-31");
    const short = row("1", "", "", "2021-01-01", "2021-01-31");
    const later = row("1", "", "", "2028-01-01", "");
    expect(loadRows(long, short, later).problems.map(({ line }) => line)).toEqual([3, 4]);
    const day = (count: number) => new Date(Date.UTC(1900, 0, 1 + count)).toISOString().slice(0, 10);
    const many = Array.from({ length: 50_000 }, (_, index) => row("1", "", "", day(index), day(index)));
    const started = performance.now();
    expect(loadRows(...many).problems).toEqual([]);
    expect(performance.now() - started).toBeLessThan(15_000);
  }, 20_000);
});

describe("the file", () => {
  test("may have a byte order mark, Windows line ends, blank lines and its columns in another order", () => {
    const columns = HEADER.split(",").reverse().join(",");
    const { contracts, problems } = load(`\ufeff${columns}\r\n\r\n,,,yes,existing,,,pro,a.example,A,,7\r\n\r\n`);
    expect(problems).toEqual([]);
    expect(contracts).toMatchObject([{ organizationId: "7", tier: "pro", domains: ["a.example"] }]);
  });

  test.each<[name: string, text: string, line: number, column: number, message: RegExp]>([
    ["empty", "", 1, 1, /the file is empty/],
    ["a misspelt column", HEADER.replace("tier", "teir"), 1, 42, /unknown column "teir"; did you mean "tier"\?/],
    ["a missing column", HEADER.replace(",sdk", ""), 1, 1, /the header lacks sdk/],
    ["a column twice", `${HEADER},sdk`, 1, HEADER.length + 2, /two columns are called "sdk"/],
    ["semicolons between the columns", HEADER.replaceAll(",", ";"), 1, 1, /not separated by commas/],
    ["an open quote", `${HEADER}\n1,,"A,,pro\n`, 2, 4, /never closed/],
    ["too large", `${HEADER}\n${"x".repeat(33 * 1024 * 1024)}`, 1, 1, /larger than 32 MB/],
    ["too many rows", `${HEADER}\n${"1\n".repeat(150_001)}`, 1, 1, /more than 150000 rows/],
  ])("%s is refused", (_, text, line, column, message) => {
    const { contracts, problems } = load(text);
    expect(contracts).toEqual([]);
    expect(problems).toContainEqual(expect.objectContaining({ line, column, message: expect.stringMatching(message) }));
  });
});

describe("the column github", () => {
  const withHandles = (...rows: readonly string[]) => load([`${HEADER},github`, ...rows].join("\n"));
  const row = (id: string, handles: string) => `${id},,A,,pro,,,existing,yes,,,,${handles}`;

  test("names repositories, organizations and people, in lower case; a file without it names none", () => {
    const { contracts, problems } = withHandles(row("1", "Acme/Globex-Support; globex;octocat;globex"), row("2", ""));
    expect(problems).toEqual([]);
    expect(contracts.map(({ handles }) => handles)).toEqual([["acme/globex-support", "globex", "octocat"], undefined]);
    expect(loadRows("1,,A,,pro,,,existing,yes,,,").contracts[0]).not.toHaveProperty("handles");
  });

  test("comes back from a written file as it was", () => {
    const { contracts } = withHandles(row("1", "acme/globex;globex"));
    expect(load(CSV_HEADER + contracts.map(csvRow).join("")).contracts).toEqual(contracts);
  });

  test.each(["https://github.com/acme", "@octocat", "acme/", "a b", "acme/..", "-acme"])("refuses %s", (handle) => {
    expect(withHandles(row("1", handle)).problems).toMatchObject([
      { line: 2, message: `github: "${handle}" is neither a repository nor a login of GitHub` },
    ]);
  });

  test("may name a handle once at a time", () => {
    expect(withHandles(row("1", "globex"), row("2", "Globex")).problems).toMatchObject([
      { message: "github: globex on GitHub already has a contract at that time, in line 2 (open to open)" },
    ]);
  });
});
