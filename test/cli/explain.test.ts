import { expect, test } from "vitest";
import { tierline } from "./terminal-double.ts";

const ASKED = ["explain", "--tier", "pro", "--severity", "2", "--at", "2026-12-24T16:30:00Z"];

test("explain answers with numbered steps that name the holidays, and a picture of the days", async () => {
  const { code, output, errors } = await tierline(ASKED);
  const lines = output.split("\n");
  expect(lines[0]).toBe("Why is the first response due before Tue 29 Dec 2026 16:30 GMT?");
  expect(lines[2]).toBe("1. Pro support, severity 2 (Major): as asked.");
  expect(output).toMatch(/^\d\. .*Christmas Day.*Boxing Day/m);
  expect(output).toMatch(/^Thu 24 Dec {2}░{9}▒{7}▶█░{6} {2}09:00–18:00$/m);
  expect({ code, errors }).toEqual({ code: 0, errors: "" });
});

test("explain --json gives the decision with the same steps and instants in RFC 3339 UTC", async () => {
  const { output } = await tierline([...ASKED, "--json"]);
  const answer = JSON.parse(output);
  expect(Object.keys(answer)).toEqual(["tier", "severity", "priority", "aim", "due", "tags", "reasons", "steps"]);
  expect(answer).toMatchObject({ tier: "pro", severity: 2, priority: "high", due: "2026-12-29T16:30:00Z" });
  expect(answer.reasons).toContainEqual({ kind: "due", at: "2026-12-29T16:30:00Z", strict: true });
});

test("another reading changes the answer: without holidays the next day is a business day", async () => {
  const { output } = await tierline([...ASKED, "--json", "--no-holidays"]);
  expect(JSON.parse(output).due).toBe("2026-12-25T16:30:00Z");
});

test("another zone changes the answer in summer only, and is named in the steps", async () => {
  const june = ["explain", "--tier", "Pro", "--severity", "2", "--at", "2026-06-24T08:30:00Z", "--json"];
  const [gmt, london] = await Promise.all([tierline(june), tierline([...june, "--zone", "Europe/London"])]);
  expect(JSON.parse(gmt.output).due).toBe("2026-06-25T09:00:00Z");
  expect(JSON.parse(london.output).due).toBe("2026-06-25T08:30:00Z");
  expect(london.output).toContain("Europe/London");
});
