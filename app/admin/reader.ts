import { adminDe } from "../i18n/admin/de.ts";
import { type AdminWords, adminEn } from "../i18n/admin/en.ts";
import { type Reader, useReader } from "../i18n/language.ts";

export interface AdminReader extends Pick<Reader, "language" | "locale" | "zone"> {
  readonly words: AdminWords;
}

/** How the administrator reads: the language is the page's, the words are the administration's own. */
export function useAdmin(): AdminReader {
  const { language, locale, zone } = useReader();
  return { language, locale, zone, words: language === "de" ? adminDe : adminEn };
}
