import type { Check } from "./check.ts";

/** Nothing is written that says what the ticket says already: each write fires triggers and costs the limits. */
export const noIdleWrite: Check = {
  name: "no write that changes nothing",
  watch({ complain }) {
    return (told) => {
      if (told.kind !== "effect" || told.tampered || told.after.facts !== told.before.facts) return;
      if (told.after.comments === told.before.comments) complain(`ticket ${told.ticket}`);
    };
  },
};

/** What newer terms have written is never written over by older ones. */
export const newestTerms: Check = {
  name: "no older policy over a newer",
  watch({ complain }) {
    const written = new Map<number, number>();
    return (told) => {
      if (told.kind !== "effect") return;
      const last = written.get(told.ticket) ?? 0;
      if (told.terms < last) complain(`ticket ${told.ticket}: terms ${told.terms} over ${last}`);
      written.set(told.ticket, told.terms);
    };
  },
};

/** The kill switch holds: what it finds under way may end, nothing new is sent. */
export const shadowIsSilent: Check = {
  name: "no write in shadow mode",
  watch({ complain }) {
    let shadow = false;
    return (told) => {
      if (told.kind === "mode") shadow = told.mode === "shadow";
      if (told.kind === "sent" && shadow && told.method === "PUT" && told.tickets.length > 0) {
        complain(`tickets ${told.tickets.join(", ")}`);
      }
    };
  },
};

/** A write is made from a reading of its own: not even one whose answer was lost is sent again without another look. */
export const readFirst: Check = {
  name: "no write without a look",
  watch({ complain }) {
    const written = new Map<number, number>();
    return (told) => {
      // A refused token means that nothing was done.
      if (told.kind === "answered" && told.status === 401) {
        for (const [ticket, call] of written) if (call === told.call) written.delete(ticket);
      }
      if (told.kind === "died") written.clear();
      if (told.kind !== "sent") return;
      for (const ticket of told.tickets) {
        if (told.method === "GET" && !told.path.endsWith("/audits")) written.delete(ticket);
        if (told.method !== "PUT") continue;
        if (written.has(ticket)) complain(`ticket ${ticket}: written again on the same reading`);
        written.set(ticket, told.call);
      }
    };
  },
};

/** Where a part of a write didn't take, an operator hears of it. */
export const ignoredIsNoticed: Check = {
  name: "ignored fields noticed",
  watch({ complain }) {
    const tampered = new Set<number>();
    const answered = new Set<number>();
    return (told) => {
      if (told.kind === "effect" && told.tampered) tampered.add(told.call);
      if (told.kind === "answered" && told.ticket !== null && told.status === 200 && tampered.delete(told.call)) {
        answered.add(told.ticket);
      }
      if (told.kind === "looked" && answered.delete(told.ticket) && told.outcome === "written") {
        complain(`ticket ${told.ticket}: the look says that all of it was written`);
      }
      if (told.kind === "died") answered.clear();
    };
  },
};

const DUEL_MS = 10 * 60_000;
/** Six by the product's rule, and one or two that a crash kept it from remembering. */
const MOST_IN_A_DUEL = 8;

/** Against an automation that undoes every write of ours, we stop writing. Only a write that was answered is known to count. */
export const noDuel: Check = {
  name: "no duel with another automation",
  watch({ complain }) {
    const unanswered = new Map<number, number>();
    const writes = new Map<number, number[]>();
    return (told) => {
      // By a clock that jumps ahead the ten minutes are over.
      if (told.kind === "jumped") writes.clear();
      if (told.kind === "effect") unanswered.set(told.call, told.ticket);
      if (told.kind !== "answered") return;
      const ticket = unanswered.get(told.call);
      unanswered.delete(told.call);
      if (ticket === undefined || told.status !== 200 || told.fault !== null) return;
      const times = (writes.get(ticket) ?? []).filter((at) => at > told.at - DUEL_MS);
      times.push(told.at);
      writes.set(ticket, times);
      if (times.length > MOST_IN_A_DUEL) complain(`ticket ${ticket}: ${times.length} writes in ten minutes`);
    };
  },
};
