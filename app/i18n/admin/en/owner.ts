/** Who says what the mapping and the policy are. */
export const owner = {
  files: "The mapping files own the mapping and the policy",
  filesWords:
    "Everything here is as mappings/organizations.csv and mappings/support-policy.yaml say, and can be read only. Take over to edit it here instead.",
  git: (repository: string) => `${repository} owns the mapping and the policy`,
  gitWords: (branch: string, folder: string) =>
    `Everything here is as branch ${branch}${folder === "" ? "" : `, folder ${folder},`} says, and can be read only. Change the files there, or take over to edit it here instead.`,
  gitNothingYet: "Nothing of it was taken yet: what was in force before is.",
  gitInForce: "In force: commit",
  gitRefused: "Nothing was taken of commit",
  by: (author: string) => `by ${author}`,
  gitProblems: (problems: number) =>
    problems === 1 ? "it has a problem." : `it has ${problems} problems, of which its check run has every one.`,
  gitMore: (problems: number) => `and ${problems} more`,
  gitTrouble: "It is not followed now, and what was in force stays:",
  readOnly: "This can be read only.",
  takeOver: "Take over",
  handBack: "Hand back to the files",
  question: { admin: "Edit the mapping and the policy here?", files: "Hand back to the mapping files?" },
  consequence: {
    admin:
      "The mapping and the policy stay as they are. From now on they are edited here, and changes to the files, here or in a repository, have no effect.",
    files: "The mapping and the policy become what the files say. Whatever was changed here is replaced.",
  },
  done: { admin: "The mapping and the policy are edited here now.", files: "The mapping files own it again." },
};
