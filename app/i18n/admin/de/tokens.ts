import type { AdminWords } from "../en.ts";

export const tokens: AdminWords["tokens"] = {
  words: "Programme tun damit, was ein Administrator darf, außer Tokens anlegen.",
  name: "Name",
  nameHint: "Welches Programm es ist, etwa crm-sync",
  make: "Token anlegen",
  none: "Keine Tokens",
  noneWords: "Legen Sie eines je Programm an, damit sich jedes einzeln beenden lässt.",
  madeBy: "Angelegt von",
  used: "Zuletzt benutzt",
  never: "nie",
  end: "Widerrufen",
  endNamed: (name) => `${name} widerrufen`,
  endQuestion: (name) => `Das Token ${name} widerrufen?`,
  endWords: "Das Programm wird sofort abgewiesen. Das lässt sich nicht rückgängig machen.",
  made: (name) => `Das Token ${name} ist angelegt`,
  token: "Token",
  once: "Nur dieses eine Mal zu sehen. Bewahren Sie es dort auf, wo das Programm seine Geheimnisse liest.",
  copy: "Kopieren",
  copied: "Kopiert",
  failed: "Markieren Sie den Text und kopieren Sie ihn von Hand.",
  kept: "Ich habe es aufbewahrt",
};
