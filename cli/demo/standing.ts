import { type Instant, parseInstant } from "../../src/core/time.ts";

/** The parts of an expectation that time alone moves. */
interface Standing {
  readonly due: string | null;
  readonly state: string | null;
  /** When it is due, where nobody is told. */
  readonly promised?: string | undefined;
}

/**
 * The expectation as a server tells it whose clock can't be moved to the demo's end: what is unanswered is overdue from
 * its due date on, and until then it is not. Everything else is the same at any time.
 * @param now the server's; `null`: it lives in the stories' time
 */
export function standing<Expected extends Standing>(wanted: Expected, now: Instant | null): Expected {
  const told = wanted.due ?? wanted.promised ?? null;
  const due = told === null ? null : parseInstant(told);
  const open = wanted.state === "on_track" || wanted.state === "overdue";
  return now === null || due === null || !open ? wanted : { ...wanted, state: now < due ? "on_track" : "overdue" };
}
