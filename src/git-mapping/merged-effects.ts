import type { TicketEffect } from "./tickets-section.ts";

/** What a mapping does to the tickets of several accounts, as one. */
export function mergedEffects(effects: readonly TicketEffect[]): TicketEffect {
  const sum = (key: keyof TicketEffect["counts"]): number =>
    effects.reduce((total, { counts }) => total + counts[key], 0);
  return {
    counts: { open: sum("open"), weighed: sum("weighed"), differ: sum("differ"), turnLate: sum("turnLate") },
    tickets: effects
      .flatMap(({ tickets }) => tickets)
      .toSorted((one, other) => Number(other.turnsLate) - Number(one.turnsLate)),
  };
}
