import type { AdminWords } from "../en.ts";

export const owner: AdminWords["owner"] = {
  files: "Zuordnung und Regelwerk gehören den Dateien",
  filesWords:
    "Alles hier ist, wie mappings/organizations.csv und mappings/support-policy.yaml es sagen, und nur lesbar. Übernehmen Sie es, um es stattdessen hier zu bearbeiten.",
  takeOver: "Übernehmen",
  handBack: "An die Dateien zurückgeben",
  question: { admin: "Von den Dateien übernehmen?", files: "An die Dateien zurückgeben?" },
  consequence: {
    admin:
      "Zuordnung und Regelwerk bleiben, wie sie sind. Ab jetzt werden sie hier bearbeitet; Änderungen an den Dateien bleiben ohne Wirkung.",
    files: "Zuordnung und Regelwerk werden, was die Dateien sagen. Was hier geändert wurde, wird ersetzt.",
  },
  done: {
    admin: "Zuordnung und Regelwerk werden jetzt hier bearbeitet.",
    files: "Sie gehören wieder den Dateien.",
  },
};
