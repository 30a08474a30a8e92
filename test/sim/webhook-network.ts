import * as z from "zod";
import type { Subject } from "./ledger.ts";
import { type Claim, carryLetter, takeIn } from "./mail.ts";
import type { Stage } from "./stage.ts";
import type { Fault } from "./weather.ts";

interface Letter {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly claim: Claim;
  readonly subject: Subject | null;
  /** When what it tells of happened; `null` for an echo of our own write. */
  readonly happenedAt: number | null;
}

const eventSchema = z.object({
  subject: z.string(),
  detail: z.object({ actor_id: z.string().optional() }),
});

/** A signature is refused when it is older than five minutes; nobody replays in between. */
const STALE_AFTER_MS = 6 * 60_000;
const UNTIL_STALE_MS = 4 * 60_000;

/** Where the simulation itself listens to all that the helpdesk tells of, whatever becomes of Tierline's own webhook. */
const WITNESS = "http://127.0.0.1:4002/witness";

/** The helpdesk's way to Tierline: events come late, in another order, several times, or never; and so do forgeries. */
export function webhookFetch(stage: () => Stage): typeof globalThis.fetch {
  return async (input, init) => {
    const body = String(init?.body);
    if (input === WITNESS) return witness(stage(), body);
    return carry(stage(), body, Object.fromEntries(new Headers(init?.headers)));
  };
}

/** Has the helpdesk tell the simulation too of everything that it tells Tierline of. */
export function listen({ helpdesk }: Stage): void {
  helpdesk.emulator.state.webhooks.set("witness", { ...helpdesk.webhook, id: "witness", endpoint: WITNESS });
}

function witness(stage: Stage, body: string): Response {
  const { subject, own } = readEvent(stage, body);
  if (subject !== null && !own) {
    stage.ledger.changed(subject, stage.scheduler.now);
    if (stage.helpdesk.webhook.status === "inactive") stage.weather.effective("F28 webhook switched off");
  }
  return new Response();
}

async function carry(stage: Stage, body: string, headers: Record<string, string>): Promise<Response> {
  const { scheduler, weather, random, helpdesk } = stage;
  const { subject, own } = readEvent(stage, body);
  const happenedAt = own ? null : scheduler.now;
  const letter: Letter = { body, headers, claim: "genuine", subject, happenedAt };
  return carryLetter(
    {
      ...{ scheduler, weather, random: random.network },
      deliver: (one, fault) => deliver(stage, one, fault),
      // Late by its sender, who signs when it sends.
      again: () => ({ ...letter, headers: helpdesk.signed(body, scheduler.now) }),
      replay: (early) => {
        const wait = early ? UNTIL_STALE_MS * random.network() : STALE_AFTER_MS + 3_600_000 * random.network();
        // An hour of difference between the clocks is more than any that we make.
        const claim: Claim = early ? "genuine" : "stale";
        return { wait, letter: { ...letter, claim } };
      },
    },
    letter,
  );
}

/** Somebody who doesn't know the secret sends what looks like an event. */
export function forge(stage: Stage): void {
  const { scheduler, helpdesk, random, ledger } = stage;
  const ids = [...ledger.tickets.keys()];
  const id = ids[Math.floor(random.network() * ids.length)] ?? 1;
  const body = JSON.stringify({
    account_id: helpdesk.emulator.state.accountId,
    id: `forged-${scheduler.now}`,
    type: "zen:event-type:ticket.tags_changed",
    subject: `zen:ticket:${id}`,
    detail: { id: String(id), actor_id: "1", updated_at: new Date(scheduler.now).toISOString() },
    event: {},
  });
  const right = helpdesk.signed(body, scheduler.now);
  const wrong = helpdesk.signed(`${body} `, scheduler.now);
  const { "x-zendesk-webhook-signature": _left, ...unsigned } = right;
  const headers = [wrong, unsigned, { ...right, "x-zendesk-webhook-signature": "" }][Math.floor(3 * random.network())];
  void deliver(
    stage,
    { body, headers: headers ?? wrong, claim: "forged", subject: null, happenedAt: null },
    "forged webhook",
  );
}

/** The helpdesk itself, signing what can't be understood. */
export function babble(stage: Stage): void {
  const { scheduler, helpdesk, random } = stage;
  const bodies = [
    "{",
    "[]",
    "null",
    `{"type":"zen:event-type:ticket.created","nonce":${scheduler.now}}`,
    `"${scheduler.now}"`,
  ];
  const body = bodies[Math.floor(bodies.length * random.network())] ?? "{";
  const headers = helpdesk.signed(body, scheduler.now);
  void deliver(stage, { body, headers, claim: "nonsense", subject: null, happenedAt: null }, "F26 signed nonsense");
}

/** Whoever sends it, it comes to the process that runs now, if one does. */
function deliver(stage: Stage, letter: Letter, fault: Fault | null): Promise<Response | null> | null {
  const { life } = stage;
  if (life?.alive !== true || life.closing) return null;
  if (fault !== null) stage.weather.effective(fault);
  return receive(stage, letter).catch(() => null);
}

async function receive(stage: Stage, letter: Letter): Promise<Response | null> {
  const { life, ledger } = stage;
  if (life === null) return null;
  const { claim, subject, happenedAt } = letter;
  const ticket = subject?.kind === "ticket" ? subject.id : null;
  const taken = await takeIn(stage, life, life.zendesk, { ...letter, ticket, own: happenedAt === null });
  if (taken === null) return null;
  const { answer, digest, said } = taken;
  if (answer.status === 200 && claim === "genuine") {
    ledger.acknowledged.add(digest);
    if (subject !== null && happenedAt !== null) ledger.heard(subject, happenedAt);
    const asksForLook = subject?.kind === "ticket" && happenedAt !== null && said === "accepted";
    if (asksForLook && !ledger.unseen.has(subject.id)) ledger.unseen.set(subject.id, stage.scheduler.now);
  }
  return answer;
}

function readEvent({ helpdesk }: Stage, body: string): { subject: Subject | null; own: boolean } {
  const event = eventSchema.safeParse(JSON.parse(body));
  if (!event.success) return { subject: null, own: true };
  const [, kind, id] = /^zen:(ticket|organization):(\d+)$/.exec(event.data.subject) ?? [];
  const author = helpdesk.emulator.state.users.get(Number(event.data.detail.actor_id))?.email ?? null;
  const subject = kind === "ticket" || kind === "organization" ? ({ kind, id: Number(id) } as const) : null;
  return { subject, own: author === helpdesk.admin };
}
