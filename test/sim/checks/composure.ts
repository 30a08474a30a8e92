import { isOpen } from "../people.ts";
import type { Check } from "./check.ts";

/** No look and no alarm ends in an exception that nobody meant. */
export const nothingThrown: Check = {
  name: "no exception",
  watch({ complain }) {
    return (told) => {
      if (told.kind === "threw") complain(`${told.where}: ${told.error}`);
    };
  },
};

/** Each account calls its own helpdesk alone. */
export const accountsApart: Check = {
  name: "accounts apart",
  watch({ complain }) {
    return (told) => {
      if (told.kind === "strayed") complain(`the account on ${told.from} called ${told.to}`);
    };
  },
};

const WINDOW_MS = 10_000;
/** People edit a ticket at times as often as we read it, and every edit asks for a look. */
const MOST_READS = 20;

/** A ticket that fails is not asked for over and over: waits grow. */
export const noHotLoop: Check = {
  name: "no hot loop",
  watch({ complain }) {
    const reads = new Map<number, number[]>();
    return (told) => {
      if (told.kind !== "sent" || told.method !== "GET") return;
      for (const ticket of told.tickets) {
        const times = (reads.get(ticket) ?? []).filter((at) => at > told.at - WINDOW_MS);
        times.push(told.at);
        reads.set(ticket, times);
        if (times.length > MOST_READS) complain(`ticket ${ticket} read ${times.length} times in ten seconds`);
      }
    };
  },
};

const MOST_CALLS_TO_FINISHED = 25;

/** A ticket that is closed or gone is left alone, once the helpdesk has said so. */
export const finishedIsLeft: Check = {
  name: "finished tickets left alone",
  watch({ stage, complain }) {
    const calls = new Map<number, number>();
    return (told) => {
      if (told.kind !== "sent") return;
      for (const ticket of told.tickets.filter((id) => !isOpen(stage, id))) {
        const count = (calls.get(ticket) ?? 0) + 1;
        calls.set(ticket, count);
        if (count > MOST_CALLS_TO_FINISHED) complain(`ticket ${ticket} was called ${count} times since it ended`);
      }
    };
  },
};
