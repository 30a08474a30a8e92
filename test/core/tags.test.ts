import { expect, test } from "vitest";
import { ownTags } from "../../src/core/tags.ts";
import { POLICY } from "../support/given.ts";

test("the closed set of tags is exactly this: a tag once written must always be known as ours", () => {
  expect(ownTags(POLICY)).toEqual([
    "sla_at_risk",
    "sla_breached",
    "sla_channel_not_included",
    "sla_contact_unlisted",
    "sla_in_hours",
    "sla_met",
    "sla_not_covered",
    "sla_out_of_hours",
    "sla_route_account_team",
    "sla_route_priority",
    "sla_route_standard",
    "sla_sev_1",
    "sla_sev_2",
    "sla_sev_3",
    "sla_sev_4",
    "sla_standard_support",
    "sla_tier_enterprise",
    "sla_tier_growth",
    "sla_tier_pro",
    "sla_unmapped",
  ]);
});
