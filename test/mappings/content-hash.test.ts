import { expect, test } from "vitest";
import { contentHash } from "../../mappings/content-hash.ts";

test("the same texts have the same name, on every machine", () => {
  expect(contentHash(["policy", "holidays"])).toBe(contentHash(["policy", "holidays"]));
  expect(contentHash(["policy", "holidays"])).toBe("88eb19d10737aa39");
});

test("other texts, another order and another cut have other names", () => {
  const texts = [[], [""], ["", ""], ["ab", "c"], ["a", "bc"], ["abc"], ["c", "ab"], ["abd"], ["abc "]];
  expect(new Set(texts.map(contentHash)).size).toBe(texts.length);
});

test("a hundred thousand texts that differ little all have different names", () => {
  const names = new Set(
    Array.from({ length: 100_000 }, (_, index) => contentHash([`named_support_contacts: ${index}`])),
  );
  expect(names.size).toBe(100_000);
});
