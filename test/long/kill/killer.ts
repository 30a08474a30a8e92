import { setTimeout as wait } from "node:timers/promises";
import { oneOf } from "../../support/business-questions.ts";
import { randomOpening, SEVERITIES } from "./script.ts";
import type { Told } from "./staff.ts";
import type { Stage } from "./stage.ts";
import type { OpenCall } from "./traffic.ts";

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
  "while a job of ours was under way",
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

/** Calls follow each other closely while people work. */
const CALLED_WITHIN_MS = 5_000;
/** About how long it takes to acknowledge an event, or to answer an update. */
const ANSWERED_AFTER_MS = 5;

/** Kills Tierline at a moment of this kind, and starts it again at once. */
export async function kill(stage: Stage, aim: Aim, random: () => number): Promise<Kill> {
  await choose(stage, aim, random);
  const phase = phaseOf(stage);
  const victim = victimOf(stage);
  await stage.tierline.kill();
  // A trap that did not spring would catch the next server.
  await stage.calm();
  // The agent doesn't know that the server is down, and its webhook is lost; the write's own look has to see it.
  const edited = victim !== null && random() < 0.5;
  if (edited) {
    victim.judgedInKill = true;
    await stage.staff.edit(victim, { kind: "judges", severity: oneOf(random, SEVERITIES) });
  }
  const readyMs = await stage.tierline.start();
  return { aim, phase, edited, readyMs };
}

/** Resolves at the moment to kill. */
async function choose(stage: Stage, aim: Aim, random: () => number): Promise<void> {
  switch (aim) {
    case "any moment":
      await wait(random() * 1_000);
      return;
    case "before an acknowledgement":
      await Promise.race([stage.ledger.nextSent(), wait(CALLED_WITHIN_MS)]);
      await wait(random() * ANSWERED_AFTER_MS);
      return;
    case "during a read":
      await next(stage, "GET");
      return;
    case "during a write":
      await next(stage, "PUT");
      await wait(random() * ANSWERED_AFTER_MS);
      return;
    case "after a write":
      await springTrap(stage, random);
      return;
  }
}

const next = (stage: Stage, method: "GET" | "PUT"): Promise<OpenCall | null> =>
  stage.traffic.next((call) => call.method === method && (call.ticketId !== null || call.many), CALLED_WITHIN_MS);

/** Opens a ticket whose write takes effect and is not answered, or the write of many tickets that it is among. */
async function springTrap(stage: Stage, random: () => number): Promise<void> {
  const { staff, traffic } = stage;
  const { id } = await staff.open(randomOpening(random));
  const hit = traffic.next((call) => call.method === "PUT" && (call.ticketId === id || call.many), CALLED_WITHIN_MS);
  for (const path of [`/api/v2/tickets/${id}`, "/api/v2/tickets/update_many"]) {
    await stage.setFault({ method: "PUT", path }, { kind: "timeout", when: "after" });
  }
  if ((await hit) !== null) await wait(20 + random() * 300);
}

/** A ticket that is just being worked on, and of which people have not yet spoken too often for a duel. */
function victimOf({ traffic, staff }: Stage): Told | null {
  const writesFirst = [...traffic.open].sort((a, b) => Number(b.method === "PUT") - Number(a.method === "PUT"));
  const tickets = writesFirst.map(({ ticketId }) => staff.tickets.get(ticketId ?? Number.NaN));
  return tickets.find((told) => told !== undefined && !told.judgedInKill) ?? null;
}

function phaseOf(stage: Stage): Phase {
  const { traffic, ledger } = stage;
  const calls = [...traffic.open];
  const writes = calls.filter(({ method }) => method === "PUT");
  if (writes.some((call) => traffic.tookEffect(call))) return "after a write took effect, before its answer";
  if (writes.length > 0) return "write sent, not in effect";
  if (stage.jobs() > 0) return "while a job of ours was under way";
  if (calls.length > 0) return "during a read";
  return ledger.unanswered.size > 0 ? "before an acknowledgement" : "between calls";
}
