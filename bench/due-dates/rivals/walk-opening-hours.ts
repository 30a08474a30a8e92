import OpeningHours from "opening_hours";
import type { Contestant } from "../contestant.ts";

const LONDON = { lat: 51.5, lon: -0.1, address: { country_code: "gb", state: "England" } };

/** It has no call to add time, so its changes are walked, as its documentation shows; it has none for business days. */
export function openingHours(rules: string): Contestant {
  const hours = new OpeningHours(rules, LONDON);
  return {
    add(start, length) {
      const iterator = hours.getIterator(new Date(start));
      for (let left = length; ; ) {
        const isOpen = iterator.getState();
        const from = iterator.getDate().getTime();
        iterator.advance();
        const span = isOpen ? iterator.getDate().getTime() - from : 0;
        if (left <= span) return from + left;
        left -= span;
      }
    },
    between: (from, to) => hours.getOpenDuration(new Date(from), new Date(to))[0],
  };
}
