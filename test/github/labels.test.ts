import { describe, expect, test } from "vitest";
import { SEVERITIES } from "../../src/core/policy.ts";
import { ownTags } from "../../src/core/tags.ts";
import { labelOfTag, severityLabel, severityOfLabel, tagOfLabel } from "../../src/github/labels.ts";
import { POLICY } from "../support/given.ts";

describe("a tag of ours that is a label", () => {
  test.each([
    ["sla_tier_enterprise", "sla: enterprise"],
    ["sla_tier_enterprise_plus", "sla: enterprise plus"],
    ["sla_sev_2", "sev: 2"],
    ["sla_unmapped", "sla: unmapped"],
    ["sla_not_covered", "sla: not covered"],
    ["sla_standard_support", "sla: standard support"],
    ["sla_at_risk", "sla: at risk"],
    ["sla_breached", "sla: breached"],
    ["sla_met", "sla: met"],
  ])("%s is %s, and read from it again, in whatever case", (tag, name) => {
    expect(labelOfTag(tag)?.name).toBe(name);
    expect(tagOfLabel(name)).toBe(tag);
    expect(tagOfLabel(name.toUpperCase())).toBe(tag);
  });

  test.each(["sla_route_priority", "sla_in_hours", "sla_contact_unlisted", "sla_channel_not_included"])(
    "%s is none: the comment keeps it",
    (tag) => expect(labelOfTag(tag)).toBeNull(),
  );

  test("has a colour and a description that GitHub takes", () => {
    const made = [...ownTags(POLICY).map(labelOfTag), ...SEVERITIES.map(severityLabel)].filter((one) => one !== null);
    for (const { name, color, description } of made) {
      expect(color).toMatch(/^[0-9a-f]{6}$/);
      expect(description.length).toBeLessThanOrEqual(100);
      expect(name.length).toBeLessThanOrEqual(50);
    }
    expect(new Set(made.map(({ name }) => name)).size).toBeGreaterThan(10);
  });
});

describe("a label of somebody else", () => {
  test.each([
    ["bug", "bug"],
    ["Third Party", "third_party"],
    ["needs: info, soon", "needs:_info_soon"],
    ["sev: 5", "sev:_5"],
    ["sla: GOLD customer!", "sla:_gold_customer!"],
  ])("%s is the tag %s, for rules to match", (name, tag) => {
    expect(tagOfLabel(name)).toBe(tag);
    expect(severityOfLabel(name)).toBeNull();
  });

  test.each(["sla_tier_pro", "SLA_Met", "sla met", "", "  "])(
    "%j is no tag of ours, whatever it looks like",
    (name) => {
      expect(tagOfLabel(name)).toBeNull();
    },
  );
});
