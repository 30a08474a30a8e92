import type { AdminWords } from "../en.ts";

export const account: AdminWords["account"] = {
  label: "Welches Zendesk-Konto?",
  hint: "Der Teil vor .zendesk.com",
  wrong: "Der Name eines Kontos hat Kleinbuchstaben, Ziffern und Striche, etwa acme.",
  open: "Weiter",
};

export const signIn: AdminWords["signIn"] = {
  title: "Als Administrator anmelden",
  account: (account) => `Tierline fragt ${account}, wer Sie sind. Administratoren des Kontos dürfen weiter.`,
  button: "Mit Zendesk anmelden",
  waiting: "Wartet auf Zendesk …",
  waitingWords: "Erlauben Sie Tierline in dem geöffneten Fenster. Es schließt sich von selbst.",
  blocked: "Der Browser hat das Fenster verhindert. Erlauben Sie dieser Seite Pop-ups und melden Sie sich erneut an.",
  closed:
    "Das Fenster wurde geschlossen, bevor Sie angemeldet waren. Wenn es einen Grund nannte, beheben Sie ihn zuerst; dann melden Sie sich erneut an.",
  keptInMemory: "Die Anmeldung bleibt nur im Speicher dieser Seite und endet mit ihr, spätestens nach einer Stunde.",
  keptInCookie: "Die Anmeldung ist ein Cookie dieser Seite, den kein Skript lesen kann.",
  ended: "Erneut anmelden",
  endedWords:
    "Ihre Anmeldung ist abgelaufen. Nichts Eingegebenes geht verloren: melden Sie sich an und fahren Sie fort.",
  endedPageWords:
    "Ihre Anmeldung ist abgelaufen. Nichts Eingegebenes geht verloren: melden Sie sich in einem neuen Tab an, kommen Sie hierher zurück und fahren Sie fort.",
  again: "Mit Zendesk anmelden",
  inNewTab: "In neuem Tab anmelden",
  goOn: "Weiter",
};
