/** Who says what the mapping and the policy are. */
export const owner = {
  files: "The mapping files own the mapping and the policy",
  filesWords:
    "Everything here is as mappings/organizations.csv and mappings/support-policy.yaml say, and can be read only. Take over to edit it here instead.",
  takeOver: "Take over",
  handBack: "Hand back to the files",
  question: { admin: "Take over from the mapping files?", files: "Hand back to the mapping files?" },
  consequence: {
    admin:
      "The mapping and the policy stay as they are. From now on they are edited here, and changes to the files have no effect.",
    files: "The mapping and the policy become what the files say. Whatever was changed here is replaced.",
  },
  done: { admin: "The mapping and the policy are edited here now.", files: "The mapping files own it again." },
};
