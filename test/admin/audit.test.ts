import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { auditEntry, auditVerdict } from "../../src/api/audit.ts";
import { administered } from "../support/administrators.ts";

/** The trail after connecting, going live, taking over and three changes. */
async function trail() {
  const { world, admin } = await administered();
  const { id } = await admin.finds("Bolt");
  for (const tier of ["pro", "enterprise", "growth"]) {
    await admin.applies(
      await admin.proposes({
        kind: "organizations",
        edits: [{ op: "set", id, organization: { tier } }],
        note: `to ${tier}`,
      }),
    );
  }
  const { sql } = (await world.account()).desk;
  const verify = () => admin.gets(auditVerdict, "GET", "/audit/verify");
  return { admin, sql, verify };
}

describe("the audit trail", () => {
  test("tells who changed what, before and after", async () => {
    const { admin } = await trail();
    const { json } = await admin.asks("GET", "/audit?limit=2");
    expect(json["entries"]).toMatchObject([
      {
        ...{ seq: 6, action: "change.applied", subject: "change 3", actor: { kind: "operator", name: "operator" } },
        detail: { note: "to growth", edits: [{ before: { tier: "enterprise" }, after: { tier: "growth" } }] },
      },
      { seq: 5 },
    ]);
    const older = await admin.asks("GET", `/audit?limit=2&cursor=${String(json["next"])}`);
    expect(older.json).toMatchObject({ entries: [{ seq: 4 }, { seq: 3, action: "owner.taken" }], next: "3" });
    expect((await admin.asks("GET", "/audit?action=owner")).json["entries"]).toHaveLength(1);
    expect((await admin.asks("GET", "/audit?search=change%202")).json["entries"]).toHaveLength(1);
  });

  test("is whole as it was written, and any column of any entry altered, or an entry gone, is found", async () => {
    const { sql, verify } = await trail();
    expect(await verify()).toMatchObject({ kind: "whole", entries: 6 });
    const rows = sql.all(`SELECT * FROM audit ORDER BY seq`);
    const columns = ["at", "actor", "action", "subject", "detail", "previous", "hash"];
    const altered: Readonly<Record<string, string | number>> = {
      at: 1,
      actor: `{"kind":"admin","id":"7","name":"Mallory"}`,
      detail: "{}",
    };
    for (const { seq } of rows) {
      for (const column of columns) {
        const before = rows.find((row) => row["seq"] === seq)?.[column] ?? null;
        sql.run(`UPDATE audit SET ${column} = ? WHERE seq = ?`, altered[column] ?? "0".repeat(63), seq ?? null);
        expect({ seq, column, ...(await verify()) }).toMatchObject({ kind: "broken" });
        sql.run(`UPDATE audit SET ${column} = ? WHERE seq = ?`, before, seq ?? null);
      }
    }
    expect(await verify()).toMatchObject({ kind: "whole" });
    sql.run(`DELETE FROM audit WHERE seq = 2`);
    expect(await verify()).toEqual({ kind: "broken", seq: 2, detail: "entry 2 is missing" });
  });

  test("is exported so that anybody can compute its hashes, with nothing of ours", async () => {
    const { admin } = await trail();
    const lines = (await admin.asks("GET", "/audit/export")).text.trim().split("\n");
    let previous = "0".repeat(64);
    for (const line of lines) {
      const entry = auditEntry.parse(JSON.parse(line));
      const { kind, id, name } = entry.actor;
      const at = Date.parse(entry.at);
      const { detail } = z.object({ detail: z.unknown() }).parse(JSON.parse(line));
      const sealed = [entry.seq, at, [kind, id, name], entry.action, entry.subject, detail, previous];
      expect(entry.hash).toBe(createHash("sha256").update(JSON.stringify(sealed)).digest("hex"));
      previous = entry.hash;
    }
    expect(lines).toHaveLength(6);
  });
});
