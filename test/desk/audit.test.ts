import { expect, test } from "vitest";
import { instant } from "../../src/core/time.ts";
import { type NewAuditEntry, verifyAudit } from "../../src/desk/audit.ts";
import { recordDeed, recordWith } from "../../src/desk/audit-record.ts";
import { everyAuditEntry } from "../../src/desk/audit-rows.ts";
import { migrate } from "../../src/desk/migrations.ts";
import { readSetting, writeSetting } from "../../src/desk/settings.ts";
import { nodeHashing } from "../../src/node/hashing.ts";
import { openSqlite } from "../../src/node/sqlite.ts";

const ENTRY: NewAuditEntry = {
  ...{ at: instant(0), actor: { kind: "operator", id: null, name: "operator" } },
  ...{ action: "mode.set", subject: "mode", detail: {} },
};

function aTrail() {
  const sql = openSqlite(":memory:");
  migrate(sql);
  const count = (): number => Number(readSetting(sql, "app_generation") ?? 0);
  /** Hashing takes a while, as it does on Workers: others come in between. */
  const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> => {
    await new Promise((resolve) => setImmediate(resolve));
    return nodeHashing.sha256(bytes);
  };
  const increments = () =>
    recordDeed(sql, sha256, () => {
      const before = count();
      if (before >= 5) return { entry: null, act: () => before };
      const after = before + 1;
      const act = () => {
        writeSetting(sql, "app_generation", String(after));
        return after;
      };
      return { entry: { ...ENTRY, detail: { before, after } }, act };
    });
  const verdict = () => verifyAudit(everyAuditEntry(sql), nodeHashing.sha256);
  return { sql, sha256, count, increments, verdict };
}

test("what is done while another thing's entry is hashed is told in that entry, and each thing is done once", async () => {
  const { sql, count, increments, verdict } = aTrail();
  expect(await Promise.all([1, 2, 3, 4].map(increments))).toEqual([1, 2, 3, 4]);
  expect(count()).toBe(4);
  const details = [...everyAuditEntry(sql)].map(({ detail }) => detail);
  expect(details).toEqual([0, 1, 2, 3].map((before) => ({ before, after: before + 1 })));
  expect(await verdict()).toMatchObject({ kind: "whole", entries: 4 });
});

test("what changes by itself meanwhile is told as it is when the thing is done, and the thing is done to that", async () => {
  const { sql, increments, verdict } = aTrail();
  const done = increments();
  writeSetting(sql, "app_generation", "3");
  expect(await done).toBe(4);
  expect([...everyAuditEntry(sql)].map(({ detail }) => detail)).toEqual([{ before: 3, after: 4 }]);
  expect(await verdict()).toMatchObject({ kind: "whole", entries: 1 });
});

test("what somebody else has done meanwhile is not told again", async () => {
  const { count, increments, verdict } = aTrail();
  await Promise.all([1, 2, 3, 4, 5, 6, 7].map(increments));
  expect(count()).toBe(5);
  expect(await verdict()).toMatchObject({ kind: "whole", entries: 5 });
});

test("an entry that always says the same keeps its place in the chain beside others", async () => {
  const { sql, sha256, increments, verdict } = aTrail();
  const same = () => recordWith(sql, sha256, ENTRY, () => undefined);
  await Promise.all([same(), increments(), same(), increments(), same()]);
  expect(await verdict()).toMatchObject({ kind: "whole", entries: 5 });
});
