import type { Decided, TicketAnswer, WhatIfAnswer } from "../../src/api/ticket-answer.ts";
import type { Failure } from "./agent-api.ts";

export type Shown = TicketAnswer | WhatIfAnswer;
export type SeverityLevel = Decided["severity"]["level"];

/** What the sidebar shows, and what it is waiting for. */
export interface Snapshot {
  /** The last answer, also when it could not be renewed since. */
  readonly shown: { readonly answer: Shown; readonly heardAt: number } | null;
  /** Why the last question had no answer. */
  readonly failure: Failure | null;
  readonly change: SeverityChange;
}

/** A severity on its way, from the agent's click until Tierline's answer says the same. */
export type SeverityChange =
  | { readonly kind: "none" }
  | { readonly kind: "sending"; readonly level: SeverityLevel }
  /** The helpdesk has it; Tierline hasn't decided on it yet. */
  | { readonly kind: "following"; readonly level: SeverityLevel }
  /** It has taken longer than it should; the answer may still come. */
  | { readonly kind: "late"; readonly level: SeverityLevel }
  | { readonly kind: "refused"; readonly level: SeverityLevel; readonly failure: Failure };

/** The sidebar's source: of a ticket that exists, or of one that is being written. */
export interface Feed {
  snapshot(): Snapshot;
  subscribe(changed: () => void): () => void;
  chooseSeverity(level: SeverityLevel): void;
  /** Asks again, as when a person says so. */
  refresh(): void;
}

/** The browser's time and timers, handed in. */
export interface Timers {
  readonly now: () => number;
  /** @returns what calls it off */
  readonly after: (ms: number, run: () => void) => () => void;
}

const EMPTY: Snapshot = { shown: null, failure: null, change: { kind: "none" } };

/** Holds the snapshot and tells who listens; `begin` runs with the first listener and returns what ends it. */
export function holdSnapshot(begin: () => () => void) {
  let current = EMPTY;
  let end = () => {};
  const listeners = new Set<() => void>();
  return {
    snapshot: (): Snapshot => current,
    update(part: Partial<Snapshot>): void {
      current = { ...current, ...part };
      for (const listener of listeners) listener();
    },
    subscribe(changed: () => void): () => void {
      if (listeners.size === 0) end = begin();
      listeners.add(changed);
      return () => {
        listeners.delete(changed);
        if (listeners.size === 0) end();
      };
    },
  };
}

/** Runs `ask` at most once at a time; who asks meanwhile makes it run once more afterwards. */
export function oneAtATime(ask: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    running = true;
    do {
      again = false;
      await ask();
    } while (again);
    running = false;
  };
  return () => {
    if (running) again = true;
    else void run();
  };
}
