import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Inclusion, Severity } from "../../src/core/policy.ts";
import { formatTarget } from "../../src/core/target.ts";
import { shippedPolicy, shippedText } from "./shipped.ts";

const squeeze = (text: string) => text.replace(/\s+/g, " ").trim();
const contract = squeeze(readFileSync(new URL("../../docs/contract/support-policy.txt", import.meta.url), "utf8"));
const policy = shippedPolicy();
const titled = (title: string) => {
  const tier = [...policy.tiers.values()].find((candidate) => candidate.title === title);
  if (tier === undefined) throw new Error(`no tier ${title}`);
  return tier;
};

/** The cells of one row of the contract's table, by the contract's own column order. */
function row(label: string): readonly [growth: string, pro: string, enterprise: string] {
  const at = contract.indexOf(`${label} | `);
  if (at === -1) throw new Error(`the contract has no row ${label}`);
  const [growth, pro, enterprise] = contract.slice(at + label.length + 3).split(" | ");
  if (growth === undefined || pro === undefined || enterprise === undefined) throw new Error(`${label} lacks cells`);
  return [growth, pro, enterprise.replace(/ \|.*/, "")];
}

const TIERS = ["Growth", "Pro", "Enterprise"] as const;

describe("the policy is the contract, cell by cell", () => {
  const cells = [
    ["Severity 1: Critical - Initial Response Time", 1],
    ["Severity 2: Major - Initial Response Time", 2],
    ["Severity 3: Minor - Initial Response Time", 3],
    ["Severity 4: Enhancement - Initial Response Time", 4],
  ] as const satisfies readonly (readonly [string, Severity])[];
  test.each(cells)("%s", (label, severity) => {
    expect(TIERS.map((tier) => titled(tier).targets[severity].words)).toEqual(row(label));
  });

  const features: readonly [label: string, ask: (tier: ReturnType<typeof titled>) => string][] = [
    ["Documentation – FAQs, Searchable", ({ channels }) => tick(channels.has("documentation"))],
    ["Email Support", ({ channels }) => tick(channels.has("email"))],
    ["Live Chat Support", ({ channels }) => tick(channels.has("chat"))],
    ["Phone Support", ({ channels }) => tick(channels.has("phone"))],
    ["Priority Case Routing", ({ priorityRouting }) => tick(priorityRouting)],
    ["Assisted Technical Implementation Onboarding", ({ onboarding }) => tick(onboarding)],
    ["Designated Customer Success Manager", ({ csm }) => mark(csm)],
    ["Designated Technical Account Manager", ({ tam }) => mark(tam)],
    ["Named Support Contacts", ({ namedContacts }) => (namedContacts === 0 ? "-" : String(namedContacts))],
  ];
  const tick = (included: boolean) => (included ? "✓" : "-");
  const mark = (inclusion: Inclusion) => (inclusion === "optional" ? "Optional" : tick(inclusion === "included"));
  test.each(features)("%s", (label, ask) => {
    expect(TIERS.map((tier) => ask(titled(tier)))).toEqual(row(label));
  });

  test("Support Hours of Operation (Weekdays)", () => {
    expect(row("Support Hours of Operation (Weekdays)")).toEqual([
      "9am – 6pm GMT",
      "9am – 6pm GMT",
      "9am – 6pm GMT Sat 9am - 4pm GMT",
    ]);
    for (const tier of TIERS) {
      const { zone, weekly } = titled(tier).calendar.definition;
      expect(zone).toBe("Etc/GMT");
      const weekday = [{ open: 9 * 60, close: 18 * 60 }];
      const saturday = tier === "Enterprise" ? [{ open: 9 * 60, close: 16 * 60 }] : [];
      expect(weekly).toEqual({
        mon: weekday,
        tue: weekday,
        wed: weekday,
        thu: weekday,
        fri: weekday,
        sat: saturday,
        sun: [],
      });
    }
  });

  test("each target means what its words say", () => {
    const meanings = TIERS.map((tier) =>
      ([1, 2, 3, 4] as const).map((severity) => formatTarget(titled(tier).targets[severity])),
    );
    expect(meanings).toEqual([
      ["6 hours, 24x7", "1 - 2 business days", "2 - 4 business days", "3 business days"],
      ["3 hours, 24x7", "Under 1 business day", "1 - 2 business days", "2 business days"],
      ["1 hour, 24x7", "12 business hours", "6 - 12 business hours", "1 business day"],
    ]);
  });
});

describe("the policy is the contract, sentence by sentence", () => {
  /** What the contract doesn't say: how it is read, and how tickets are handled. */
  const OURS = new Set(["readings", "severity_rules", "notes", "groups"]);
  /** Within the contract's parts, the keys whose values are ours. */
  const OUR_KEYS = new Set(["features", "channel", "lists", "special_hours", "priority", "when", "id", "tier"]);

  function phrases(value: unknown): string[] {
    if (typeof value === "string") return [squeeze(value)];
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) => (OUR_KEYS.has(key) ? [] : phrases(inner)));
  }
  const document: Record<string, unknown> = parse(shippedText("support-policy.yaml"));
  const said = Object.entries(document).flatMap(([key, value]) => (OURS.has(key) ? [] : phrases(value)));

  test("every phrase of the policy stands in the contract", () => {
    expect(said.length).toBeGreaterThan(50);
    expect(said.filter((phrase) => !contract.includes(phrase))).toEqual([]);
  });

  test("every sentence of the contract stands in the policy; only headings and list marks are left", () => {
    const table = contract.slice(contract.indexOf("Support Feature |"), contract.indexOf("Priority Definitions"));
    const left = said
      .toSorted((a, b) => b.length - a.length)
      .reduce((rest, phrase) => rest.replaceAll(phrase, "·"), contract.replace(table, ""))
      .split("·")
      .map((rest) => rest.trim())
      .filter((rest) => /\p{L}/u.test(rest));
    expect(left).toEqual([
      "How to Contact Support",
      "| | Chat |",
      "| Phone |",
      "| Documentation |",
      "| Support Hours",
      "Support Levels",
      "Support",
      "Support",
      "Support",
      "Priority Definitions",
      "- Severity 1 -",
      "- Severity 2 -",
      "- Severity 3 -",
      "- Severity 4 -",
      "Technical Support Coverage Issues Covered by Technical Support -",
      "Issues Not Covered by Technical Support -",
      "Additional Support Terms",
      "; and (2)",
      "Named Support Contacts:",
      "Support Request Abuse",
    ]);
  });

  test("the severities carry the contract's definitions and the priority column", () => {
    for (const severity of [1, 2, 3, 4] as const) {
      const { title, definition } = policy.severities[severity];
      expect(contract).toMatch(new RegExp(`Severity ${severity} - ${title}`));
      expect(contract).toContain(definition);
    }
    expect(([1, 2, 3, 4] as const).map((severity) => policy.severities[severity].priority)).toEqual([
      "urgent",
      "high",
      "normal",
      "low",
    ]);
  });

  test("Standard Support is Growth, and the readings have their defaults", () => {
    expect(policy).toMatchObject({
      zone: "Etc/GMT",
      dayRule: "same_time",
      defaultTier: "growth",
      standardTier: "growth",
      defaultSeverity: 3,
      groups: { priority: null, standard: null, account_team: null },
    });
    expect([...policy.notes.keys()]).toEqual(["contact_unlisted", "sdk_not_included"]);
    expect(policy.notCovered.map(({ id }) => id)).toEqual([
      "non_sdk_implementation",
      "third_party",
      "application_development",
    ]);
  });
});
