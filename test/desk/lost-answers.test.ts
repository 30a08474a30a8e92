import { describe, expect, test } from "vitest";
import type { Answer } from "../../src/core/decision.ts";
import { severityTag } from "../../src/core/tags.ts";
import type { Ticket } from "../../src/core/ticket.ts";
import { formatInstant } from "../../src/core/time.ts";
import { replaceContracts } from "../../src/desk/mapping.ts";
import { migrate } from "../../src/desk/migrations.ts";
import { saveWriting } from "../../src/desk/mode.ts";
import { type Proposal, propose } from "../../src/desk/propose.ts";
import type { Sql } from "../../src/desk/sql.ts";
import { intend } from "../../src/desk/write.ts";
import { openSqlite } from "../../src/node/sqlite.ts";
import { factsIn } from "../support/facts.ts";
import { aContract, aTicket, at, POLICY } from "../support/given.ts";

const EMPTY = aTicket().fields;

/**
 * A Desk whose one write went out without an answer; what it decides of the ticket as it is then.
 * @param meanwhile what happens in between
 */
function afterLostWrite(
  before: Partial<Ticket>,
  then: (written: Answer) => Partial<Ticket>,
  meanwhile: (sql: Sql, look: () => Proposal) => void = () => undefined,
): Answer {
  const sql = openSqlite(":memory:");
  migrate(sql);
  replaceContracts(sql, [aContract()]);
  saveWriting(sql, { mode: "live", canary: [] });
  const read = (ticket: Ticket): Proposal =>
    propose(
      { sql, policy: POLICY, now: () => at("2026-11-03 10:01"), facts: factsIn(sql) },
      { ticket, stamp: ticket.updatedAt, settled: true, fingerprint: JSON.stringify(ticket) },
    );
  const first = read(aTicket(before));
  if (first.kind !== "write") throw new Error(`nothing to write: ${first.kind}`);
  intend(sql, first.write);
  meanwhile(sql, () => read(aTicket(before)));
  const second = read(aTicket({ ...before, ...then(first.write.decision) }));
  if (second.kind === "write") return second.write.decision;
  if (second.kind === "ended" && "decision" in second.outcome) return second.outcome.decision;
  throw new Error(`no decision: ${second.kind}`);
}

const fieldsOf = ({ severity, due }: Answer): Ticket["fields"] => ({
  ...EMPTY,
  severity,
  due: due === null ? null : formatInstant(due),
});

/** When a severity 3 of Acme is due that came with {@link aTicket}. */
const DUE = "2026-11-04T13:00:00Z";

describe("after a write whose answer was lost", () => {
  test("what it wrote is ours: an agent's priority since then drives", () => {
    const decision = afterLostWrite({}, (written) => ({
      fields: fieldsOf(written),
      tags: written.tags,
      priority: "urgent",
    }));
    expect(decision).toMatchObject({ severity: 1, severityByHand: true });
  });

  test("it is known by its due date, though Zendesk ignored its tags", () => {
    const decision = afterLostWrite({}, (written) => ({ fields: fieldsOf(written), tags: [], priority: "urgent" }));
    expect(decision).toMatchObject({ severity: 1, severityByHand: true });
  });

  test("it is known by its tag, though Zendesk ignored its due date", () => {
    const decision = afterLostWrite({}, (written) => ({
      fields: { ...EMPTY, severity: written.severity },
      tags: [severityTag(written.severity)],
      priority: "urgent",
    }));
    expect(decision).toMatchObject({ severity: 1, severityByHand: true });
  });

  test("that never arrived, a severity in the field is a person's", () => {
    const decision = afterLostWrite({}, () => ({ fields: { ...EMPTY, severity: 3 }, priority: "urgent" }));
    expect(decision).toMatchObject({ severity: 3, severityByHand: true });
  });

  test("it is still ours when it takes effect late, after looks in shadow mode", () => {
    const decision = afterLostWrite(
      {},
      (written) => ({ fields: fieldsOf(written), tags: written.tags, priority: "urgent" }),
      (sql, look) => {
        saveWriting(sql, { mode: "shadow", canary: [] });
        expect(look()).toMatchObject({ kind: "ended", outcome: { kind: "shadow" } });
        look();
        saveWriting(sql, { mode: "live", canary: [] });
      },
    );
    expect(decision).toMatchObject({ severity: 1, severityByHand: true });
  });

  test("and known for ours, it is ours in shadow mode too: a rule may decide anew", () => {
    const decision = afterLostWrite(
      {},
      (written) => ({ fields: fieldsOf(written), tags: written.tags, priority: written.priority }),
      (sql, look) => {
        saveWriting(sql, { mode: "shadow", canary: [] });
        look();
      },
    );
    expect(decision).toMatchObject({ severity: 3, severityByHand: false });
  });

  test.each([
    ["due date", { fields: { ...EMPTY, due: DUE } }],
    ["tag", { tags: [severityTag(3)] }],
  ] as const)("its %s proves nothing that stood there before", (_, before) => {
    const found = { ...EMPTY, ...("fields" in before ? before.fields : {}), severity: 3 } as const;
    const decision = afterLostWrite(before, () => ({ fields: found, priority: "urgent" }));
    expect(decision).toMatchObject({ severity: 3, severityByHand: true });
  });
});
