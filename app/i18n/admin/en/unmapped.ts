import { count } from "../count.ts";

export const unmapped = {
  words:
    "Seen on open tickets, and in no row of the mapping. They are served on the default tier until somebody says whose they are.",
  none: "Everybody is mapped",
  noneWords: "Each open ticket's customer has a row in the mapping.",
  more: "There are more. They come up as these are mapped.",
  tickets: (n: number) => count(n, "open ticket", "open tickets"),
  earliest: (time: string) => `next due ${time}`,
  organizationId: (id: string) => `id ${id}`,
  noGuess: "No row looks like it.",
  mapTo: (name: string) => `Map to ${name}`,
  mapHere: "Map to this",
  other: "Another …",
  choose: "Choose …",
  otherFor: (name: string) => `row for ${name}`,
  sure: { high: "Very likely", medium: "Likely", low: "Perhaps" },
  whose: (name: string) => `Whose is ${name}?`,
  notThere: "Not in the list?",
  makeRow: "Make a new row",
  newRowFor: (name: string) => `New row for ${name}`,
};
