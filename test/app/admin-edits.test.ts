import { describe, expect, test } from "vitest";
import { listDiff, organizationDiff } from "../../app/admin/changes/organization-diff.ts";
import { standingOf } from "../../app/admin/changes/standing.ts";
import { changedFields, draftOf, EMPTY_DRAFT, fieldsOf, problemsByField } from "../../app/admin/organizations/draft.ts";
import { keysAt, readTyped, shownAt, valueAt, withEdit } from "../../app/admin/policy/document.ts";
import { placeWords, valueText } from "../../app/admin/policy/place.ts";
import { adminEn } from "../../app/i18n/admin/en.ts";
import type { OrganizationShown } from "../../src/api/organization.ts";

const AURORA: OrganizationShown = {
  id: "1",
  etag: "e",
  name: "Aurora",
  organizationId: null,
  externalId: "crm-1",
  domains: ["a.example", "b.example"],
  tier: "growth",
  start: null,
  end: "2027-01-31",
  onboarding: "completed",
  sdk: true,
  csm: null,
  tam: null,
  namedContacts: [],
  handles: [],
  problems: [],
};

describe("the form of an organization", () => {
  test("sends what was changed and nothing else", () => {
    const before = draftOf(AURORA);
    expect(changedFields(before, before)).toEqual({});
    const after = { ...before, tier: "pro", end: "", domains: "a.example\n\n c.example, d.example", csm: " Mira " };
    expect(changedFields(before, after)).toEqual({
      tier: "pro",
      end: null,
      csm: "Mira",
      domains: ["a.example", "c.example", "d.example"],
    });
  });

  test("sends a new row whole, the empty fields as none", () => {
    expect(fieldsOf({ ...EMPTY_DRAFT, name: "New", tier: "pro" })).toMatchObject({
      name: "New",
      start: null,
      domains: [],
      sdk: true,
    });
  });

  test("shows each complaint at its field", () => {
    const problems = [
      { where: "edits.0.organization.tier", message: "no such tier" },
      { where: "to.domains.1", message: "no domain" },
      { where: "note", message: "too long" },
    ];
    expect(problemsByField({ problems })).toEqual({ tier: "no such tier", domains: "no domain", "": "too long" });
  });
});

describe("what a change alters", () => {
  test("is told cell by cell", () => {
    const after = { ...AURORA, tier: "pro", domains: ["b.example", "c.example"] };
    expect(organizationDiff(AURORA, after).map(({ field }) => field)).toEqual(["tier", "domains"]);
    expect(organizationDiff(null, after)).toEqual([]);
  });

  test("names the entries of a list that came and went", () => {
    expect(listDiff(["a", "b"], ["b", "c"])).toEqual({ gone: ["a"], come: ["c"], stayed: 1 });
  });

  test.each([
    ["proposed", null, false, "proposed"],
    ["applied", { total: 3, done: 1 }, false, "applying"],
    ["applied", { total: 3, done: 1 }, true, "paused"],
    ["applied", { total: 3, done: 3 }, true, "applied"],
    ["undone", { total: 3, done: 1 }, false, "undone"],
  ] as const)("%s with %j is shown as it stands", (state, progress, paused, standing) => {
    expect(standingOf({ state, progress, paused })).toBe(standing);
  });
});

describe("the policy's document", () => {
  const document = {
    policy: { levels: { growth: { target: "1 day", contacts: 2 } } },
    holidays: { us: { holidays: [{ observed: true }] } },
  };
  const target = ["policy", "levels", "growth", "target"];
  const observed = ["holidays", "us", "holidays", 0, "observed"];

  test("is read place by place", () => {
    expect([valueAt(document, target), valueAt(document, observed)]).toEqual(["1 day", true]);
    expect(valueAt(document, ["policy", "toString"])).toBeUndefined();
    expect(keysAt(document, ["policy", "levels", "growth"])).toEqual(["target", "contacts"]);
  });

  test("is shown with the edits that wait, the latest of each place", () => {
    const first = withEdit(document, [], { path: target, value: "2 days" });
    const second = withEdit(document, first, { path: target, value: "3 days" });
    expect([second.length, shownAt(document, second, target)]).toEqual([1, "3 days"]);
    expect(shownAt(document, withEdit(document, [], { path: target }), target)).toBeUndefined();
  });

  test("has no edit left where its words are put back", () => {
    const edits = withEdit(document, [], { path: target, value: "2 days" });
    expect(withEdit(document, edits, { path: target, value: "1 day" })).toEqual([]);
  });

  test.each([
    ["3", 2, 3],
    ["three", 2, "three"],
    ["3", "2", "3"],
    ["  ", "2", undefined],
    ["1 day ", undefined, "1 day"],
  ])("reads %j typed over %j", (typed, before, value) => {
    expect(readTyped(typed, before)).toBe(value);
  });

  test.each([
    [
      ["policy", "support_levels", "growth", "initial_response_time", "severity_2"],
      "Growth › Initial response time › Severity 2",
    ],
    [["policy", "support_levels", "growth", "features", "phone_support"], "Growth › Phone support"],
    [
      ["policy", "support_hours", "holidays", "special_hours", "2026-12-24"],
      "Support hours › Holidays › Special hours › 2026-12-24",
    ],
    [["policy", "notes", "sdk_not_included", "enabled"], "Notes › Sdk not included › Enabled"],
  ])("names %j as the contract does", (path, words) => {
    expect(placeWords(path, adminEn.policy.places, [{ name: "growth", title: "Growth" }])).toBe(words);
  });

  test("writes any value so that it can be read", () => {
    expect([valueText(null), valueText(2), valueText(["a", "b"]), valueText({ a: 1 })]).toEqual([
      "null",
      "2",
      "a, b",
      '{\n "a": 1\n}',
    ]);
  });
});
