import { expect, test } from "vitest";
import { PolicyInForce } from "../../src/admin/policy-in-force.ts";
import type { Policy } from "../../src/core/policy.ts";
import { migrate } from "../../src/desk/migrations.ts";
import { openSqlite } from "../../src/node/sqlite.ts";
import { EDITABLE } from "../support/administrators.ts";

test("a policy is followed the same way in force and in a preview: else every ticket would seem to change", () => {
  const sql = openSqlite(":memory:");
  migrate(sql);
  const groups = { priority: "sue,ada", standard: "sue", account_team: null };
  const follows = (policy: Policy): Policy => ({ ...policy, groups });
  const inForce = new PolicyInForce(sql, EDITABLE, follows);
  expect(inForce.policy.groups).toEqual(groups);
  expect(inForce.files.policy.groups).toEqual(groups);
  expect(inForce.compile(EDITABLE.document).policy.groups).toEqual(groups);
});
