import { createContext, useContext } from "react";
import { de } from "./de.ts";
import { en, type Words } from "./en.ts";

/** How the agent reads: words, and the locale and zone in which dates are written. */
export interface Reader {
  readonly language: "en" | "de";
  readonly words: Words;
  /** BCP 47, e.g. `de-AT`. */
  readonly locale: string;
  /** The agent's IANA zone. */
  readonly zone: string;
}

/** @param locale any; what isn't German reads English, with dates in its own form where it is a form of English */
export function readerOf(locale: string, zone: string): Reader {
  const german = /^de\b/i.test(locale);
  const english = /^en\b/i.test(locale);
  const language = german ? "de" : "en";
  return { language, words: german ? de : en, locale: german || english ? locale : "en-GB", zone };
}

export const browserReader = (): Reader =>
  readerOf(navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone);

const ReaderContext = createContext<Reader | null>(null);
export const ReaderProvider = ReaderContext.Provider;

/** @throws outside a {@link ReaderProvider} */
export function useReader(): Reader {
  const reader = useContext(ReaderContext);
  if (reader === null) throw new Error("no reader: render within a ReaderProvider");
  return reader;
}
