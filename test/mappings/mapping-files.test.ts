import { describe, expect, test } from "vitest";
import { parseDocument } from "../../mappings/document.ts";
import { checkMappingFiles } from "../../mappings/mapping-files.ts";
import { isMappingFile } from "../../mappings/mapping-path.ts";
import { shippedPolicy, shippedText } from "./shipped.ts";

const NAMES = [
  "support-policy.yaml",
  "organizations.csv",
  "holidays/england-and-wales.yaml",
  "holidays/united-states.yaml",
  "golden.csv",
] as const;
type Name = (typeof NAMES)[number];

/** The shipped files as a repository has them in a folder, with edits; `null` takes one away. */
function repository(folder: string, edits: Partial<Record<Name, ((text: string) => string) | null>> = {}) {
  const files = new Map([["README.md", "none of the mapping's"]]);
  for (const name of NAMES) {
    const edit = edits[name];
    const text = shippedText(name);
    if (edit !== null) files.set(folder + name, edit === undefined ? text : edit(text));
  }
  return files;
}

const replaced = (from: string, to: string) => (text: string) => {
  expect(text).toContain(from);
  return text.replace(from, to);
};

/** What is wrong, as `file:line:column message`. */
function problemsOf(files: ReadonlyMap<string, string>, folder: string): readonly string[] {
  const checked = checkMappingFiles(files, folder);
  const problems = checked.kind === "sound" ? [] : checked.problems;
  return problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
}

test.each(["", "mappings", "a/b", "/mappings/", "./mappings"])(
  "the shipped files are sound in the folder %j",
  (folder) => {
    const path = folder.replace(/^\.?\//, "").replace(/\/$/, "");
    const checked = checkMappingFiles(repository(path === "" ? "" : `${path}/`), folder);
    if (checked.kind !== "sound") throw new Error(JSON.stringify(checked.problems));
    const { mapping } = checked;
    expect([...mapping.policy.tiers.keys()]).toEqual([...shippedPolicy().tiers.keys()]);
    expect(mapping.contracts).toHaveLength(13);
    expect(mapping.golden.length).toBeGreaterThanOrEqual(25);
    expect(Object.keys(parseDocument(mapping.document).holidays)).toEqual(["england-and-wales", "united-states"]);
  },
);

test("comments don't make another version, and words do", () => {
  const versionOf = (edit: (text: string) => string) => {
    const checked = checkMappingFiles(repository("", { "support-policy.yaml": edit }));
    return checked.kind === "refused" ? null : checked.mapping.policy.version;
  };
  const shipped = versionOf((text) => text);
  expect(versionOf((text) => `# a comment\n${text}`)).toBe(shipped);
  expect(versionOf(replaced("default_severity: 3", "default_severity: 2"))).not.toBe(shipped);
});

describe("every problem is told with its path, line and column", () => {
  test("of several files at once", () => {
    const files = repository("mappings/", {
      "organizations.csv": replaced(",enterprise,", ",platinum,"),
      "golden.csv": replaced("Pro critical,pro", "Pro critical,gold"),
    });
    expect(problemsOf(files, "mappings")).toEqual([
      'mappings/golden.csv:6:14 tier: "gold" is no tier of the policy',
      expect.stringMatching(/^mappings\/organizations\.csv:2:\d+ tier: "platinum" is none of the values/),
    ]);
  });

  test("of the policy and its holidays, where the other files can't be checked yet", () => {
    const files = repository("", {
      "support-policy.yaml": replaced(": Under 1 business day", ": soonish"),
      "holidays/united-states.yaml": replaced("date: 2025-01-20", "date: 2025-01-32"),
    });
    expect(problemsOf(files, "")).toEqual([
      expect.stringMatching(/^holidays\/united-states\.yaml:\d+:\d+ /),
      expect.stringMatching(/^support-policy\.yaml:\d+:\d+ .*soonish/),
    ]);
  });

  test("where files are missing: what is expected where", () => {
    expect(problemsOf(new Map(), "mappings")).toEqual([
      "mappings/organizations.csv:1:1 there is no mappings/organizations.csv at this commit",
      "mappings/support-policy.yaml:1:1 there is no mappings/support-policy.yaml at this commit",
    ]);
    const listless = repository("", { "holidays/united-states.yaml": null });
    expect(problemsOf(listless, "")).toEqual([
      expect.stringMatching(/^support-policy\.yaml:\d+:\d+ there is no holiday list "united-states"$/),
    ]);
    const alone = repository("", { "organizations.csv": null });
    expect(problemsOf(alone, "")).toEqual(["organizations.csv:1:1 there is no organizations.csv at this commit"]);
  });

  test("of a golden row that differs, and what the files say is known all the same", () => {
    const files = repository("", { "support-policy.yaml": replaced(": 3 hours, 24x7", ": 4 hours, 24x7") });
    const checked = checkMappingFiles(files);
    expect(checked).toMatchObject({ kind: "differs", mapping: { contracts: { length: 13 } } });
    expect(problemsOf(files, "")).toContainEqual(
      expect.stringMatching(/^golden\.csv:6:\d+ due: "Pro critical" differs: the policy gives 2026-11-17 14:00\./),
    );
  });
});

test("a repository without a golden table is sound", () => {
  expect(checkMappingFiles(repository("", { "golden.csv": null }))).toMatchObject({
    kind: "sound",
    mapping: { golden: [] },
  });
});

test.each([
  ["mappings/support-policy.yaml", true],
  ["mappings/holidays/france.yaml", true],
  ["mappings/golden.csv", true],
  ["mappings/notes.md", false],
  ["mappings/old/organizations.csv", false],
  ["mappings/holidays/old/france.yaml", false],
  ["organizations.csv", false],
])("%s is a mapping file below mappings: %s", (path, is) => {
  expect(isMappingFile(path, "mappings")).toBe(is);
});
