// Look-ups of the organization mapping and of what is due next, in a Desk's own file, at growing sizes. Prints a Markdown
// section.
//   node bench/storage.ts [ROUNDS]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { organizationId, ticketId } from "../src/core/id.ts";
import { after, instant, seconds } from "../src/core/time.ts";
import { findMapping, replaceContracts } from "../src/desk/mapping.ts";
import { migrate } from "../src/desk/migrations.ts";
import type { Sql } from "../src/desk/sql.ts";
import { nextWorkAt, takeDue } from "../src/desk/work.ts";
import { openSqlite, type SqlFile } from "../src/node/sqlite.ts";
import { ACME, aContract, aTicket } from "../test/support/given.ts";
import { median, table, time } from "./figures.ts";

const [rounds = 5] = process.argv.slice(2).map(Number);
const SIZES = [1_000, 100_000, 1_000_000];
const TICKETS = 1_000_000;
const LOOKUPS = 10_000;
const DUE = 100;
const NOW = instant(Date.UTC(2026, 10, 3, 10));

const folder = mkdtempSync(join(tmpdir(), "tierline-bench-"));
try {
  const mapping = SIZES.map((size) => withDesk((sql) => lookUp(sql, size)));
  const work = withDesk(workList);
  console.log(report(mapping, work));
} finally {
  rmSync(folder, { recursive: true });
}

function withDesk<T>(use: (sql: SqlFile) => T): T {
  const sql = openSqlite(join(folder, "desk.sqlite"));
  try {
    migrate(sql);
    return use(sql);
  } finally {
    sql.close();
    for (const tail of ["", "-wal", "-shm"]) rmSync(join(folder, `desk.sqlite${tail}`), { force: true });
  }
}

/** Each organization found by its id and by its requester's domain, as before a decision; nanoseconds for one ticket. */
function lookUp(sql: Sql, size: number): number {
  const contracts = Array.from({ length: size }, (_, n) =>
    aContract({ organizationId: organizationId(n + 1), externalId: `crm-${n}`, domains: [`customer-${n}.example`] }),
  );
  sql.transaction(() => replaceContracts(sql, contracts));
  const tickets = Array.from({ length: LOOKUPS }, (_, i) => {
    const n = (i * 7_919) % size;
    const id = organizationId(n + 1) ?? ACME.id;
    return aTicket({
      organization: { ...ACME, id, externalId: `crm-${n}` },
      requester: { id: null, email: `ada@customer-${n}.example` },
    });
  });
  return perItem(LOOKUPS, () => {
    for (const ticket of tickets) {
      const { contracts, domainContracts } = findMapping(sql, ticket);
      if (contracts.length !== 1 || domainContracts.length !== 1) throw new Error("the mapping lost an organization");
    }
  });
}

interface WorkTimes {
  readonly next: number;
  readonly none: number;
  readonly due: number;
}

/** A work list of a million tickets due from {@link NOW} on; nanoseconds. */
function workList(sql: Sql): WorkTimes {
  sql.transaction(() => {
    for (let n = 0; n < TICKETS; n += 1) {
      const id = ticketId(n + 1);
      sql.run(
        `INSERT INTO work (ticket_id, due_at, foreign_event) VALUES (?, ?, 1)`,
        id,
        NOW + ((n * 7_919) % TICKETS) * 1000,
      );
    }
  });
  const next = perItem(LOOKUPS, () => {
    for (let i = 0; i < LOOKUPS; i += 1) nextWorkAt(sql);
  });
  const none = perItem(LOOKUPS, () => {
    for (let i = 0; i < LOOKUPS; i += 1) takeDue(sql, instant(NOW - 1), DUE);
  });
  let now = NOW;
  const due = perItem(DUE, () => {
    now = after(now, seconds(DUE));
    if (takeDue(sql, now, DUE).length !== DUE) throw new Error("the work list lost a ticket");
  });
  return { next, none, due };
}

/** The median of all rounds, for one of `count`. */
function perItem(count: number, body: () => void): number {
  body();
  const times = Array.from({ length: rounds }, () => {
    const begun = process.hrtime.bigint();
    body();
    return Number(process.hrtime.bigint() - begun) / count;
  });
  return median(times);
}

function report(mapping: readonly number[], { next, none, due }: WorkTimes): string {
  const sizes = SIZES.map((size) => size.toLocaleString("en"));
  return `## Storage on Node

A Desk's own SQLite file, through the functions that the Desk calls; medians of ${rounds} rounds.

${table(
  ["organizations in the mapping", ...sizes],
  [["one ticket's contracts, by id and by domain", ...mapping.map(time)]],
)}

${table(
  [`work list of ${TICKETS.toLocaleString("en")} tickets`, "time"],
  [
    ["when is the next one due", time(next)],
    ["take what is due: nothing", time(none)],
    [`take what is due: each of ${DUE}, leased and committed`, time(due)],
  ],
)}
`;
}
