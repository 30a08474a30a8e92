import { expect, test } from "vitest";
import { adminDe } from "../../app/i18n/admin/de.ts";
import { adminEn } from "../../app/i18n/admin/en.ts";
import { blanks, phrases } from "./phrases.ts";

test("every phrase of the administration is said in German too, with the same blanks", () => {
  const [german, english] = [phrases(adminDe), phrases(adminEn)];
  expect(german.map(([path]) => path)).toEqual(english.map(([path]) => path));
  expect(german.filter(([, words]) => words.trim() === "")).toEqual([]);
  expect(german.map(([path, words]) => [path, blanks(words)])).toEqual(
    english.map(([path, words]) => [path, blanks(words)]),
  );
});
