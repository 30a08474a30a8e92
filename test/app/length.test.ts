import { expect, test } from "vitest";
import { lengthWords } from "../../app/sidebar/length.ts";

const UNITS = { day: "d", hour: "h", minute: "min", second: "s" };
const S = 1_000;
const MIN = 60 * S;
const H = 60 * MIN;

test.each([
  [0, "0 s"],
  [999, "0 s"],
  [59 * S, "59 s"],
  [60 * S, "1 min 0 s"],
  [12 * MIN + 30 * S, "12 min 30 s"],
  [H, "1 h"],
  [4 * H + 12 * MIN + 59 * S, "4 h 12 min"],
  [24 * H, "1 d"],
  [74 * H + 59 * MIN, "3 d 2 h"],
])("%i ms on the clock are %s", (ms, words) => {
  expect(lengthWords(ms, UNITS, { days: true }).replaceAll("\u00a0", " ")).toBe(words);
});

test("support hours are never counted in days: a day of them is not 24", () => {
  expect(lengthWords(35 * H + 54 * MIN, UNITS, { days: false }).replaceAll("\u00a0", " ")).toBe("35 h 54 min");
});
