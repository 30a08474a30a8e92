import { count } from "../count.ts";
import type { AdminWords } from "../en.ts";

export const unmapped: AdminWords["unmapped"] = {
  words:
    "Auf offenen Tickets gesehen und in keiner Zeile der Zuordnung. Bis jemand sagt, zu wem sie gehören, gilt die Standardstufe.",
  none: "Alle sind zugeordnet",
  noneWords: "Der Kunde jedes offenen Tickets hat eine Zeile in der Zuordnung.",
  more: "Es gibt weitere. Sie rücken nach, wenn diese zugeordnet sind.",
  tickets: (n) => count(n, "offenes Ticket", "offene Tickets"),
  earliest: (time) => `nächste Frist ${time}`,
  organizationId: (id) => `ID ${id}`,
  noGuess: "Keine Zeile sieht danach aus.",
  mapTo: (name) => `${name} zuordnen`,
  mapHere: "Hier zuordnen",
  other: "Andere …",
  choose: "Wählen …",
  otherFor: (name) => `Zeile für ${name}`,
  sure: { high: "Sehr wahrscheinlich", medium: "Wahrscheinlich", low: "Vielleicht" },
  whose: (name) => `Zu wem gehört ${name}?`,
  notThere: "Nicht in der Liste?",
  makeRow: "Neue Zeile anlegen",
  newRowFor: (name) => `Neue Zeile für ${name}`,
};
