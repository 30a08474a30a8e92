import { setTimeout as wait } from "node:timers/promises";
import { oneOf } from "../../support/business-questions.ts";
import { randomOpening, SEVERITIES } from "./script.ts";
import type { Told } from "./staff.ts";
import type { Stage } from "./stage.ts";

/** How the moment of a kill is chosen. */
export const AIMS = [
  "any moment",
  "before an acknowledgement",
  "during a read",
  "during a write",
  "after a write",
] as const;
export type Aim = (typeof AIMS)[number];

/** What Tierline was in the middle of when it was killed, by what the far ends saw. */
export const PHASES = [
  "after a write took effect, before its answer",
  "write sent, not in effect",
  "during a read",
  "before an acknowledgement",
  "between calls",
] as const;
export type Phase = (typeof PHASES)[number];

export interface Kill {
  readonly aim: Aim;
  readonly phase: Phase;
  /** Whether an agent edited the ticket in question while the server was down. */
  readonly edited: boolean;
  readonly readyMs: number;
}

const HIT_WITHIN_MS = 15_000;
/** An event leaves at least this often while people work. */
const SENT_WITHIN_MS = 5_000;
/** About how long it takes to acknowledge one. */
const ACKNOWLEDGED_AFTER_MS = 5;
const READ_LATE_MS = 400;
/** Long enough to come into effect, if it does, when the next server is already at work. */
const WRITE_LATE_MS = 1_500;

/** Kills Tierline at a moment of this kind, and starts it again at once. */
export async function kill(stage: Stage, aim: Aim, random: () => number): Promise<Kill> {
  const victim = await choose(stage, aim, random);
  const phase = phaseOf(stage);
  await stage.tierline.kill();
  // A trap that did not spring would catch the agent.
  await stage.calm();
  // The agent doesn't know that the server is down, and its webhook is lost; the write's own look has to see it.
  const edited = victim !== null && random() < 0.5;
  if (edited) await stage.staff.edit(victim, { kind: "judges", severity: oneOf(random, SEVERITIES) });
  const readyMs = await stage.tierline.start();
  return { aim, phase, edited, readyMs };
}

/** Resolves at the moment to kill. @returns the ticket that is being worked on, where the moment is one of a certain ticket's */
async function choose(stage: Stage, aim: Aim, random: () => number): Promise<Told | null> {
  switch (aim) {
    case "any moment":
      await wait(random() * 1_500);
      return null;
    case "before an acknowledgement":
      await Promise.race([stage.ledger.nextSent(), wait(SENT_WITHIN_MS)]);
      await wait(random() * ACKNOWLEDGED_AFTER_MS);
      return null;
    case "during a read":
      return trap(stage, random, "GET", { kind: "slow", ms: READ_LATE_MS });
    case "during a write":
      return trap(stage, random, "PUT", { kind: "slow", ms: WRITE_LATE_MS });
    case "after a write":
      return trap(stage, random, "PUT", { kind: "timeout", when: "after" });
  }
}

/** Opens a ticket whose first call of this method is not answered in time, and waits until Tierline is in the middle of it. */
async function trap(stage: Stage, random: () => number, method: "GET" | "PUT", fault: object): Promise<Told> {
  const { staff, traffic } = stage;
  const victim = await staff.open(randomOpening(random));
  const hit = traffic.next((call) => call.method === method && call.ticketId === victim.id, HIT_WITHIN_MS);
  await stage.setFault({ method, path: `/api/v2/tickets/${victim.id}` }, fault);
  const call = await hit;
  if (call !== null) await wait(20 + random() * (READ_LATE_MS - 50));
  return victim;
}

function phaseOf({ traffic, ledger }: Stage): Phase {
  const calls = [...traffic.open];
  const writes = calls.filter(({ method }) => method === "PUT");
  if (writes.some((call) => traffic.tookEffect(call))) return "after a write took effect, before its answer";
  if (writes.length > 0) return "write sent, not in effect";
  if (calls.length > 0) return "during a read";
  return ledger.unanswered.size > 0 ? "before an acknowledgement" : "between calls";
}
