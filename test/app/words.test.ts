import { expect, test } from "vitest";
import { de } from "../../app/i18n/de.ts";
import { en } from "../../app/i18n/en.ts";
import { readerOf } from "../../app/i18n/language.ts";
import { blanks, phrases } from "./phrases.ts";

test("every phrase is said in German too, with the same blanks", () => {
  const german = phrases(de);
  expect(german.map(([path]) => path)).toEqual(phrases(en).map(([path]) => path));
  expect(german.filter(([, words]) => words.trim() === "")).toEqual([]);
  expect(german.map(([path, words]) => [path, blanks(words)])).toEqual(
    phrases(en).map(([path, words]) => [path, blanks(words)]),
  );
});

test.each([
  ["de", "de", "de"],
  ["de-AT", "de", "de-AT"],
  ["en-US", "en", "en-US"],
  ["fr", "en", "en-GB"],
])("an agent whose language is %s reads %s, with dates as in %s", (locale, language, dates) => {
  expect(readerOf(locale, "Europe/Berlin")).toMatchObject({ language, locale: dates, zone: "Europe/Berlin" });
});
