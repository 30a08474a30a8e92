import { expect, test } from "vitest";
import { github, json, NOON, theIssue } from "./given.ts";

const LIMIT = { message: "You have exceeded a secondary rate limit." };

test("of two calls that are told to wait, the longer wait counts, whichever is answered last", async () => {
  const waits = ["60", "30"];
  const { read, seen } = github(() => json(LIMIT, 403, { "retry-after": waits.shift() ?? "1" }));
  await Promise.all([read(theIssue()), read(theIssue())]);
  expect(seen).toHaveLength(2);
  expect(await read(theIssue())).toEqual({ kind: "throttled", until: NOON + 60_000, scope: "account" });
  expect(seen).toHaveLength(2);
});
