import { describe, expect, test } from "vitest";
import { instant } from "../../src/core/time.ts";
import { parseHttpDate } from "../../src/http/http-date.ts";
import { parseRetryAfter } from "../../src/http/retry-after.ts";

const now = instant(Date.parse("2026-11-22T12:00:00Z"));

describe("Retry-After", () => {
  test.each([
    ["seconds", "7", 7000],
    ["seconds with white space", " 93 ", 93_000],
    ["zero", "0", 0],
    ["exactly an hour", "3600", 3_600_000],
    ["more than an hour is cut to an hour", "99999", 3_600_000],
    ["more digits than a double holds", "9".repeat(400), 3_600_000],
    ["a date ahead", "Sun, 22 Nov 2026 12:00:30 GMT", 30_000],
    ["a date gone by", "Sun, 22 Nov 2026 11:59:30 GMT", 0],
    ["a date in a year", "Mon, 22 Nov 2027 12:00:00 GMT", 3_600_000],
    ["nothing", "", null],
    ["no header", null, null],
    ["a negative number", "-5", null],
    ["a fraction", "1.5", null],
    ["a word", "soon", null],
    ["hexadecimal", "0x10", null],
    ["a date of another form", "2026-11-22T12:00:30Z", null],
    ["two values", "5, 10", null],
  ])("%s", (_, header, wait) => {
    expect(parseRetryAfter(header, now)).toBe(wait);
  });
});

describe("an HTTP date", () => {
  test("is read to the second", () => {
    expect(parseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT")).toBe(784_111_777_000);
  });

  test.each([
    "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun Nov  6 08:49:37 1994",
    "Sun, 06 Nov 1994 08:49:37 +0100",
    "Sun, 06 Nov 1994 08:49:37",
    "Sun, 32 Foo 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 25:49:37 GMT",
    "",
  ])("refuses %j", (text) => {
    expect(parseHttpDate(text)).toBeNull();
  });
});
