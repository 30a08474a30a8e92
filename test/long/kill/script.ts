import { oneOf } from "../../support/business-questions.ts";
import { CUSTOMER_KEYS, type CustomerKey, REQUESTERS } from "./customers.ts";

export const SEVERITIES = [1, 2, 3, 4] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How the agents of a ticket say how severe it is: always by the same one of the two, so that the last word is theirs. */
export type Hand = "severity" | "priority";

/** A ticket to be, and who writes in. */
export interface Opening {
  readonly customer: CustomerKey;
  readonly requester: string;
  readonly hand: Hand;
  /** As the requester chose it in the form. */
  readonly severity: Severity | null;
}

/** What somebody does to a ticket that is there. */
export type Edit =
  | { readonly kind: "judges"; readonly severity: Severity }
  | { readonly kind: "moves"; readonly to: CustomerKey }
  | { readonly kind: "tags"; readonly tag: string }
  | { readonly kind: "replies" };

export type Step =
  | { readonly life: number; readonly opening: Opening }
  | { readonly life: number; readonly edit: Edit };

/** At most this many edits of a ticket call for a write of ours: more would look like a duel with an automation. */
const JUDGEMENTS = 2;
const LEAST_EDITS = 4;
const MORE_EDITS = 5;
/** Tickets that one person has on the desk at a time. */
const OPEN_AT_ONCE = 12;

export function randomOpening(random: () => number): Opening {
  const customer = oneOf(random, CUSTOMER_KEYS);
  const hand = oneOf(random, ["severity", "priority"] as const);
  const severity = hand === "severity" && random() < 0.5 ? oneOf(random, SEVERITIES) : null;
  return { customer, requester: oneOf(random, REQUESTERS[customer]), hand, severity };
}

/** What one person does in this run: the lives of `tickets` tickets, interleaved. The same for the same generator. */
export function writeScript(random: () => number, tickets: number): readonly Step[] {
  const lives = Array.from({ length: tickets }, (_, life) => writeLife(random, life));
  const steps: Step[] = [];
  let open = lives.splice(0, OPEN_AT_ONCE);
  while (open.length > 0) {
    const life = oneOf(random, open);
    steps.push(...life.splice(0, 1));
    if (life.length > 0) continue;
    open = [...open.filter((other) => other !== life), ...lives.splice(0, 1)];
  }
  return steps;
}

function writeLife(random: () => number, life: number): Step[] {
  const opening = randomOpening(random);
  const edits: Edit[] = [];
  let judgements = 0;
  let moved = false;
  const wanted = LEAST_EDITS + Math.floor(random() * MORE_EDITS);
  while (edits.length < wanted) {
    const chance = random();
    if (chance < 0.25 && judgements < JUDGEMENTS) {
      judgements += 1;
      edits.push({ kind: "judges", severity: oneOf(random, SEVERITIES) });
    } else if (chance < 0.35 && !moved) {
      moved = true;
      edits.push({ kind: "moves", to: oneOf(random, CUSTOMER_KEYS) });
    } else if (chance < 0.6) {
      edits.push({ kind: "replies" });
    } else {
      edits.push({ kind: "tags", tag: `agent_${edits.length}` });
    }
  }
  return [{ life, opening }, ...edits.map((edit) => ({ life, edit }))];
}
