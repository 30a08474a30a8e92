/** What befalls the mapping in git beside what befalls GitHub and the machine, and how often at most. */
export const MAPPING_FAULTS = {
  // Of pushes.
  "mapping: commit can't be read": 0.3,
  "mapping: golden row differs": 0.25,
  "mapping: branch forced back": 0.3,
  "mapping: several commits within a second": 0.3,
  // Of commits that were taken.
  "mapping: crash once a commit is stored": 0.15,
  // Of moments.
  "mapping: asked for by an operator, twice": 0.05,
} as const;
export type MappingFault = keyof typeof MAPPING_FAULTS;
