import { describe, expect, test } from "vitest";
import { readPulls } from "../../src/account/mapping-ledger.ts";
import { minutes } from "../../src/core/time.ts";
import type { Sql } from "../../src/desk/sql.ts";
import { followed, type GitStage, organizations } from "./git-stage.ts";

// What the simulation found of a mapping in git while GitHub, the way to it or the database fails.

const inForce = async (stage: GitStage) => (await (await stage.zendesk()).mappingStatus()).git?.inForce?.sha;

/** The next time that it stores this setting, the database fails. */
function failsOnce(sql: Sql, setting: string): void {
  const { run } = sql;
  sql.run = (query, ...values) => {
    if (values[0] !== setting) return run(query, ...values);
    sql.run = run;
    throw new Error("database or disk is full");
  };
}

describe("a mapping in git", () => {
  test.each([10, 200])(
    "is not taken of a file of which the network lets %i bytes through, but read again",
    async (bytes) => {
      const stage = await followed({ sweepEvery: minutes(5) });
      const { world } = stage;
      world.github().emulator.faults.add({
        match: { method: "GET", path: "*/git/blobs/*" },
        fault: { kind: "truncated", bytes },
        times: 1,
      });
      const { sha } = stage.push({ "organizations.csv": organizations({ bolt: "pro" }) });
      await world.pass(minutes(3));
      expect(await inForce(stage)).toBe(sha);
      const actions = (await stage.trail(await stage.zendesk())).map(({ action }) => action);
      expect(actions).not.toContain("mapping.refused");
    },
  );

  test("is not asked for while GitHub has asked to wait with the issues, nor the other way round", async () => {
    const stage = await followed();
    const { world } = stage;
    const { emulator, calls } = world.github();
    const fault = { kind: "secondary_limit", retryAfter: 600 } as const;
    emulator.faults.add({ match: { method: "GET", path: "*/issues/*" }, fault, times: 1 });
    world.github().opens("Sev 2 – Major");
    await world.pass(minutes(1));
    const before = calls.length;
    const { sha } = stage.push({ "organizations.csv": organizations({ bolt: "pro" }) });
    await world.pass(minutes(5));
    expect(calls.length).toBe(before);
    await world.pass(minutes(8));
    expect(await inForce(stage)).toBe(sha);

    emulator.faults.add({ match: { method: "GET", path: "*/commits/*" }, fault, times: 1 });
    stage.push({ "organizations.csv": organizations() });
    await world.pass(minutes(1));
    const then = calls.length;
    world.github().opens("Sev 3 – Minor");
    await world.pass(minutes(5));
    expect(calls.length).toBe(then);
  });

  test("is pulled a minute later when the database fails as a pull begins", async () => {
    const stage = await followed({ sweepEvery: minutes(5) });
    const { world } = stage;
    const { sql } = (await stage.github()).desk;
    world.github().emulator.webhookFaults.add({ event: "push", fault: { kind: "drop" } });
    const { sha } = stage.push({ "organizations.csv": organizations({ bolt: "pro" }) });
    const { dueAt } = readPulls(sql);
    expect(dueAt).not.toBeNull();
    failsOnce(sql, "mapping_pulls");
    await world.pass(minutes(7));
    expect(await inForce(stage)).toBe(sha);
  });

  test("of which a push can't be stored takes nothing in of its event, and all of it when it is sent again", async () => {
    const stage = await followed();
    const { world } = stage;
    const { sql } = (await stage.github()).desk;
    const arrivals = () => sql.first<{ n: number }>("SELECT COUNT(*) AS n FROM arrival")?.n;
    const before = arrivals();
    failsOnce(sql, "mapping_pulls");
    const { sha } = stage.push({ "organizations.csv": organizations({ bolt: "pro" }) });
    await world.quiet();
    expect(world.sent.at(-1)?.status).toBe(503);
    expect(arrivals()).toBe(before);
    const { body = "" } = world.sent.at(-1) ?? {};
    const headers = world.github().signed(body, "push");
    const again = await world.request(await world.githubWebhookPath(), { method: "POST", headers, body });
    expect(again.status).toBe(200);
    await world.settle();
    expect(arrivals()).toBe((before ?? 0) + 1);
    expect(await inForce(stage)).toBe(sha);
  });
});
