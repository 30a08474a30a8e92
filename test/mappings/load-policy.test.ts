import { describe, expect, test } from "vitest";
import { loadPolicy } from "../../mappings/load.ts";
import { formatProblem, type Problem } from "../../mappings/problem.ts";
import { shippedPolicy, shippedSources } from "./shipped.ts";

const sources = shippedSources();

/** The problems of the shipped policy after one edit. */
function problemsAfter(...edits: readonly (readonly [from: string, to: string])[]): readonly Problem[] {
  let { text } = sources;
  for (const [from, to] of edits) {
    if (!text.includes(from)) throw new Error(`the policy has no "${from}"`);
    text = text.replace(from, to);
  }
  const loaded = loadPolicy({ ...sources, text });
  return loaded.ok ? [] : loaded.failure.problems;
}

/** Line and column of a phrase after an edit, found by search: independent of the loader's own counting. */
function placeIn(text: string, phrase: string): { line: number; column: number } {
  const before = text.slice(0, text.indexOf(phrase)).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

describe("one wrong word is shown where it stands, with what would be accepted", () => {
  test.each<[from: string, to: string, at: string, message: RegExp, accepted: string]>([
    [
      "severity_1: 6 hours, 24x7",
      "severity_1: 6 hours",
      "6 hours\n",
      /whether nights, weekends and holidays count/,
      "6 hours, 24x7",
    ],
    [
      "2: 12 business hours",
      "2: 12 business ours",
      "12 business ours",
      /not a length of time/,
      "6 - 12 business hours",
    ],
    [
      "2 - 4 business days",
      "4 - 2 business days",
      "4 - 2 business days",
      /from the shorter to the longer/,
      "1 - 2 business days",
    ],
    ["saturday: 9am - 4pm GMT", "saturday: 9 - 4", "9 - 4", /opening and closing time/, "9am – 6pm GMT"],
    ["weekdays: 9am – 6pm GMT", "weekdays: closed", "weekdays: closed", /never open/, "weekdays: 9am – 6pm GMT"],
    ["zone: Etc/GMT", "zone: Mars/Olympus", "Mars/Olympus", /not a time zone/, "Europe/London"],
    ["zone: Etc/GMT", "zone: +01:00", "+01:00", /not a time zone/, "Etc/GMT"],
    ["day_rule: same_time", "day_rule: same_tim", "same_tim", /none of the values/, "same_time"],
    ["default_tier: growth", "default_tier: grwth", "grwth", /none of the support_levels/, "growth"],
    [
      "tier: growth\n    words",
      "tier: standard\n    words",
      "standard\n    words",
      /none of the support_levels/,
      "growth",
    ],
    ["default_severity: 3", "default_severity: 5", "5\n", /none of the values/, "3"],
    ["default_severity: 3", "default_severity: '3'", "'3'", /none of the values/, "3"],
    ["lists: [england-and-wales,", "lists: [scotland,", "scotland,", /no holiday list "scotland"/, "england-and-wales"],
    ["lists: [england-and-wales,", "lists: [united-states,", "united-states]", /named twice/, "each list once"],
    ["special_hours: {}", "special_hours: { 2026-02-30: closed }", "2026-02-30", /YYYY-MM-DD/, ""],
    ["special_hours: {}", "special_hours: { 2026-12-24: 9am }", "9am }", /opening and closing/, "closed"],
    ["phone_support: included", "phone_support: yes", "yes\n", /none of the values/, "not included"],
    ["named_support_contacts: 2", "named_support_contacts: two", "two\n", /another kind/, "a number"],
    ["named_support_contacts: 2", "named_support_contacts: -1", "-1\n", /0 or more/, ""],
    ["priority: high", "priority: urgent", "urgent\n    definition: >-\n      Production", /two severities/, "high"],
    ["enabled: true", "enabled: yes", "yes\n", /another kind/, "true or false"],
    [
      "  priority: null",
      "  priority: 360001",
      "360001\n",
      /another kind/,
      "text (in quotes if it looks like a number)",
    ],
    ["  priority: null", '  priority: "support"', '"support"', /digits in quotes/, ""],
    ["tags: [outage, data_loss]", "tags: [Outage page]", "Outage page", /lower-case, without spaces/, ""],
    ["when: { tags: [third_party] }", "when: {}", "{}\n    - id: application", /nothing would ever match/, "tags"],
    [
      "id: third_party",
      "id: non_sdk_implementation",
      "non_sdk_implementation\n      words: Non-",
      /two categories/,
      "",
    ],
    ["  pro:\n", "  Pro:\n", "Pro:\n", /small letters/, ""],
    [
      "  chat: Chat widget on our website, docs and dashboard",
      "  chat:",
      "chat:\n",
      /"chat" is empty/,
      "text (in quotes if it looks like a number)",
    ],
  ])("%j → %j", (from, to, at, message, accepted) => {
    const problems = problemsAfter([from, to]);
    expect(problems).toHaveLength(1);
    const [problem] = problems;
    expect(problem?.message).toMatch(message);
    expect(problem).toMatchObject({ file: "support-policy.yaml", ...placeIn(sources.text.replace(from, to), at) });
    if (accepted !== "") expect(problem?.accepted).toContain(accepted);
  });

  test("a missing severity is named, at the tier that lacks it", () => {
    const [problem, ...others] = problemsAfter(["      severity_4: 3 business days\n", ""]);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ message: '"severity_4" is missing', bad: "initial_response_time" });
    expect(problem?.line).toBe(placeIn(sources.text, "initial_response_time").line);
  });

  test("an unknown key comes with the nearest known one", () => {
    const [problem] = problemsAfter(["\nsupport_request_abuse:", "\nsuport_request_abuse: x\nsupport_request_abuse:"]);
    expect(problem?.message).toBe('unknown key "suport_request_abuse"; did you mean "support_request_abuse"?');
    expect(problem?.column).toBe(1);
    const [far] = problemsAfter(["\nsupport_request_abuse:", "\nweather: x\nsupport_request_abuse:"]);
    expect(far?.message).toBe('unknown key "weather"');
    expect(far?.accepted).toContain("support_levels");
  });

  test("a unit that isn't GMT's zone is held against hours that say GMT", () => {
    const problems = problemsAfter(["zone: Etc/GMT", "zone: America/New_York"]);
    expect(problems.map(({ bad }) => bad)).toEqual([
      "9am – 6pm GMT",
      "9am – 6pm GMT",
      "9am – 6pm GMT",
      "9am - 4pm GMT",
    ]);
  });
});

describe("the whole of it", () => {
  test("all problems are reported at once, in the order of the lines", () => {
    const problems = problemsAfter(
      ["1: 6 hours, 24x7", "1: 6 hours"],
      ["priority: high", "priority: hihg"],
      ["day_rule: same_time", "day_rule: later"],
      ["    - Releases and updates.", "    - 7"],
    );
    expect(problems.map(({ bad }) => bad)).toEqual(["later", "6 hours", "hihg", "7"]);
  });

  test("a problem prints as a link, the text and what is accepted", () => {
    const [problem] = problemsAfter(["1: 6 hours, 24x7", "1: 6 hours"]);
    expect(problem && formatProblem(problem)).toBe(
      [
        `support-policy.yaml:${problem?.line}:19: "6 hours" doesn't say whether nights, weekends and holidays count`,
        "  found:    6 hours",
        "  accepted: 6 business hours | 6 hours, 24x7",
      ].join("\n"),
    );
  });

  test("a problem in a holiday list is reported with those of the policy", () => {
    const [name, list] = Object.entries(sources.holidays)[0] ?? [];
    if (name === undefined || list === undefined) throw new Error("no list");
    const broken = { ...list, text: list.text.replace("date: 2026-12-25", "date: 2026-13-25") };
    const loaded = loadPolicy({ ...sources, holidays: { ...sources.holidays, [name]: broken } });
    expect(loaded).toMatchObject({
      ok: false,
      failure: {
        problems: [{ file: `holidays/${name}.yaml`, bad: "2026-13-25", message: '"2026-13-25" is not a date' }],
      },
    });
  });

  test("the version names the content: the policy's text and the lists it applies", () => {
    const { version } = shippedPolicy();
    const versionOf = (changed: Partial<typeof sources>) => {
      const loaded = loadPolicy({ ...sources, ...changed });
      return loaded.ok ? loaded.value.version : "refused";
    };
    expect(version).toMatch(/^[0-9a-f]{16}$/);
    expect(versionOf({})).toBe(version);
    expect(versionOf({ file: "elsewhere.yaml" })).toBe(version);
    expect(versionOf({ text: `${sources.text}#\n` })).not.toBe(version);
    expect(versionOf({ text: sources.text.replace("zone: Etc/GMT", "zone: Europe/London") })).not.toBe(version);
    const unused = {
      file: "x",
      text: "title: t\nsource: s\nyears: [2026]\nholidays: [{ date: 2026-01-01, name: n, observed: true }]",
    };
    expect(versionOf({ holidays: { ...sources.holidays, unused } })).toBe(version);
  });

  test("both lists close, by local date, and special hours replace a date's windows", () => {
    const { definition } = [...shippedPolicy().tiers.values()][0]?.calendar ?? {};
    const closed = new Map<string, string>(definition?.holidays);
    expect(closed.get("2026-12-28")).toBe("Boxing Day (substitute day)");
    expect(closed.get("2026-07-03")).toBe("Independence Day (substitute day)");
    expect(closed.get("2026-05-25")).toBe("Spring bank holiday / Memorial Day");
    expect(closed.get("2026-12-25")).toBe("Christmas Day");

    const text = sources.text.replace(
      "special_hours: {}",
      "special_hours: { 2026-12-24: 9am – 1pm GMT, 2026-12-31: closed }",
    );
    const loaded = loadPolicy({ ...sources, text });
    const tier = loaded.ok ? [...loaded.value.tiers.values()][0] : undefined;
    expect(tier?.calendar.definition.overrides).toEqual(
      new Map([
        ["2026-12-24", [{ open: 540, close: 780 }]],
        ["2026-12-31", []],
      ]),
    );
  });

  test("a named day wins over weekdays and weekend", () => {
    const hours = "saturday: 9am - 4pm GMT";
    const loaded = loadPolicy({
      ...sources,
      text: sources.text.replace(hours, `${hours}\n      weekend: 10:00 – 12:00, 13:00 – 14:00\n      friday: closed`),
    });
    const tier = loaded.ok ? [...loaded.value.tiers.values()].at(-1) : undefined;
    expect(tier?.calendar.definition.weekly).toMatchObject({
      thu: [{ open: 540, close: 1080 }],
      fri: [],
      sat: [{ open: 540, close: 960 }],
      sun: [
        { open: 600, close: 720 },
        { open: 780, close: 840 },
      ],
    });
  });
});

describe("a file that says something else than it shows is refused", () => {
  test.each<[name: string, text: string, message: RegExp]>([
    ["anchor", "policy: &a text", /anchors are not used/],
    ["alias", "policy: &a text\nintroduction: *a", /anchors|aliases/],
    ["duplicate key", "policy: one\npolicy: two", /stands twice/],
    ["tag", "policy: !secret x", /YAML tag/],
    ["two documents", "policy: x\n---\npolicy: y", /after ---/],
    ["tab indentation", "readings:\n\tzone: Etc/GMT", /[Tt]ab/],
    ["empty", "", /empty/],
    ["a list", "- policy", /another kind/],
    ["prototype key", "__proto__: { policy: x }", /unknown key "__proto__"/],
    ["deep brackets", "[".repeat(60_000), /nested too deeply/],
    ["deep dashes", "- ".repeat(30_000), /nested too deeply/],
    ["deep braces", "{a: ".repeat(15_000), /nested too deeply/],
    ["large", "#".repeat(70_000), /larger than 64 kB/],
    ["binary", "\0".repeat(1000), /./],
  ])("%s", (_, text, message) => {
    const started = performance.now();
    const loaded = loadPolicy({ text, file: "p.yaml", holidays: {} });
    expect(performance.now() - started).toBeLessThan(2000);
    expect(loaded.ok).toBe(false);
    const problems = loaded.ok ? [] : loaded.failure.problems;
    expect(problems.map((problem) => problem.message).join("\n")).toMatch(message);
    for (const problem of problems) expect(problem.bad).not.toMatch(/\p{Cc}/u);
  });

  test("an alias bomb is refused before it grows", () => {
    const levels = Array.from(
      { length: 20 },
      (_, level) =>
        `a${level}: &a${level} [${Array(10)
          .fill(level === 0 ? "x" : `*a${level - 1}`)
          .join(", ")}]`,
    );
    const loaded = loadPolicy({ text: levels.join("\n"), file: "p.yaml", holidays: {} });
    expect(loaded.ok).toBe(false);
  });

  test("Windows line ends and a byte order mark change nothing but the version", () => {
    const loaded = loadPolicy({ ...sources, text: `\ufeff${sources.text.replaceAll("\n", "\r\n")}` });
    const { version, ...policy } = shippedPolicy();
    expect(loaded).toMatchObject({ ok: true, value: { severities: policy.severities, notes: policy.notes } });
  });
});
