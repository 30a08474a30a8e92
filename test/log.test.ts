import { expect, test } from "vitest";
import * as z from "zod";
import { minutes } from "../src/core/time.ts";
import { createLog, type LogFields } from "../src/log.ts";
import { at } from "./support/given.ts";
import { OPERATOR_TOKEN, openWorld } from "./support/world.ts";

function logged(fields: LogFields): string {
  const lines: string[] = [];
  createLog(
    (line) => lines.push(line),
    () => at("2026-11-03 10:00"),
  )("info", "reconciled", fields);
  return lines.join("\n");
}

test("a line is one JSON object with time, level and event first", () => {
  expect(logged({ ticket: "5158", ms: 12 })).toBe(
    '{"ts":"2026-11-03T10:00:00Z","level":"info","event":"reconciled","ticket":"5158","ms":12}',
  );
});

test.each(["\n", "\r\n", "\u0000", "\u001b[31m", "\u2028", '","level":"error', "}\n{"])(
  "a value with %j in it stays one object on one line, and says what it said",
  (evil) => {
    const line = logged({ reason: `before${evil}after` });
    expect(line.split(/[\n\r]/)).toHaveLength(1);
    expect(JSON.parse(line)).toMatchObject({ level: "info", reason: `before${evil}after` });
  },
);

test("of two accounts of one name, lines and counts say on which helpdesk each is", async () => {
  const world = await openWorld({ accounts: ["acme"], owners: ["acme"], sweepEvery: minutes(5) });
  const { webhookFaults } = world.github().emulator;
  webhookFaults.add({ event: "issues", fault: { kind: "drop" } });
  await world.zendesk().arrives();
  world.github().opens();
  await world.pass(minutes(6));
  const lines = world.log.map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)));
  for (const helpdesk of ["zendesk", "github"]) {
    for (const event of ["reconciled", "swept"]) {
      expect(lines.find((line) => line["event"] === event && line["helpdesk"] === helpdesk)).toMatchObject({
        account: "acme",
      });
    }
  }
  expect(lines.filter(({ account, helpdesk }) => account !== undefined && helpdesk === undefined)).toEqual([]);
  const { text } = await world.request("/metrics", { headers: { authorization: `Bearer ${OPERATOR_TOKEN}` } });
  expect(text).toContain('tierline_sweep_missed_events_total{account="acme",helpdesk="github"} 1\n');
  expect(text).toContain('tierline_sweep_missed_events_total{account="acme",helpdesk="zendesk"} 0\n');
});
