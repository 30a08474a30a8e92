import type { AdminWords } from "../en.ts";

export const owner: AdminWords["owner"] = {
  files: "Zuordnung und Regelwerk gehören den Dateien",
  filesWords:
    "Alles hier ist, wie mappings/organizations.csv und mappings/support-policy.yaml es sagen, und nur lesbar. Übernehmen Sie es, um es stattdessen hier zu bearbeiten.",
  git: (repository) => `Zuordnung und Regelwerk gehören ${repository}`,
  gitWords: (branch, commit, author) =>
    `Alles hier ist, wie der Branch ${branch} es sagt${commit === null ? "" : `, im Commit ${commit} von ${author}`}, und nur lesbar. Ändern Sie die Dateien dort, oder übernehmen Sie es, um es stattdessen hier zu bearbeiten.`,
  gitRefused: (commit, problems) =>
    `Von Commit ${commit} wurde nichts übernommen: ${problems === 1 ? "er hat ein Problem" : `er hat ${problems} Probleme`}.`,
  takeOver: "Übernehmen",
  handBack: "An die Dateien zurückgeben",
  question: { admin: "Zuordnung und Regelwerk hier bearbeiten?", files: "An die Dateien zurückgeben?" },
  consequence: {
    admin:
      "Zuordnung und Regelwerk bleiben, wie sie sind. Ab jetzt werden sie hier bearbeitet; Änderungen an den Dateien, hier oder in einem Repository, bleiben ohne Wirkung.",
    files: "Zuordnung und Regelwerk werden, was die Dateien sagen. Was hier geändert wurde, wird ersetzt.",
  },
  done: {
    admin: "Zuordnung und Regelwerk werden jetzt hier bearbeitet.",
    files: "Sie gehören wieder den Dateien.",
  },
};
