/** Who says what the mapping and the policy are. */
export const owner = {
  files: "The mapping files own the mapping and the policy",
  filesWords:
    "Everything here is as mappings/organizations.csv and mappings/support-policy.yaml say, and can be read only. Take over to edit it here instead.",
  git: (repository: string) => `${repository} owns the mapping and the policy`,
  gitWords: (branch: string, commit: string | null, author: string | null) =>
    `Everything here is as branch ${branch} says${commit === null ? "" : `, at commit ${commit} by ${author}`}, and can be read only. Change the files there, or take over to edit it here instead.`,
  gitRefused: (commit: string, problems: number) =>
    `Nothing of commit ${commit} was taken: ${problems === 1 ? "it has a problem" : `it has ${problems} problems`}.`,
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
