// What an administrator waits for at an account of 100,000 organizations: a page of the table, a search, a preview, an
// import. Run in this process over the account's own questions; the network and the browser are not in it.
import { performance } from "node:perf_hooks";
import { readDocument, readPolicy } from "../cli/policy-files.ts";
import { contentHash } from "../mappings/content-hash.ts";
import { CSV_HEADER, csvRow } from "../mappings/organizations-csv.ts";
import { Account } from "../src/account/account.ts";
import { organizationId, ticketId } from "../src/core/id.ts";
import type { Contract } from "../src/core/organization.ts";
import { tierName } from "../src/core/policy.ts";
import { hours, type Instant, instant, parseLocalDate, seconds } from "../src/core/time.ts";
import { createDeskIds } from "../src/desk-id.ts";
import { deriveKeys } from "../src/keys.ts";
import { nodeHashing } from "../src/node/hashing.ts";
import { openSqlite } from "../src/node/sqlite.ts";
import { factsIn } from "../test/support/facts.ts";
import { aTicket, decided } from "../test/support/given.ts";
import { median, table } from "./figures.ts";

const ORGANIZATIONS = 100_000;
const OPEN_TICKETS = 2_000;
const MASTER = btoa("a master key of the tests' own..");
const PROMISE = ["policy", "support_levels", "growth", "initial_response_time", "severity_3"];
const OPERATOR = { kind: "operator" } as const;

const [policy, document] = await Promise.all([readPolicy({}), readDocument({})]);
if (!policy.ok) throw new Error(policy.failure.message);
const contracts = Array.from({ length: ORGANIZATIONS }, (_, index) => contractOf(index));
const sql = openSqlite(":memory:");
const keys = await deriveKeys(MASTER);
let now = Date.UTC(2026, 10, 3, 10);
const account = await Account.open({
  ...{
    id: await (await createDeskIds(MASTER)).of("zendesk", "bench"),
    sql,
    hashing: nodeHashing,
    secretBox: keys.secretBox,
  },
  ...{ now: (): Instant => instant(now), random: () => 0.5, fetch: () => Promise.reject(new Error("not asked for")) },
  ...{ soon: (body: () => void) => setImmediate(body), wakeAt: () => undefined, settle: seconds(1), sweepEvery: null },
  ...{ publicUrl: "https://sla.example", development: false },
  ...{ peer: async () => null, checkMapping: () => Promise.reject(new Error("no mapping is in git")) },
  ...{ loadGithubSource: () => Promise.reject(new Error("no account of GitHub is here")) },
  ...{ onLook: () => undefined, onSweep: () => undefined, onCall: () => undefined },
  terms: { policy: policy.value, document, contracts, mappingVersion: contentHash(["bench"]) },
});
const { admin } = account;
await admin.setOwner({ owner: "admin", note: "" }, OPERATOR);
await openTickets();

const page = { sort: "name", limit: 50 } as const;
const middle = cursorAt(50_000);
const rows: (readonly [what: string, ms: number])[] = [
  ["first page of the table", await measured(() => admin.organizations(page))],
  ["page in the middle, by end", await measured(() => admin.organizations({ ...page, sort: "-end", cursor: middle }))],
  ["search of one in 100,000", await measured(() => admin.organizations({ ...page, search: "customer 099999" }))],
  ["search without a match", await measured(() => admin.organizations({ ...page, search: "nowhere" }))],
  ["everything to be seen to", await measured(() => admin.organizations({ ...page, problem: "any" }))],
  ["preview of one row's edit", await measured(() => propose({ kind: "organizations", edits: [edit("7")], note: "" }))],
  [
    `preview of a policy edit, ${OPEN_TICKETS} open tickets`,
    await measured(() => propose({ kind: "policy", edits: [{ path: PROMISE, value: promise() }], note: "" })),
  ],
  ["who is unmapped, with guesses", await measured(() => admin.unmapped())],
];
const began = performance.now();
const csv =
  CSV_HEADER + contracts.map((contract, index) => csvRow(index % 100 === 0 ? renewed(contract) : contract)).join("");
const dry = await admin.importOrganizations({ csv, mode: "replace", dryRun: true, note: "" }, OPERATOR);
const took = performance.now() - began;
if (!dry.ok || dry.value.altered !== ORGANIZATIONS / 100) throw new Error("the import is not what it should be");

console.log(`## What an administrator waits for

${ORGANIZATIONS.toLocaleString("en")} organizations, at the server; the middle of 9 runs. A dry import of the whole file, ${(csv.length / 1e6).toFixed(0)} MB, takes ${(took / 1000).toFixed(1)} s.

${table(
  ["what", "ms"],
  rows.map(([what, ms]) => [what, ms.toFixed(1)]),
)}`);
sql.close();

async function measured(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 9; run += 1) {
    const from = performance.now();
    await work();
    times.push(performance.now() - from);
  }
  return median(times);
}

function contractOf(index: number): Contract {
  const tiers = ["growth", "pro", "enterprise"];
  const number = String(index).padStart(6, "0");
  const tier = tierName(tiers[index % 3] ?? "");
  if (tier === null) throw new Error("a fixture is wrong");
  return {
    organizationId: organizationId(360_000_000 + index),
    externalId: `crm-${number}`,
    name: `Customer ${number} ${["Games", "Bank", "Média", "Logistics"][index % 4]}`,
    domains: [`customer-${number}.example`],
    tier,
    start: parseLocalDate("2025-01-01"),
    end: index % 50 === 0 ? parseLocalDate("2026-10-01") : parseLocalDate("2027-12-31"),
    onboarding: "existing",
    sdk: true,
    csm: null,
    tam: null,
    namedContacts: [],
  };
}

function renewed(contract: Contract): Contract {
  return { ...contract, end: parseLocalDate("2029-12-31") };
}

function cursorAt(index: number): string {
  return JSON.stringify(["2027-12-31", index]);
}

function edit(id: string) {
  return { op: "set", id, organization: { csm: `csm ${promise()}` } } as const;
}

/** Another one each time: a change that changes nothing is refused. */
function promise(): string {
  now += hours(1);
  return `${1 + (Math.floor(now / 3_600_000) % 300)} business days`;
}

async function propose(request: Parameters<typeof admin.proposeChange>[0]): Promise<void> {
  const proposed = await admin.proposeChange(request, OPERATOR);
  if (!proposed.ok) throw new Error(proposed.failure.message);
}

async function openTickets(): Promise<void> {
  const facts = factsIn(sql);
  for (let index = 0; index < OPEN_TICKETS; index += 1) {
    const id = ticketId(index + 1);
    const organization = organizationId(index % 20 === 0 ? 1_000 + index : 360_000_000 + index);
    if (id === null || organization === null) throw new Error("a fixture is wrong");
    const name = index % 20 === 0 ? `Customer ${String(index).padStart(6, "0")}, Inc` : "Customer";
    const named = { id: organization, externalId: null, name, supportTier: null };
    const decision = decided({});
    const reasons = index % 20 === 0 ? [...decision.reasons, { kind: "unmapped" } as const] : decision.reasons;
    facts.keep(aTicket({ id, organization: named }), { ...decision, reasons });
  }
  await facts.settled();
}
