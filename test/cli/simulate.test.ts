import { PassThrough } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { simulate } from "../../cli/simulation.ts";
import { shippedPolicy } from "../mappings/shipped.ts";
import { type Given, type Seen, terminalDouble, tierline } from "./terminal-double.ts";

const simulated = async (input: Given["input"], ...options: readonly string[]) =>
  read(await tierline(["simulate", ...options], input === undefined ? {} : { input }));

const read = ({ code, output, errors }: Seen) => ({ code, answers: jsonLines(output), problems: jsonLines(errors) });

const jsonLines = (text: string) =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

const ROWS = [
  { id: 3, created_at: "2026-12-24T16:30:00Z", tier: "pro", severity: 2 },
  { id: "1", created_at: "2026-12-24T16:30:00+02:00", tier: "Enterprise", severity: "1" },
  { id: 2, created_at: "2026-12-24T16:30:00.123456789Z", tier: "growth", severity: 4 },
];
const ndjson = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

test("every row is answered in its place, with the keys in order and instants in UTC", async () => {
  const { code, answers, problems } = await simulated(ndjson(ROWS));
  expect(Object.keys(answers[0])).toEqual(["id", "tier", "severity", "priority", "aim", "due", "tags", "reasons"]);
  expect(answers.map(({ id, tier, severity, priority, aim, due }) => [id, tier, severity, priority, aim, due])).toEqual(
    [
      [3, "pro", 2, "high", "2026-12-29T16:30:00Z", "2026-12-29T16:30:00Z"],
      ["1", "enterprise", 1, "urgent", "2026-12-24T15:30:00Z", "2026-12-24T15:30:00Z"],
      [2, "growth", 4, "low", "2026-12-31T16:30:00.123Z", "2026-12-31T16:30:00.123Z"],
    ],
  );
  expect(answers[0].tags).toEqual(["sla_in_hours", "sla_route_priority", "sla_sev_2", "sla_tier_pro"]);
  expect({ code, problems }).toEqual({ code: 0, problems: [] });
});

test.for([
  [
    "commas, any order of columns, others ignored",
    'Severity,id,note,created_at,tier\n2,7,"a, b",2026-12-24T16:30:00Z,pro\n',
  ],
  ["Windows line ends and a byte order mark", "\uFEFFtier,created_at,severity,id\r\npro,2026-12-24T16:30:00Z,2,7\r\n"],
  ["no line end after the last row", "id,created_at,tier,severity\n7,2026-12-24T16:30:00Z,pro,2"],
])("CSV with %s", async ([, csv]) => {
  const { answers } = await simulated(csv);
  expect(answers).toMatchObject([{ id: "7", tier: "pro", severity: 2, due: "2026-12-29T16:30:00Z" }]);
});

test("an empty tier is a customer without a contract, an empty severity the policy's default", async () => {
  const { answers } = await simulated("id,created_at,tier,severity\n7,2026-12-21T10:00:00Z,,\n");
  expect(answers).toMatchObject([{ tier: "growth", severity: 3 }]);
  expect(answers[0].tags).toContain("sla_unmapped");
});

test("a bad line is named with its number and what is wrong; the others are answered, and the exit code is 1", async () => {
  const lines = [
    "id,created_at,tier,severity",
    "1,2026-12-24T16:30:00Z,pro,2",
    "2,24/12/2026,pro,2",
    '3,"2026-12-24T16:30:00Z,pro,2',
    "",
    "5,2026-12-24T16:30:00Z,gold,2",
    "6,2026-12-24T16:30:00Z,pro,7",
    "7,2026-12-24T16:30:00Z",
    "8,2026-12-24T16:30:00Z,pro,3",
  ];
  const { code, answers, problems } = await simulated(lines.join("\n"));
  expect(answers.map(({ id }) => id)).toEqual(["1", "8"]);
  expect(problems.map(({ line, reason }) => [line, reason])).toEqual([
    [3, "bad_ticket"],
    [4, "not_csv"],
    [6, "unknown_tier"],
    [7, "bad_ticket"],
    [8, "not_csv"],
  ]);
  expect(problems[0].message).toContain("24/12/2026");
  expect(code).toBe(1);
});

test.for([
  { what: "a JSON array", input: '[{"id":1}]', advice: "jq -c '.[]'" },
  { what: "a CSV without header", input: "1,2026-12-24T16:30:00Z,pro,2\n2,", advice: "id,created_at,tier,severity" },
])("$what cannot be understood: one problem, no answers", async ({ input, advice }) => {
  const { code, answers, problems } = await simulated(input);
  expect(answers).toEqual([]);
  expect(problems).toMatchObject([{ line: 1, reason: "no_header", message: expect.stringContaining(advice) }]);
  expect(code).toBe(1);
});

test("a broken line of JSON spoils only itself, whichever it is", async () => {
  const { answers, problems } = await simulated(`oops\n${ndjson(ROWS)}{"id":\n${ndjson(ROWS.slice(0, 1))}`);
  expect(answers.map(({ id }) => id)).toEqual([3, "1", 2, 3]);
  expect(problems.map(({ line, reason }) => [line, reason])).toEqual([
    [1, "not_json"],
    [5, "not_json"],
  ]);
});

test("Zendesk tickets get the tier of their organization's contract, bare or in the envelope of the API", async () => {
  const ticket = { id: 35436, created_at: "2026-12-24T16:30:00Z", organization_id: 21000000003, priority: "urgent" };
  const { code, answers } = await simulated(
    ndjson([
      ticket,
      { ticket: { ...ticket, status: "open", updated_at: "2026-12-24T17:00:00Z", priority: null } },
      { ticket: { ...ticket, status: "closed" } },
      { ...ticket, organization_id: null, custom_fields: [{ id: 77, value: "tierline_severity_2" }] },
    ]),
    "--severity-field",
    "77",
  );
  expect(answers.map(({ id, tier, severity }) => [id, tier, severity])).toEqual([
    [35436, "pro", 1],
    [35436, "pro", 3],
    [35436, null, null],
    [35436, "growth", 2],
  ]);
  expect(answers[2].reasons).toEqual([{ kind: "closed" }]);
  expect(code).toBe(0);
});

test("a character that is cut between two chunks of the input stays whole", async () => {
  const bytes = Buffer.from(ndjson([{ ...ROWS[0], id: "Zoë 🎫" }]));
  const { answers } = await simulated(Array.from(bytes, (byte) => Uint8Array.of(byte)));
  expect(answers[0].id).toBe("Zoë 🎫");
});

test("a slow reader holds the input back: memory stays bounded", async () => {
  const output = new PassThrough({ highWaterMark: 1 });
  let taken = 0;
  function* rows() {
    for (taken = 0; taken < 50_000; taken += 1) yield Buffer.from(ndjson(ROWS));
  }
  const { terminal } = terminalDouble({ input: rows() });
  const rules = { policy: shippedPolicy(), contracts: [], now: null, severityField: null };
  void simulate(rules, { ...terminal, output });
  let before = -1;
  while (taken !== before) {
    before = taken;
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
  }
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThan(1000);
});
