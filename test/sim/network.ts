import type { Scheduler } from "./scheduler.ts";

/** What befalls a request on its way, whichever helpdesk it goes to. */
const NETWORK_FAULTS = [
  "F10 reset after the effect",
  "F10 silence after the effect",
  "F10 request arrives after we gave up",
  "F11 reset before the effect",
  "F11 silence before the effect",
  "F12 answer cut off",
  "F12 answer empty or no JSON",
  "F13 no connection, DNS or TLS",
  "F14 answer slow",
  "F14 answer drips and stops",
  "F34 helpdesk down for minutes",
] as const;
export type NetworkFault = (typeof NETWORK_FAULTS)[number];

export const isNetworkFault = (fault: string): fault is NetworkFault => NETWORK_FAULTS.some((one) => one === fault);

const LATENCY = { least: 15, most: 250 };

/** One way takes so long, in milliseconds. */
export const latencyOf = (random: () => number): number =>
  LATENCY.least + (LATENCY.most - LATENCY.least) * random() ** 2;

/** Whose request it is, and who hears how it ended. */
export interface Wire {
  readonly scheduler: Scheduler;
  readonly random: () => number;
  /** The caller's, who gives up by it. */
  readonly signal: AbortSignal | null;
  readonly alive: () => boolean;
  /** Something came of it, while the caller was waiting. */
  readonly arrived: () => void;
  readonly answered: (answer: Response) => void;
  /** It broke, or the caller gave up. */
  readonly broke: () => void;
}

/** How a request ends; the first end counts. */
export interface Line {
  readonly deliver: (answer: Response, afterMs?: number) => void;
  readonly breaks: (code: string | null) => void;
}

/** Carries a request: after a while `play` says what becomes of it. */
export function over(wire: Wire, play: (line: Line) => Promise<void>): Promise<Response> {
  const { scheduler, signal } = wire;
  const latency = () => latencyOf(wire.random);
  return new Promise<Response>((resolve, reject) => {
    let ended = false;
    const arrives = (): boolean => {
      if (ended || !wire.alive()) return false;
      ended = true;
      wire.arrived();
      return true;
    };
    const deliver: Line["deliver"] = (answer, afterMs = latency()) => {
      scheduler.after(afterMs, () => {
        if (!arrives()) return;
        wire.answered(answer);
        resolve(answer);
      });
    };
    const breaks: Line["breaks"] = (code) => {
      scheduler.after(latency(), () => {
        if (!arrives()) return;
        wire.broke();
        const cause = code === null ? undefined : Object.assign(new Error(code), { code });
        reject(new TypeError("fetch failed", { cause }));
      });
    };
    signal?.addEventListener("abort", () => {
      if (!arrives()) return;
      wire.broke();
      reject(signal.reason);
    });
    scheduler.after(latency(), () => play({ deliver, breaks }));
  });
}

/** @param reach lets the helpdesk answer, and with that takes effect */
export async function playOnWire(
  fault: NetworkFault,
  { scheduler, random }: Pick<Wire, "scheduler" | "random">,
  reach: () => Promise<Response>,
  { deliver, breaks }: Line,
): Promise<void> {
  switch (fault) {
    case "F10 reset after the effect":
      await reach();
      return breaks(random() < 0.5 ? "ECONNRESET" : null);
    case "F10 silence after the effect":
      await reach();
      return;
    case "F10 request arrives after we gave up":
      scheduler.after(10_000 + 30_000 * random(), () => reach());
      return;
    case "F11 reset before the effect":
      return breaks(random() < 0.5 ? "UND_ERR_SOCKET" : null);
    case "F11 silence before the effect":
      return;
    case "F12 answer cut off": {
      const answer = await reach();
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const cut = bytes.slice(0, Math.floor(bytes.length * random()));
      return deliver(new Response(nullBody(answer.status) ? null : cut, answer));
    }
    case "F12 answer empty or no JSON": {
      const answer = await reach();
      if (random() < 0.3) return deliver(new Response(null, { status: 204, headers: answer.headers }));
      const text = random() < 0.5 ? "" : "<html>proxy</html>";
      const headers = { "content-type": random() < 0.5 ? "text/html" : "application/json" };
      return deliver(new Response(nullBody(answer.status) ? null : text, { status: answer.status, headers }));
    }
    case "F13 no connection, DNS or TLS":
    case "F34 helpdesk down for minutes":
      return breaks(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "CERT_HAS_EXPIRED"][Math.floor(4 * random())] ?? null);
    case "F14 answer slow":
      return deliver(await reach(), 14_000 * random());
    case "F14 answer drips and stops": {
      const answer = await reach();
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const body = new ReadableStream({
        start: (controller) => controller.enqueue(bytes.slice(0, Math.ceil(bytes.length / 2))),
      });
      return deliver(new Response(nullBody(answer.status) ? null : body, answer));
    }
  }
}

const nullBody = (status: number): boolean => status === 204;
