import { expect, test } from "vitest";
import type { Problem } from "../../mappings/problem.ts";
import { annotationsOf } from "../../src/git-mapping/annotations.ts";
import { commit, replaced } from "./repository.ts";

test("a problem stands at its line and column, with what was found and what is accepted", () => {
  const checked = commit({ "organizations.csv": replaced(",enterprise,", ",platinum,") });
  expect(annotationsOf(checked.kind === "sound" ? [] : checked.problems)).toEqual({
    annotations: [
      {
        path: "organizations.csv",
        ...{ start_line: 2, end_line: 2, start_column: 76, end_column: 83 },
        annotation_level: "failure",
        message:
          'tier: "platinum" is none of the values it may have\nfound: platinum\naccepted: growth | pro | enterprise',
      },
    ],
    more: 0,
  });
});

test("something missing has a place, too", () => {
  const problem: Problem = { file: "a.csv", line: 1, column: 1, bad: "", message: "it is missing", accepted: [] };
  expect(annotationsOf([problem]).annotations).toMatchObject([
    { start_line: 1, start_column: 1, end_column: 1, message: "it is missing" },
  ]);
});

test.each([
  [49, 49, 0],
  [50, 50, 0],
  [51, 50, 1],
  [1_234, 50, 1_184],
])("of %i problems %i are in the request, and %i are counted", (all, shown, more) => {
  const problems = Array.from({ length: all }, (_, index) => ({
    ...{ file: "organizations.csv", line: index + 2, column: 1, bad: "x", message: "wrong", accepted: [] },
  }));
  const found = annotationsOf(problems);
  expect(found.annotations).toHaveLength(shown);
  expect(found.more).toBe(more);
  expect(found.annotations[0]?.start_line).toBe(2);
});

test("a message is short enough for anybody to read", () => {
  const problem: Problem = { file: "a", line: 1, column: 1, bad: "b", message: "m".repeat(100_000), accepted: [] };
  expect(annotationsOf([problem]).annotations[0]?.message.length).toBeLessThanOrEqual(4_000);
});
