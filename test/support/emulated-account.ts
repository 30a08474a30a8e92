import { createHmac } from "node:crypto";
import * as z from "zod";
import { createEmulator, type Emulator } from "../../emulator/emulator.ts";
import type { FaultRule } from "../../emulator/faults.ts";
import type { Ticket } from "../../emulator/records/ticket.ts";
import { formatInstant, type Instant } from "../../src/core/time.ts";

export interface AccountOptions {
  readonly subdomain: string;
  readonly origin: string;
  readonly now: () => Instant;
  readonly random: () => number;
  readonly delay: (ms: number, run: () => void) => void;
  /** Carries the webhooks. */
  readonly fetch: typeof globalThis.fetch;
}

/** One call of Tierline's on the API. */
export interface Call {
  readonly at: Instant;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
}

export interface Arrival {
  /** The requester; `ada@acme.example` of Acme unless said. */
  readonly from?: string;
  readonly severity?: 1 | 2 | 3 | 4;
  readonly [property: string]: unknown;
}

/** What a ticket says, read from the emulated account itself. */
export interface Shown {
  readonly priority: string | null;
  readonly severity: number | null;
  readonly due: string | null;
  readonly tags: readonly string[];
  readonly notes: number;
}

const answered = z.record(z.string(), z.object({ id: z.number() }).loose());

/** An emulated Zendesk account with two customers: Acme (`crm-1`, of Ada) and Bolt (`crm-2`, of Bob). */
export class EmulatedAccount {
  readonly subdomain: string;
  readonly origin: string;
  readonly emulator: Emulator;
  /** What Tierline has asked so far. */
  readonly calls: Call[] = [];
  readonly organizations = new Map<string, number>();
  readonly #now: () => Instant;

  private constructor(options: AccountOptions) {
    this.subdomain = options.subdomain;
    this.origin = options.origin;
    this.#now = options.now;
    this.emulator = createEmulator(options);
  }

  static async open(options: AccountOptions): Promise<EmulatedAccount> {
    const account = new EmulatedAccount(options);
    await account.#customer("Acme", "crm-1", "ada@acme.example");
    await account.#customer("Bolt", "crm-2", "bob@bolt.example");
    return account;
  }

  /** A new ticket by e-mail; its number. */
  async arrives({ from = "ada@acme.example", severity, ...more }: Arrival = {}): Promise<number> {
    const ticket = {
      subject: "Push messages arrive late",
      comment: { body: "Since this morning." },
      requester: { email: from },
      via: { channel: "email" },
      ...(severity === undefined ? {} : { custom_fields: [this.severity(severity)] }),
      ...more,
    };
    return this.#make("/api/v2/tickets", { ticket });
  }

  /** An edit by Ada Agent, or by whoever is named. */
  async edits(ticket: number, change: object, who = `ada@${this.subdomain}.test`): Promise<void> {
    await this.as(who, "PUT", `/api/v2/tickets/${ticket}`, { ticket: change });
  }

  /** Adds a tag, as an agent's app does, without touching the others. */
  async tags(ticket: number, ...tags: readonly string[]): Promise<void> {
    await this.as(`ada@${this.subdomain}.test`, "PUT", `/api/v2/tickets/${ticket}/tags`, { tags });
  }

  /** One call of the REST API by a person. @throws when it is refused */
  async as(email: string, method: string, path: string, body?: unknown): Promise<unknown> {
    const headers = { authorization: `Basic ${btoa(`${email}/token:emulator`)}`, "content-type": "application/json" };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await this.emulator.fetch(new Request(this.origin + path, init));
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === "" ? null : JSON.parse(text);
  }

  get admin(): string {
    return this.emulator.seed.admin.email;
  }

  async meets(fault: FaultRule["fault"] | object, rule: Partial<FaultRule> = {}): Promise<void> {
    await this.as(this.admin, "POST", "/emulator/faults", { fault, ...rule });
  }

  async webhooksMeet(fault: object, rule: object = {}): Promise<void> {
    await this.as(this.admin, "POST", "/emulator/webhook_faults", { fault, ...rule });
  }

  async recovers(): Promise<void> {
    await this.as(this.admin, "DELETE", "/emulator/faults");
  }

  severity(severity: number): { readonly id: number; readonly value: string } {
    return { id: this.#field("Support severity"), value: `tierline_severity_${severity}` };
  }

  shows(ticket: number): Shown {
    const { facts, comments } = this.#ticket(ticket);
    const severity = facts.custom.get(this.#field("Support severity")) ?? null;
    const due = facts.custom.get(this.#field("First response due")) ?? null;
    return {
      priority: facts.priority,
      severity: severity === null ? null : Number(String(severity).at(-1)),
      due: due === null ? null : String(due),
      tags: facts.tags,
      notes: comments.filter((comment) => !comment.public).length,
    };
  }

  /** Reads and writes of tickets by Tierline since this was last asked, `notes` being looks into the audits. */
  spent(): { readonly reads: number; readonly writes: number; readonly audits: number } {
    const calls = this.calls.splice(0);
    const count = (pattern: RegExp) => calls.filter(({ method, path }) => pattern.test(`${method} ${path}`)).length;
    return {
      reads: count(/^GET \/api\/v2\/tickets\/\d+$/),
      writes: count(/^PUT \/api\/v2\/tickets\/\d+$/),
      audits: count(/^GET \/api\/v2\/tickets\/\d+\/audits$/),
    };
  }

  /** Updates of a ticket by Tierline, however they came. */
  updates(ticket: number): number {
    const own = this.emulator.seed.admin.email;
    const [user] = [...this.emulator.state.users.values()].filter(({ email }) => email === own);
    return this.#ticket(ticket).audits.filter(({ author_id }) => author_id === user?.id).length;
  }

  /** The secret that the account signs its webhooks with. */
  get webhookSecret(): string {
    const [webhook] = this.emulator.state.webhooks.values();
    if (webhook === undefined) throw new Error("nothing is connected");
    return webhook.secret;
  }

  /** The headers of a webhook with this body, signed at this time. */
  signed(body: string | Uint8Array, at: Instant = this.#now(), secret = this.webhookSecret): Record<string, string> {
    const timestamp = formatInstant(at);
    return {
      "content-type": "application/json",
      "x-zendesk-webhook-signature": createHmac("sha256", secret).update(timestamp).update(body).digest("base64"),
      "x-zendesk-webhook-signature-timestamp": timestamp,
    };
  }

  async #customer(name: string, externalId: string, email: string): Promise<void> {
    const organization = { name, external_id: externalId };
    const id = await this.#make("/api/v2/organizations", { organization });
    this.organizations.set(name, id);
    await this.#make("/api/v2/users", { user: { name: name.toLowerCase(), email, organization_id: id } });
  }

  async #make(path: string, body: object): Promise<number> {
    const answer = z.record(z.string(), z.unknown()).parse(await this.as(this.admin, "POST", path, body));
    const [record] = Object.values(answered.parse({ record: Object.values(answer)[0] }));
    if (record === undefined) throw new Error(`${path} made nothing`);
    return record.id;
  }

  #ticket(id: number): Ticket {
    const ticket = this.emulator.state.tickets.get(id);
    if (ticket === undefined) throw new Error(`no ticket ${id}`);
    return ticket;
  }

  #field(title: string): number {
    const field = [...this.emulator.state.ticketFields.values()].find((one) => one.title === title);
    if (field === undefined) throw new Error(`no ticket field "${title}": connect first`);
    return field.id;
  }
}
