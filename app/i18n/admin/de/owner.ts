import type { AdminWords } from "../en.ts";

export const owner: AdminWords["owner"] = {
  files: "Zuordnung und Regelwerk gehören den Dateien",
  filesWords:
    "Alles hier ist, wie mappings/organizations.csv und mappings/support-policy.yaml es sagen, und nur lesbar. Übernehmen Sie es, um es stattdessen hier zu bearbeiten.",
  git: (repository) => `Zuordnung und Regelwerk gehören ${repository}`,
  gitWords: (branch, folder) =>
    `Alles hier ist, wie der Branch ${branch}${folder === "" ? "" : `, Ordner ${folder},`} es sagt, und nur lesbar. Ändern Sie die Dateien dort, oder übernehmen Sie es, um es stattdessen hier zu bearbeiten.`,
  gitNothingYet: "Davon wurde noch nichts übernommen: es gilt, was vorher galt.",
  gitInForce: "Es gilt Commit",
  gitRefused: "Nichts übernommen wurde von Commit",
  by: (author) => `von ${author}`,
  gitProblems: (problems) =>
    problems === 1 ? "er hat ein Problem." : `er hat ${problems} Probleme; sein Check-Run nennt sie alle.`,
  gitMore: (problems) => `und ${problems} weitere`,
  gitTrouble: "Neues daraus wird gerade nicht übernommen; es gilt, was galt:",
  readOnly: "Das ist nur lesbar.",
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
