import * as z from "zod";
import { createEmulator, type Emulator, type EmulatorOptions } from "../../emulator/emulator.ts";

/** A number generator that gives the same numbers in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A clock that only moves when told, and runs what was due on its way. */
export class Clock {
  now = Date.parse("2026-03-02T10:00:00Z");
  #timers: { at: number; run: () => void }[] = [];

  delay = (ms: number, run: () => void): void => {
    this.#timers.push({ at: this.now + ms, run });
  };

  async advance(ms: number): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      await settled();
      const due = this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.now = Math.max(this.now, due.at);
      due.run();
    }
    this.now = end;
    await settled();
  }
}

/** Lets everything that waits for no timer finish. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

export interface Arrival {
  readonly at: number;
  readonly url: string;
  readonly headers: Headers;
  readonly text: string;
  readonly body: WebhookBody;
}

const webhookBody = z.object({
  account_id: z.number(),
  id: z.string(),
  type: z.string(),
  subject: z.string(),
  time: z.string(),
  zendesk_event_version: z.string(),
  detail: z.record(z.string(), z.unknown()),
  event: z.record(z.string(), z.unknown()),
});
export type WebhookBody = z.infer<typeof webhookBody>;

const json = z.record(z.string(), z.unknown());
export type Json = z.infer<typeof json>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Json;
}

export interface Rig {
  readonly emulator: Emulator;
  readonly clock: Clock;
  readonly arrivals: Arrival[];
  /** What the webhook's endpoint answers. */
  respond: (arrival: Arrival) => Response | Promise<Response>;
  /** Asks the API as a person, by default as the integration's admin. */
  call(method: string, path: string, body?: unknown, as?: string): Promise<Answer>;
  /** Creates something and gives the id of it. */
  make(path: string, body: Record<string, unknown>, as?: string): Promise<number>;
}

export const ADA = "ada@acme.test";
export const BEN = "ben@acme.test";
export const ADMIN = "integration@acme.test";
export const ORIGIN = "https://acme.zendesk.test";
export const ENDPOINT = "https://tierline.test/webhooks/zendesk";

export function createRig(options: Partial<EmulatorOptions> = {}): Rig {
  const clock = new Clock();
  const arrivals: Arrival[] = [];
  const emulator = createEmulator({
    subdomain: "acme",
    origin: ORIGIN,
    now: () => clock.now,
    random: seeded(7),
    delay: clock.delay,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const text = await request.text();
      const body = webhookBody.parse(JSON.parse(text));
      const arrival = { at: clock.now, url: request.url, headers: request.headers, text, body };
      arrivals.push(arrival);
      return rig.respond(arrival);
    },
    ...options,
  });

  const rig: Rig = {
    emulator,
    clock,
    arrivals,
    respond: () => new Response(null, { status: 200 }),
    call: async (method, path, body, as = ADMIN) => {
      const headers = { authorization: `Basic ${btoa(`${as}/token:emulator`)}`, "content-type": "application/json" };
      const request = new Request(ORIGIN + path, {
        method,
        headers,
        body: body === undefined ? null : JSON.stringify(body),
      });
      return readAnswer(await emulator.fetch(request));
    },
    make: async (path, body, as = ADMIN) => {
      const answer = await rig.call("POST", path, body, as);
      const [record] = Object.values(answer.json);
      return z.object({ id: z.number() }, { error: answer.text }).parse(record).id;
    },
  };
  return rig;
}

export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const parsed = json.safeParse(text === "" ? {} : parseJson(text));
  return { status: response.status, headers: response.headers, text, json: parsed.success ? parsed.data : {} };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A ticket by somebody at example.com, as it comes by e-mail. */
export function makeTicket(rig: Rig, more: Record<string, unknown> = {}, as?: string): Promise<number> {
  const ticket = {
    subject: "Printer on fire",
    comment: { body: "The smoke is colourful." },
    requester: { name: "Rita", email: "rita@example.com" },
    ...more,
  };
  return rig.make("/api/v2/tickets", { ticket }, as);
}

/** Subscribes the rig's endpoint; the secret that signs. */
export async function subscribe(rig: Rig, ...types: string[]): Promise<{ id: string; secret: string }> {
  const created = await rig.call("POST", "/api/v2/webhooks", {
    webhook: {
      name: "Tierline",
      status: "active",
      endpoint: ENDPOINT,
      http_method: "POST",
      request_format: "json",
      subscriptions: types.map((type) => `zen:event-type:${type}`),
    },
  });
  const { id } = z.object({ id: z.string() }).parse(created.json["webhook"]);
  const answer = await rig.call("GET", `/api/v2/webhooks/${id}/signing_secret`);
  const { secret } = z.object({ secret: z.string() }).parse(answer.json["signing_secret"]);
  return { id, secret };
}
