import { API_FAULTS, type ApiFault, refusalOf, spoilt, WRITE_FAULTS } from "./api-faults.ts";
import { marked } from "./api-marks.ts";
import type { Life } from "./life.ts";
import type { Stage } from "./stage.ts";

const LATENCY = { least: 15, most: 250 };

interface Exchange {
  readonly call: number;
  readonly method: string;
  readonly path: string;
  readonly ticket: number | null;
  readonly request: () => Request;
}

/** Tierline's way to the helpdesk: takes time, and on a bad day does anything that a network does. */
export function fetchFor(stage: Stage, life: Life): typeof globalThis.fetch {
  const { scheduler, weather, random, helpdesk } = stage;
  const latency = () => LATENCY.least + (LATENCY.most - LATENCY.least) * random.network() ** 2;
  /** The terms in force when a ticket was last read. */
  const readBy = new Map<number, number>();

  /** What the helpdesk makes of the request, with what it changed. */
  async function reach(
    { call, method, ticket, request }: Exchange,
    change: (body: string) => string = same,
  ): Promise<Response> {
    const asked = request();
    const body = asked.method === "GET" ? "" : await asked.clone().text();
    const carried = change(body);
    const tampered = carried !== body;
    const sent = tampered ? new Request(asked.url, { method, headers: asked.headers, body: carried }) : asked;
    const writes = method === "PUT" && ticket !== null;
    const before = writes ? helpdesk.standing(ticket) : null;
    const answer = await helpdesk.emulator.fetch(sent);
    if (writes && before !== null && answer.status === 200) {
      const after = helpdesk.standing(ticket);
      const terms = readBy.get(ticket) ?? life.terms;
      stage.see({
        kind: "effect",
        call,
        life: life.number,
        ticket,
        terms,
        before,
        after,
        notes: marked(body),
        tampered,
      });
    }
    return answer;
  }

  return async (input, init) => {
    const asked = new Request(input, init);
    const signal = init?.signal ?? null;
    const { method } = asked;
    const path = new URL(asked.url).pathname.replace(/\.json$/, "");
    const [, id] = /^\/api\/v2\/tickets\/(\d+)(?:\/audits)?$/.exec(path) ?? [];
    const ticket = id === undefined ? null : Number(id);
    const body = method === "GET" ? null : await asked.text();
    const request = () =>
      new Request(asked.url, { method, headers: asked.headers, ...(body === null ? {} : { body }) });
    if (!life.alive) return never();
    stage.calls += 1;
    const exchange: Exchange = { call: stage.calls, method, path, ticket, request };
    stage.see({ kind: "sent", call: exchange.call, life: life.number, method, path, ticket });
    if (weather.strikes("F30 crash at a call")) {
      scheduler.after(latency() * 2 * random.network(), () => {
        if (!life.alive) return;
        weather.effective("F30 crash at a call");
        stage.crash();
      });
    }
    const writes = method === "PUT" && ticket !== null;
    const fault = stageIsDown(stage)
      ? "F34 helpdesk down for minutes"
      : weather.pick(writes ? [...API_FAULTS, ...WRITE_FAULTS] : API_FAULTS);

    return new Promise<Response>((resolve, reject) => {
      let over = false;
      const arrives = (): boolean => {
        if (over || !life.alive) return false;
        over = true;
        if (fault !== null) weather.effective(fault);
        return true;
      };
      const told = (status: number | null, retryAfter: string | null): void =>
        stage.see({ kind: "answered", call: exchange.call, life: life.number, ticket, status, retryAfter, fault });
      const deliver = (answer: Response, afterMs = latency()): void => {
        scheduler.after(afterMs, () => {
          if (!arrives()) return;
          if (method === "GET" && ticket !== null && path.endsWith(`/${ticket}`)) readBy.set(ticket, life.terms);
          told(answer.status, answer.headers.get("retry-after"));
          resolve(answer);
        });
      };
      const breaks = (code: string | null): void => {
        scheduler.after(latency(), () => {
          if (!arrives()) return;
          told(null, null);
          reject(
            new TypeError("fetch failed", {
              cause: code === null ? undefined : Object.assign(new Error(code), { code }),
            }),
          );
        });
      };
      signal?.addEventListener("abort", () => {
        if (!arrives()) return;
        told(null, null);
        reject(signal.reason);
      });
      scheduler.after(latency(), async () => {
        await play({ stage, fault, exchange, reach: (change) => reach(exchange, change), deliver, breaks });
      });
    });
  };
}

interface Playing {
  readonly stage: Stage;
  readonly fault: ApiFault | null;
  readonly exchange: Exchange;
  readonly reach: (change?: (body: string) => string) => Promise<Response>;
  readonly deliver: (answer: Response, afterMs?: number) => void;
  readonly breaks: (code: string | null) => void;
}

/** The request has arrived, or would have. */
async function play({ stage, fault, reach, deliver, breaks }: Playing): Promise<void> {
  const { random, scheduler } = stage;
  const refused = fault === null ? null : refusalOf(fault, random.network, scheduler.now);
  if (refused !== null) {
    if (fault === "F9 5xx after the effect") await reach();
    return deliver(refused);
  }
  switch (fault) {
    case null:
      return deliver(await reach());
    case "F5 field ignored in silence":
      return deliver(await reach(spoilt(random.network)));
    case "F6 token revoked":
      stage.helpdesk.emulator.state.tokens.clear();
      return deliver(await reach());
    case "F10 reset after the effect":
      await reach();
      return breaks(random.network() < 0.5 ? "ECONNRESET" : null);
    case "F10 silence after the effect":
      await reach();
      return;
    case "F10 request arrives after we gave up":
      scheduler.after(10_000 + 30_000 * random.network(), () => reach());
      return;
    case "F11 reset before the effect":
      return breaks(random.network() < 0.5 ? "UND_ERR_SOCKET" : null);
    case "F11 silence before the effect":
      return;
    case "F12 answer cut off": {
      const answer = await reach();
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const cut = bytes.slice(0, Math.floor(bytes.length * random.network()));
      return deliver(new Response(nullBody(answer.status) ? null : cut, answer));
    }
    case "F12 answer empty or no JSON": {
      const answer = await reach();
      if (random.network() < 0.3) return deliver(new Response(null, { status: 204, headers: answer.headers }));
      const text = random.network() < 0.5 ? "" : "<html>proxy</html>";
      const headers = { "content-type": random.network() < 0.5 ? "text/html" : "application/json" };
      return deliver(new Response(nullBody(answer.status) ? null : text, { status: answer.status, headers }));
    }
    case "F13 no connection, DNS or TLS":
    case "F34 helpdesk down for minutes":
      return breaks(
        ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "CERT_HAS_EXPIRED"][Math.floor(4 * random.network())] ?? null,
      );
    case "F14 answer slow":
      return deliver(await reach(), 14_000 * random.network());
    case "F14 answer drips and stops": {
      const answer = await reach();
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const body = new ReadableStream({
        start: (controller) => controller.enqueue(bytes.slice(0, Math.ceil(bytes.length / 2))),
      });
      return deliver(new Response(nullBody(answer.status) ? null : body, answer));
    }
    default:
      throw new Error(`${fault} is not played here`);
  }
}

const stageIsDown = ({ scheduler, down }: Stage): boolean => scheduler.now < down;
const nullBody = (status: number): boolean => status === 204;
const same = (body: string): string => body;
const never = (): Promise<never> => new Promise(() => undefined);
