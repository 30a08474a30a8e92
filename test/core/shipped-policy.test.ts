import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadPolicy, type PolicySources } from "../../mappings/load.ts";
import { decide } from "../../src/core/decide.ts";
import { explain } from "../../src/core/explain.ts";
import { aContract, aTicket, at, GROWTH, mapped, POLICY, tierOf } from "../support/given.ts";

const source = (file: string) => ({
  file,
  text: readFileSync(new URL(`../../mappings/${file}`, import.meta.url), "utf8"),
});

const sources: PolicySources = {
  ...source("support-policy.yaml"),
  holidays: {
    "england-and-wales": source("holidays/england-and-wales.yaml"),
    "united-states": source("holidays/united-states.yaml"),
  },
};

const loaded = loadPolicy(sources);
if (!loaded.ok) throw new Error(JSON.stringify(loaded.failure));
const shipped = loaded.value;

describe("the shipped policy says what the tests' own transcription of the contract says", () => {
  test.each([...POLICY.tiers.keys()])("of %s", (name) => {
    const { calendar: expectedCalendar, ...expected } = tierOf(POLICY, name);
    const { calendar, ...tier } = tierOf(shipped, name);
    expect(tier).toEqual(expected);
    expect(calendar.definition.weekly).toEqual(expectedCalendar.definition.weekly);
    expect(calendar.definition.zone).toBe(expectedCalendar.definition.zone);
  });

  test("of everything else that a due date depends on", () => {
    const { zone, dayRule, defaultTier, standardTier, defaultSeverity } = POLICY;
    expect(shipped).toMatchObject({ zone, dayRule, defaultTier, standardTier, defaultSeverity });
    for (const { severity, title, priority } of Object.values(POLICY.severities)) {
      expect(shipped.severities[severity]).toMatchObject({ title, priority });
    }
  });
});

test("the shipped holidays are passed over at Christmas, by name", () => {
  const ticket = aTicket({ createdAt: at("2026-12-24 16:30"), priority: "high" });
  const decision = decide(ticket, mapped(aContract({ tier: GROWTH })), shipped, null, ticket.createdAt);
  expect(decision).toMatchObject({ due: at("2026-12-30 16:30") });
  expect(explain(decision, shipped).find((step) => step.startsWith("Not counted"))).toMatch(
    /Fri 25 Dec: Christmas Day, Sat 26 Dec: closed, Sun 27 Dec: closed, Mon 28 Dec: Boxing Day/,
  );
});
