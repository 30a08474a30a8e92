import type { FrameWords } from "../en/frame.ts";

export const frame: FrameWords = {
  navigation: "Verwaltung",
  loading: "Lädt",
  retry: "Erneut versuchen",
  cancel: "Abbrechen",
  close: "Schließen",
  more: "Mehr anzeigen",
  none: "keine",
  yes: "Ja",
  no: "Nein",
  signOut: "Abmelden",
  screens: {
    organizations: "Organisationen",
    unmapped: "Nicht zugeordnet",
    policy: "Regelwerk",
    changes: "Änderungen",
    "what-if": "Was wäre wenn",
    health: "Zustand",
    audit: "Protokoll",
    tokens: "Tokens",
  },
  failure: {
    offline: {
      title: "Keine Verbindung",
      words: "Tierline ist nicht erreichbar. Prüfen Sie die Verbindung und versuchen Sie es erneut.",
    },
    signed_out: { title: "Abgemeldet", words: "Melden Sie sich erneut an und wiederholen Sie es." },
    not_permitted: {
      title: "Nicht erlaubt",
      words: "Sie dürfen das nicht. Fragen Sie einen Administrator des Kontos.",
    },
    stale: { title: "Inzwischen geändert", words: "Jemand hat es seit dem Lesen geändert. Laden Sie es neu." },
    refused: { title: "Das geht nicht", words: "Tierline hat es abgelehnt. Prüfen Sie Ihre Eingaben." },
    busy: { title: "Ausgelastet", words: "Tierline hat viel zu tun. Versuchen Sie es gleich noch einmal." },
    broken: {
      title: "Etwas stimmt nicht",
      words: "Die Antwort ist nicht lesbar. Laden Sie die Seite neu und versuchen Sie es erneut.",
    },
  },
  unsaved: {
    title: "Ohne Speichern verlassen?",
    words: "Was Sie hier eingegeben haben, steht sonst nirgends.",
    discard: "Verwerfen",
    stay: "Hier bleiben",
  },
  pages: {
    label: "Seiten",
    shown: (range, total) => `${range} von ${total}`,
    back: "Zurück",
    forth: "Weiter",
  },
};
