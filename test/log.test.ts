import { expect, test } from "vitest";
import { createLog, type LogFields } from "../src/log.ts";
import { at } from "./support/given.ts";

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
