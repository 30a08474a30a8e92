import type { Check } from "./check.ts";

/** Every kind of note stands in a ticket once at most, ever. */
export const noNoteTwice: Check = {
  name: "no note twice",
  watch({ complain }) {
    const written = new Set<string>();
    return (told) => {
      if (told.kind !== "effect") return;
      const { ticket, before, after, notes } = told;
      if (after.comments > before.comments && notes.length === 0) complain(`ticket ${ticket}: a note without a mark`);
      for (const note of notes) {
        const key = `${ticket} ${note}`;
        if (written.has(key)) complain(`ticket ${ticket}: ${note} a second time`);
        written.add(key);
      }
    };
  },
};
