import { describe, expect, test } from "vitest";
import { parseHours } from "../../mappings/hours.ts";

function read(words: string) {
  const result = parseHours(words);
  return result.ok ? result.value.windows.map(({ open, close }) => [open / 60, close / 60]) : result.failure.reason;
}

describe("a day's hours", () => {
  test.each<[words: string, windows: number[][]]>([
    ["9am – 6pm GMT", [[9, 18]]],
    ["9am - 4pm GMT", [[9, 16]]],
    ["9am to 6pm", [[9, 18]]],
    ["9 AM–6 PM", [[9, 18]]],
    ["9:30am – 5:30pm", [[9.5, 17.5]]],
    ["09:00 – 17:45", [[9, 17.75]]],
    [
      "9:00 – 12:30, 13:30 – 18:00",
      [
        [9, 12.5],
        [13.5, 18],
      ],
    ],
    [
      "9:00 – 12:00, 12:00 – 18:00",
      [
        [9, 12],
        [12, 18],
      ],
    ],
    ["00:00 – 24:00", [[0, 24]]],
    ["12am – 12pm", [[0, 12]]],
    ["12:30am – 12:30pm", [[0.5, 12.5]]],
    ["18:00 – 24:00", [[18, 24]]],
    ["closed", []],
    ["  Closed ", []],
  ])("%s", (words, windows) => {
    expect(read(words)).toEqual(windows);
  });

  test.each<[words: string, reason: string]>([
    ["9 – 6", "not_understood"],
    ["9 – 18", "not_understood"],
    ["9am", "not_understood"],
    ["9am – 6pm BST", "not_understood"],
    ["9am – 6pm – 8pm", "not_understood"],
    ["13pm – 2pm", "not_understood"],
    ["0am – 2pm", "not_understood"],
    ["9:60 – 10:00", "not_understood"],
    ["10:00 – 24:01", "not_understood"],
    ["24x7", "not_understood"],
    ["", "not_understood"],
    ["9am – 6pm,", "not_understood"],
    ["18:00 – 09:00", "closes_before_opening"],
    ["6pm – 12am", "closes_before_opening"],
    ["9am – 9am", "closes_before_opening"],
    ["9am – 1pm, 12pm – 6pm", "overlapping"],
    ["1pm – 6pm, 9am – 12pm", "overlapping"],
    ["9am - ".repeat(20_000), "not_understood"],
  ])("%.40s is refused", (words, reason) => {
    expect(read(words)).toBe(reason);
  });

  test("remembers that the words said GMT, so that the zone can be held to it", () => {
    expect(parseHours("9am – 6pm GMT")).toMatchObject({ value: { saysGmt: true } });
    expect(parseHours("9am – 6pm")).toMatchObject({ value: { saysGmt: false } });
  });
});
