import { forgeriesFor, picker } from "./classes.ts";
import { isGenuine } from "./genuine.ts";
import { compose, type SentRequest, utf8 } from "./request.ts";
import { ACCOUNT_ID, type Sender } from "./sender.ts";
import type { Kind, Tally } from "./tally.ts";
import { unusable } from "./unusable.ts";

/** How many of each are to be sent, in random order. */
export interface Counts {
  readonly forged: number;
  readonly genuine: number;
  readonly unusable: number;
  readonly again: number;
}

export interface Planned {
  readonly kind: Kind;
  readonly request: SentRequest;
}

const GENUINE: Kind = { name: "genuine", group: "genuine", answers: [200] };
const UNUSABLE: Kind = { name: "signed, but unusable", group: "unusable", answers: [200] };
const AGAIN: Kind = { name: "genuine, for the second time", group: "again", answers: [200] };
/** Of genuine deliveries the last so many are kept, to be sent again. */
const REMEMBERED = 64;

/** Every request of a run, one after the other. */
export function* plan(
  way: "in process" | "over TCP",
  counts: Counts,
  sender: Sender,
  tally: Tally,
): Generator<Planned, void> {
  const forgeries = forgeriesFor(way);
  const kinds = new Map(forgeries.map(({ name, answers }) => [name, { name, group: "forged", answers } as const]));
  const pick = picker(forgeries, sender);
  // The first genuine event tells the account's id; from then on it is known whose events are foreign.
  const first = compose(sender.signed(utf8(sender.event(ACCOUNT_ID))));
  const remembered = [first];
  const left = { ...counts, genuine: counts.genuine - 1 };
  yield { kind: GENUINE, request: first };
  for (;;) {
    const total = left.forged + left.genuine + left.unusable + left.again;
    if (total === 0) return;
    let at = sender.below(total);
    if (at < left.forged) {
      const { name, forge } = pick();
      const request = forge(sender);
      const kind = kinds.get(name);
      if (kind === undefined || isGenuine(request, sender.grounds)) {
        tally.unchanged += 1;
        continue;
      }
      left.forged -= 1;
      yield { kind, request };
      continue;
    }
    at -= left.forged;
    if (at < left.genuine) {
      left.genuine -= 1;
      const request = compose(sender.genuine());
      remembered.push(request);
      if (remembered.length > REMEMBERED) remembered.shift();
      yield { kind: GENUINE, request };
    } else if (at < left.genuine + left.unusable) {
      left.unusable -= 1;
      yield { kind: UNUSABLE, request: unusable(sender, left.unusable) };
    } else {
      left.again -= 1;
      yield { kind: AGAIN, request: sender.pick(remembered) };
    }
  }
}
