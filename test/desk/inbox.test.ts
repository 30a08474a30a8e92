import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { after, milliseconds } from "../../src/core/time.ts";
import { recordDelivery } from "../../src/desk/inbox.ts";
import { migrate } from "../../src/desk/migrations.ts";
import { openSqlite } from "../../src/node/sqlite.ts";
import { at } from "../support/given.ts";

const BEGIN = at("2026-11-03 10:00");
const ACKNOWLEDGED = { kind: "acknowledged", type: "user.created" } as const;

test("fifty deliveries that come together are a few pages of disk, however many came before", () => {
  const folder = mkdtempSync(join(tmpdir(), "tierline-inbox-"));
  const sql = openSqlite(join(folder, "desk.sqlite"));
  try {
    migrate(sql);
    const record = (from: number, to: number) =>
      sql.transaction(() => {
        for (let number = from; number < to; number += 1) {
          const happenedAt = after(BEGIN, milliseconds(number * 20));
          const digest = createHash("sha256").update(String(number)).digest("hex");
          recordDelivery(sql, { digest, happenedAt, receivedAt: happenedAt, delivery: ACKNOWLEDGED, sealedBody: null });
        }
      });
    record(0, 10_000);
    sql.all(`PRAGMA wal_checkpoint(TRUNCATE)`);
    record(10_000, 10_050);
    expect(sql.first(`PRAGMA wal_checkpoint`)).toMatchObject({ log: expect.toSatisfy((pages: number) => pages < 25) });
  } finally {
    sql.close();
    rmSync(folder, { recursive: true });
  }
});
