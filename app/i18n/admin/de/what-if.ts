import type { AdminWords } from "../en.ts";

export const whatIf: AdminWords["whatIf"] = {
  words: "Ein Ticket, das es nicht gibt: bis wann es zu beantworten wäre, und warum.",
  tierHint: "Oder wie die Zuordnung es hat",
  asMapped: "Nach der Zuordnung",
  email: "E-Mail des Anfragenden",
  severity: "Schweregrad",
  arrives: "Eingang",
  arrivesHint: (zone) => `Nach den Uhren von ${zone}; leer ist jetzt`,
  ask: "Ausrechnen",
  nothing: "Fragen Sie etwas",
  nothingWords: "Hier erscheint die Frist, mit den Zeiten, die zählen, und jedem Schritt dahin.",
  picture: "Was zählt",
};
