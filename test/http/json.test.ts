import { describe, expect, test } from "vitest";
import { parseJson } from "../../src/http/json.ts";

describe("the shape of JSON", () => {
  const shape = { maxDepth: 32, maxKeys: 2000 };
  const check = (text: string) => parseJson(new TextEncoder().encode(text), shape);
  const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

  test.each([1, 31, 32])("allows a depth of %i", (depth) => {
    expect(check(nested(depth))).toEqual({ ok: true, value: JSON.parse(nested(depth)) });
  });

  test.each([33, 1000, 100_000])("refuses a depth of %i", (depth) => {
    expect(check(nested(depth))).toEqual({ ok: false, failure: { reason: "too_deep" } });
    expect(check('{"a":'.repeat(depth))).toEqual({ ok: false, failure: { reason: "too_deep" } });
  });

  test("is not asked of a body that is too small to cost anything", () => {
    const small = { ...shape, harmlessBytes: 100 };
    const checked = (text: string) => parseJson(new TextEncoder().encode(text), small).ok;
    expect([checked(nested(49)), checked(nested(50))]).toEqual([true, false]);
    expect(parseJson(Uint8Array.from([0x22, 0x80, 0x22]), small).ok).toBe(false);
  });

  test("counts side by side as no depth", () => {
    expect(check(`[${"[],".repeat(5000)}[]]`).ok).toBe(true);
  });

  test.each([
    [2000, true],
    [2001, false],
  ])("%i keys are allowed: %s", (keys, allowed) => {
    const text = `{${Array.from({ length: keys }, (_, key) => `"${key}":1`).join(",")}}`;
    expect(check(text).ok).toBe(allowed);
  });

  test.each([
    ["brackets", '"[[["'],
    ["colons", '":::"'],
    ["escaped quotes", '"\\"[\\"["'],
    ["characters of several bytes", '"日本語[{:🙂"'],
  ])("looks over %s inside strings", (_, text) => {
    const deep = text.replace(/[[:]/g, (character) => character.repeat(3000));
    expect(check(deep).ok).toBe(true);
  });

  test("a string that ends in an escaped backslash has ended", () => {
    expect(check(`["\\\\", ${nested(31)}]`).ok).toBe(true);
    expect(check(`["\\\\", ${nested(32)}]`)).toEqual({ ok: false, failure: { reason: "too_deep" } });
  });

  test.each([
    ["a lone continuation byte", [0x22, 0x80, 0x22]],
    ["an overlong slash", [0x22, 0xc0, 0xaf, 0x22]],
    ["half a surrogate", [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ["a cut character", [0x22, 0xe2, 0x82]],
    ["UTF-16", [0xff, 0xfe, 0x7b, 0x00]],
  ])("refuses %s", (_, bytes) => {
    expect(parseJson(Uint8Array.from(bytes), shape)).toEqual({ ok: false, failure: { reason: "invalid_utf8" } });
  });
});
