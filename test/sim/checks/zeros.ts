/** The five numbers that have to be zero, and the checks that each sums up; what is left over is counted with the rest. */
export const ZEROS: readonly (readonly [words: string, checks: readonly string[]])[] = [
  [
    "lost",
    [
      "no acknowledged event lost",
      "acknowledged only when stored",
      "no event taken in by half",
      "everything converges",
    ],
  ],
  ["wrong", ["final state is the decision", "no older policy over a newer", "ignored fields noticed"]],
  ["notes twice", ["no note twice"]],
  ["foreign tags or agents' edits lost", ["foreign tags intact", "agents' edits intact"]],
  ["rate windows broken", ["rate windows never exceeded", "Retry-After respected"]],
];

/** The same for issues, which bear one comment where a ticket bears notes. */
export const GITHUB_ZEROS: typeof ZEROS = [
  ["lost", ["no acknowledged event lost", "everything converges"]],
  [
    "wrong",
    [
      "final state is the decision",
      "no older policy over a newer",
      "no older commit over a newer",
      "each commit taken once",
      "only sound commits in force",
      "the newest sound commit in force",
    ],
  ],
  ["comments twice", ["one comment of ours"]],
  ["foreign labels or people's words lost", ["foreign labels intact", "people's words intact"]],
  ["told in public", ["nothing told in public"]],
  ["limits broken", ["Retry-After respected"]],
];
