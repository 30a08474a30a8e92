import { describe, expect, test } from "vitest";
import { directionOf, readTableQuery, sortedBy, writeTableQuery } from "../../app/admin/organizations/query.ts";
import { hrefOf, readRoute } from "../../app/admin/route.ts";

describe("the address behind #", () => {
  test.each([
    ["", "organizations", [], {}],
    ["#nowhere/1", "organizations", [], {}],
    ["#changes/12", "changes", ["12"], {}],
    ["#/policy/versions/3", "policy", ["versions", "3"], {}],
    ["#organizations?search=a%26b&tier=pro", "organizations", [], { search: "a&b", tier: "pro" }],
    ["#organizations/%zz", "organizations", ["%zz"], {}],
  ])("%s names a screen", (hash, screen, rest, query) => {
    expect(readRoute(hash)).toEqual({ screen, rest, query });
  });

  test("comes back as it was written", () => {
    const place = ["organizations", ["a/b"], { search: "Ö & co" }] as const;
    expect(readRoute(hrefOf(...place))).toEqual({
      screen: "organizations",
      rest: ["a/b"],
      query: { search: "Ö & co" },
    });
  });

  test("leaves out what is empty", () => {
    expect(hrefOf("audit", [], { search: "", action: "change" })).toBe("#audit?action=change");
  });
});

describe("the table of organizations", () => {
  test("shows what the address says, and nothing that it can't", () => {
    const query = { search: "aur", problem: "weather", sort: "-color" };
    expect(readTableQuery({ query })).toEqual({ search: "aur", tier: "", problem: "", sort: "-name" });
  });

  test("is sorted the other way round by a second press", () => {
    const first = readTableQuery({ query: { sort: "end" } });
    expect([directionOf("end", first), sortedBy("end", first)]).toEqual(["asc", "-end"]);
    const second = { ...first, sort: sortedBy("end", first) };
    expect([directionOf("end", second), sortedBy("end", second), directionOf("tier", second)]).toEqual([
      "desc",
      "end",
      undefined,
    ]);
  });

  test("writes its usual order into no address", () => {
    expect(writeTableQuery(readTableQuery({ query: {} }))["sort"]).toBe("");
  });
});
