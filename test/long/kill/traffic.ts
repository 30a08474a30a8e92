import { channel } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";

/** A call of Tierline on the API that has not been answered yet. */
export interface OpenCall {
  readonly method: string;
  /** The ticket that the call names, with nothing after it but the query. */
  readonly ticketId: number | null;
  /** Whether it reads or writes many tickets at once. */
  readonly many: boolean;
  /** How many audits the ticket had when the call came. */
  readonly auditsBefore: number;
}

const message = z.object({
  request: z.custom<IncomingMessage>((value) => typeof value === "object" && value !== null),
  response: z.custom<ServerResponse>((value) => typeof value === "object" && value !== null),
});

/**
 * Watches the HTTP servers of this process, of which the emulator is the only one, for calls that come with an OAuth
 * token: only Tierline has one, people sign in with the account's API token.
 */
export class Traffic {
  readonly open = new Set<OpenCall>();
  /** When each call came, by `performance.now()`. */
  readonly times: number[] = [];
  /** Calls that were refused for coming too often. */
  refused = 0;
  readonly #audits: (ticketId: number) => number;
  #waiting: { readonly fits: (call: OpenCall) => boolean; readonly resolve: (call: OpenCall) => void }[] = [];
  readonly #channel = channel("http.server.request.start");

  /** @param audits how many audits a ticket has */
  constructor(audits: (ticketId: number) => number) {
    this.#audits = audits;
    this.#channel.subscribe(this.#began);
  }

  /** The next call that fits, as it comes in; `null` when none does in time. */
  next(fits: (call: OpenCall) => boolean, withinMs: number): Promise<OpenCall | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), withinMs);
      this.#waiting.push({
        fits,
        resolve: (call) => {
          clearTimeout(timer);
          resolve(call);
        },
      });
    });
  }

  /** Whether the call's ticket has changed since it came: for a write under way, that it took effect. */
  tookEffect({ ticketId, auditsBefore }: OpenCall): boolean {
    return ticketId !== null && this.#audits(ticketId) > auditsBefore;
  }

  close(): void {
    this.#channel.unsubscribe(this.#began);
  }

  readonly #began = (raw: unknown): void => {
    const { request, response } = message.parse(raw);
    if (!request.headers.authorization?.startsWith("Bearer ")) return;
    const named = /^\/api\/v2\/tickets\/(\d+|show_many|update_many)(\.json)?(\?|$)/.exec(request.url ?? "")?.[1];
    const many = named?.endsWith("_many") === true;
    const ticketId = named === undefined || many ? null : Number(named);
    const auditsBefore = ticketId === null ? 0 : this.#audits(ticketId);
    const call: OpenCall = { method: request.method ?? "", ticketId, many, auditsBefore };
    this.times.push(performance.now());
    this.open.add(call);
    response.once("close", () => {
      this.open.delete(call);
      if (response.statusCode === 429) this.refused += 1;
    });
    for (const { resolve } of this.#waiting.filter(({ fits }) => fits(call))) resolve(call);
    this.#waiting = this.#waiting.filter(({ fits }) => !fits(call));
  };
}
