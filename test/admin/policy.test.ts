import { describe, expect, test } from "vitest";
import { policyCheck, policyShown, policyVersion, policyVersions, policyYear } from "../../src/api/policy.ts";
import { administered, EDITABLE, promisePath } from "../support/administrators.ts";

const CHRISTMAS_EVE = ["policy", "support_hours", "holidays", "special_hours", "2026-12-24"];

describe("an edit in the contract's words", () => {
  test("is answered with what it means and three worked examples, by what is in force and by the edit", async () => {
    const { admin } = await administered();
    const edits = [{ path: promisePath("pro", 3), value: "under 1 – 2 business days" }];
    const wrong = await admin.gets(policyCheck, "POST", "/policy/check", { edits });
    const right = await admin.gets(policyCheck, "POST", "/policy/check", {
      edits: [{ path: promisePath("pro", 3), value: "2 – 3 Business Days" }],
    });
    expect(wrong.examples.length === 3 || wrong.problems.length === 1).toBe(true);
    expect(right).toMatchObject({
      problems: [],
      meanings: [
        {
          before: { words: "aim 1 business day, promise 2 business days" },
          after: { kind: "target", words: "aim 2 business days, promise 3 business days", promise: { days: 3 } },
        },
      ],
    });
    // Wednesday 11 November is Veterans Day.
    expect(
      right.examples.map(({ tier, severity, arrivedWords, beforeWords, afterWords }) => ({
        ...{ tier: tier.name, severity, arrivedWords, beforeWords, afterWords },
      })),
    ).toEqual([
      {
        ...{ tier: "pro", severity: 3, arrivedWords: "Tue 10 Nov 2026 10:00 GMT" },
        beforeWords: "by Fri 13 Nov 2026 10:00 GMT",
        afterWords: "by Mon 16 Nov 2026 10:00 GMT",
      },
      {
        ...{ tier: "pro", severity: 3, arrivedWords: "Fri 6 Nov 2026 17:30 GMT" },
        beforeWords: "by Tue 10 Nov 2026 17:30 GMT",
        afterWords: "by Thu 12 Nov 2026 17:30 GMT",
      },
      {
        ...{ tier: "pro", severity: 3, arrivedWords: "Sat 7 Nov 2026 11:00 GMT" },
        beforeWords: "by Thu 12 Nov 2026 09:00 GMT",
        afterWords: "by Fri 13 Nov 2026 09:00 GMT",
      },
    ]);
  });

  test.each([
    [promisePath("pro", 3), "6 hours", /nights, weekends and holidays/],
    [promisePath("gold", 3), "6 hours, 24x7", /nothing at "gold"/],
    [CHRISTMAS_EVE, "9 to whenever", /not a day's opening/],
    [["policy", "readings", "zone"], "GMT+1", /not a time zone/],
    [["policy", "readings", "default_tier"], "gold", /none of the support_levels/],
    [["policy", "__proto__"], { x: 1 }, /no such place/],
    [["holidays", "united-states", "holidays", 0, "date"], "soon", /not a date/],
  ])("%j of %j is refused at its place, and can't be proposed", async (path, value, message) => {
    const { admin } = await administered();
    const edits = [{ path, value }];
    const { problems, examples } = await admin.gets(policyCheck, "POST", "/policy/check", { edits });
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.path.slice(0, 2)).toEqual(path.slice(0, 2).map(String));
    expect(examples).toEqual([]);
    const { json } = await admin.asks("POST", "/changes", { kind: "policy", edits });
    expect(json).toMatchObject({ status: 422, problems: [{ where: problems[0]?.path.join(".") }] });
  });

  test("of hours on one date is told around that date", async () => {
    const { admin } = await administered();
    const edits = [{ path: CHRISTMAS_EVE, value: "9am – 1pm GMT" }];
    const { meanings, examples } = await admin.gets(policyCheck, "POST", "/policy/check", { edits });
    expect(meanings).toMatchObject([{ before: null, after: { kind: "hours", words: "09:00–13:00" } }]);
    expect(examples.map(({ arrived }) => arrived.slice(0, 10))).toEqual(["2026-12-23", "2026-12-24", "2026-12-25"]);
  });
});

test("the document is what the files say, word by word, and decides as they do", async () => {
  const { admin } = await administered();
  const shown = await admin.gets(policyShown, "GET", "/policy");
  expect(shown).toMatchObject({ owner: "admin", number: 1, zone: "Etc/GMT" });
  expect(JSON.stringify(shown.document)).toBe(EDITABLE.document);
  expect(shown.document?.policy).toMatchObject({
    support_levels: { growth: { initial_response_time: { severity_1: "6 hours, 24x7" } } },
  });
});

test("holidays of another year join a list, keep the switches of the dates that it has, and close support", async () => {
  const { admin } = await administered();
  const off = { path: ["holidays", "united-states", "holidays", 0, "observed"], value: false };
  await admin.applies(await admin.proposes({ kind: "policy", edits: [off] }));
  const before = await admin.gets(policyShown, "GET", "/policy");
  const [first] = Object(before.document?.holidays["united-states"]).holidays;
  const entries = [
    { date: "2029-01-01", name: "New Year's Day" },
    { date: first.date, name: "Renamed" },
  ];
  await admin.applies(await admin.proposes({ kind: "holidays", list: "united-states", entries }));
  const shown = await admin.gets(policyShown, "GET", "/policy");
  const { years, holidays } = Object(shown.document?.holidays["united-states"]);
  expect([years.at(-1), holidays[0], holidays.at(-1)]).toEqual([
    2029,
    { date: first.date, name: "Renamed", observed: false },
    { date: "2029-01-01", name: "New Year's Day", observed: true },
  ]);
  const year = await admin.gets(policyYear, "GET", "/policy/year?year=2029");
  expect(year.days).toEqual([
    { date: "2029-01-01", kind: "holiday", name: "New Year's Day", windows: { growth: [], pro: [], enterprise: [] } },
  ]);
  expect(year.tiers.find(({ name }) => name === "enterprise")?.weekly.sat).toEqual([{ open: 540, close: 960 }]);
  const fresh = {
    kind: "holidays",
    list: "ireland",
    title: "Ireland",
    entries: [{ date: "2029-03-17", name: "St Patrick" }],
  };
  await admin.applies(await admin.proposes(fresh));
  expect((await admin.gets(policyYear, "GET", "/policy/year?year=2029")).days).toHaveLength(2);
});

test("versions tell who, when and what differs, and any of them comes back", async () => {
  const { admin } = await administered();
  const slower = {
    kind: "policy",
    edits: [{ path: promisePath("growth", 3), value: "5 business days" }],
    note: "Busy",
  };
  await admin.applies(await admin.proposes(slower));
  await admin.applies(await admin.proposes({ kind: "restore", version: 1 }));
  const { versions } = await admin.gets(policyVersions, "GET", "/policy/versions");
  expect(versions.map(({ number, note, current }) => ({ number, note, current }))).toEqual([
    { number: 3, note: "", current: true },
    { number: 2, note: "Busy", current: false },
    { number: 1, note: "As the mapping files had it", current: false },
  ]);
  expect(versions[0]?.version).toBe(versions[2]?.version);
  expect(await admin.gets(policyVersion, "GET", "/policy/versions/2")).toMatchObject({
    differences: [{ path: promisePath("growth", 3), before: "2 - 4 business days", after: "5 business days" }],
  });
  expect((await admin.asks("GET", "/policy/versions/9")).json).toMatchObject({ status: 404, reason: "no_version" });
  expect((await admin.asks("POST", "/changes", { kind: "restore", version: 1 })).json).toMatchObject({
    reason: "nothing_differs",
  });
});
