import { createHmac } from "node:crypto";
import * as z from "zod";
import { createEmulator, type Emulator } from "../../emulator/emulator.ts";
import type { RateLimits } from "../../emulator/rate-limits.ts";
import type { Facts, Ticket } from "../../emulator/records/ticket.ts";
import type { Webhook } from "../../emulator/records/webhook.ts";
import { CUSTOMERS } from "./customers.ts";
import type { Standing } from "./history.ts";

export const ORIGIN = "http://127.0.0.1:4001";
const SUBDOMAIN = "acme";

interface HelpdeskOptions {
  readonly now: () => number;
  readonly random: () => number;
  readonly delay: (ms: number, run: () => void) => void;
  /** Carries the webhooks. */
  readonly fetch: typeof globalThis.fetch;
  readonly rateLimits: Partial<RateLimits>;
}

const made = z.record(z.string(), z.object({ id: z.number() }).loose());

/** The emulated account, its people, and a look behind its API. */
export class SimulatedHelpdesk {
  readonly emulator: Emulator;
  readonly users = new Map<string, number>();
  readonly organizations = new Map<string, number>();

  constructor(options: HelpdeskOptions) {
    this.emulator = createEmulator({ subdomain: SUBDOMAIN, origin: ORIGIN, ...options });
  }

  async populate(): Promise<void> {
    for (const { name, externalId, people } of CUSTOMERS) {
      const organized = name !== "Ember" && name !== "Fjord";
      const organization = organized
        ? await this.#make("/organizations", { organization: { name, external_id: externalId } })
        : null;
      if (organization !== null) this.organizations.set(name, organization);
      for (const email of people) {
        const user = {
          name: email.split("@")[0],
          email,
          ...(organization === null ? {} : { organization_id: organization }),
        };
        this.users.set(email, await this.#make("/users", { user }));
      }
    }
  }

  /** One call of the API by a person; `false` when it is refused, as a busy account does. */
  async call(who: string, method: string, path: string, body?: unknown): Promise<boolean> {
    return (await this.#ask(who, method, path, body)).ok;
  }

  async arrives(ticket: object): Promise<number | null> {
    const response = await this.#ask(this.agent, "POST", "/tickets", { ticket });
    return response.ok ? idIn(await response.json()) : null;
  }

  get admin(): string {
    return this.emulator.seed.admin.email;
  }

  get agent(): string {
    return `ada@${SUBDOMAIN}.test`;
  }

  get automation(): string {
    return `ben@${SUBDOMAIN}.test`;
  }

  ticket(id: number): Ticket {
    const ticket = this.emulator.state.tickets.get(id);
    if (ticket === undefined) throw new Error(`no ticket ${id}`);
    return ticket;
  }

  standing(id: number): Standing {
    const { facts, comments } = this.ticket(id);
    return { facts, comments: comments.length, publicComments: comments.filter((comment) => comment.public).length };
  }

  /** The id of one of Tierline's own ticket fields, once it is connected. */
  field(title: string): number {
    const field = [...this.emulator.state.ticketFields.values()].find((one) => one.title === title);
    if (field === undefined) throw new Error(`no ticket field "${title}"`);
    return field.id;
  }

  /** Tierline's own webhook, once it is connected. */
  get webhook(): Webhook {
    const [webhook] = this.emulator.state.webhooks.values();
    if (webhook === undefined) throw new Error("no webhook yet");
    return webhook;
  }

  severityOf({ custom }: Facts): number | null {
    const value = custom.get(this.field("Support severity")) ?? null;
    return value === null ? null : Number(String(value).at(-1));
  }

  /** The headers of a webhook with this body, signed now by the helpdesk itself. */
  signed(body: string, now: number): Record<string, string> {
    const timestamp = new Date(Math.floor(now / 1000) * 1000).toISOString().replace(".000Z", "Z");
    const mac = createHmac("sha256", this.webhook.secret)
      .update(timestamp + body)
      .digest("base64");
    return {
      "content-type": "application/json",
      "x-zendesk-webhook-signature": mac,
      "x-zendesk-webhook-signature-timestamp": timestamp,
    };
  }

  #ask(who: string, method: string, path: string, body?: unknown): Promise<Response> {
    const headers = { authorization: `Basic ${btoa(`${who}/token:emulator`)}`, "content-type": "application/json" };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    return this.emulator.fetch(new Request(`${ORIGIN}/api/v2${path}`, init));
  }

  async #make(path: string, body: object): Promise<number> {
    const id = idIn(await (await this.#ask(this.admin, "POST", path, body)).json());
    if (id === null) throw new Error(`${path} made nothing`);
    return id;
  }
}

function idIn(answer: unknown): number | null {
  const record = z.record(z.string(), z.unknown()).parse(answer);
  return made.safeParse({ record: Object.values(record)[0] }).data?.["record"]?.id ?? null;
}
