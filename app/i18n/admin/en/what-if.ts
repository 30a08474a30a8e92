export const whatIf = {
  words: "A ticket that doesn't exist: by when it would have to be answered, and why.",
  tierHint: "Or leave it to the mapping",
  asMapped: "As the mapping has it",
  email: "Requester's e-mail",
  severity: "Severity",
  arrives: "Arrives",
  arrivesHint: (zone: string) => `On the clocks of ${zone}; empty is now`,
  ask: "Work it out",
  nothing: "Ask something",
  nothingWords: "The due date appears here, with the hours that count and every step to it.",
  picture: "What counts",
};
