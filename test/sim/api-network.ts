import * as z from "zod";
import {
  API_FAULTS,
  type ApiFault,
  JOB_FAULTS,
  only,
  refusalOf,
  SPOILT,
  SWEPT_JOB_FAULTS,
  spoilt,
  WRITE_FAULTS,
} from "./api-faults.ts";
import { marked } from "./api-marks.ts";
import type { Lie } from "./jobs.ts";
import type { Life } from "./life.ts";
import type { Stage } from "./stage.ts";

const SHOW_MANY = "/api/v2/tickets/show_many";
const UPDATE_MANY = "/api/v2/tickets/update_many";
const JOB_STATUSES = "/api/v2/job_statuses/show_many";
/** Longer than anybody waits for a job. */
const LONGEST_JOB_MS = 12 * 60_000;
/** When a process dies that waits for a job. */
const CRASH_WITHIN_MS = 6000;
const LATENCY = { least: 15, most: 250 };

interface Exchange {
  readonly call: number;
  readonly method: string;
  readonly path: string;
  /** The one ticket that it is about. */
  readonly ticket: number | null;
  readonly tickets: readonly number[];
  readonly request: () => Request;
}

/** How a request reaches the helpdesk, and what is made of the job that it starts. */
interface Carrying {
  readonly change?: (body: string) => string;
  readonly lie?: Lie;
  readonly waits?: number;
}

/** Tierline's way to the helpdesk: takes time, and on a bad day does anything that a network does. */
export function fetchFor(stage: Stage, life: Life): typeof globalThis.fetch {
  const { scheduler, weather, random, helpdesk } = stage;
  const latency = () => LATENCY.least + (LATENCY.most - LATENCY.least) * random.network() ** 2;
  /** The terms in force when a ticket was last read. */
  const readBy = new Map<number, number>();

  /** What the helpdesk makes of the request, with what it changed. */
  async function reach(
    { call, method, path, ticket, tickets, request }: Exchange,
    { change = same, lie, waits }: Carrying,
  ): Promise<Response> {
    const asked = request();
    const body = asked.method === "GET" ? "" : await asked.clone().text();
    const carried = change(body);
    const tampered = carried !== body;
    const sent = tampered ? new Request(asked.url, { method, headers: asked.headers, body: carried }) : asked;
    const writes = method === "PUT" && ticket !== null;
    const before = writes ? helpdesk.standing(ticket) : null;
    stage.jobs.wait = waits ?? null;
    const answer = await helpdesk.emulator.fetch(sent);
    stage.jobs.wait = null;
    if (path === UPDATE_MANY && answer.status === 200) {
      stage.jobs.start({
        id: await jobIn(answer.clone()),
        ...{ call, life: life.number, tickets, tampered, lie: lie ?? null },
        terms: new Map(tickets.map((id) => [id, readBy.get(id) ?? life.terms])),
        notes: new Map(marked(carried).map(({ id, notes }) => [id ?? 0, notes])),
      });
    }
    if (path === JOB_STATUSES) return stage.jobs.told(answer);
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
        notes: marked(body).flatMap(({ notes }) => notes),
        tampered,
      });
    }
    return answer;
  }

  return async (input, init) => {
    // The signal apart: a request that follows one is never let go of, nor is what listens to it.
    const { signal = null, ...shape } = init ?? {};
    const asked = new Request(input, shape);
    const { method } = asked;
    const { pathname, searchParams } = new URL(asked.url);
    const path = pathname.replace(/\.json$/, "");
    const [, id] = /^\/api\/v2\/tickets\/(\d+)(?:\/audits)?$/.exec(path) ?? [];
    const ticket = id === undefined ? null : Number(id);
    const body = method === "GET" ? null : await asked.text();
    const tickets = ticket === null ? ticketsOf(path, searchParams, body) : [ticket];
    const request = () =>
      new Request(asked.url, { method, headers: asked.headers, ...(body === null ? {} : { body }) });
    if (!life.alive) return never();
    stage.calls += 1;
    const exchange: Exchange = { call: stage.calls, method, path, ticket, tickets, request };
    if (method === "GET") for (const id of tickets) stage.ledger.unseen.delete(id);
    stage.see({ kind: "sent", call: exchange.call, life: life.number, method, path, ticket, tickets });
    if (weather.strikes("F30 crash at a call")) {
      scheduler.after(latency() * 2 * random.network(), () => {
        if (!life.alive) return;
        weather.effective("F30 crash at a call");
        stage.crash();
      });
    }
    const fault = stageIsDown(stage) ? "F34 helpdesk down for minutes" : weather.pick(faultsOf(stage, exchange));

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
          if (method === "GET" && !path.endsWith("/audits")) for (const id of tickets) readBy.set(id, life.terms);
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
        await play({ stage, fault, exchange, reach: (carrying = {}) => reach(exchange, carrying), deliver, breaks });
      });
    });
  };
}

interface Playing {
  readonly stage: Stage;
  readonly fault: ApiFault | null;
  readonly exchange: Exchange;
  readonly reach: (carrying?: Carrying) => Promise<Response>;
  readonly deliver: (answer: Response, afterMs?: number) => void;
  readonly breaks: (code: string | null) => void;
}

/** The request has arrived, or would have. */
async function play({ stage, fault, exchange, reach, deliver, breaks }: Playing): Promise<void> {
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
      return deliver(await reach({ change: spoilt(random.network, SPOILT.update) }));
    case "F5 field ignored in a job":
      return deliver(await reach({ change: spoilt(random.network, SPOILT.job) }));
    case "F8 job unknown":
      return deliver(await reach({ lie: "unknown" }));
    case "F9 job fails halfway": {
      const { tickets } = exchange;
      return deliver(
        await reach({ change: only(tickets.slice(0, Math.floor(tickets.length * random.network()))), lie: "failed" }),
      );
    }
    case "F12 job silent about some tickets":
      return deliver(await reach({ lie: "incomplete" }));
    case "F14 job takes minutes":
      return deliver(await reach({ waits: LONGEST_JOB_MS * random.network() }));
    case "F20 crash while a job runs":
      scheduler.after(CRASH_WITHIN_MS * random.network(), () => stage.crash());
      return deliver(await reach());
    case "F20 job leaves some tickets out": {
      const left = exchange.tickets.filter((_, index) => index % 3 === 0);
      const kept = exchange.tickets.filter((id) => !left.includes(id));
      return deliver(await reach({ change: only(kept), lie: { left } }));
    }
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

/** What may happen to a call: to every one, and to some kinds of write. */
function faultsOf({ sweepEvery }: Stage, { method, path, ticket }: Exchange): readonly ApiFault[] {
  if (method !== "PUT") return API_FAULTS;
  if (ticket !== null) return [...API_FAULTS, ...WRITE_FAULTS];
  if (path !== UPDATE_MANY) return API_FAULTS;
  return [...API_FAULTS, ...JOB_FAULTS, ...(sweepEvery === null ? [] : SWEPT_JOB_FAULTS)];
}

function ticketsOf(path: string, query: URLSearchParams, body: string | null): readonly number[] {
  if (path === SHOW_MANY) return (query.get("ids") ?? "").split(",").map(Number);
  return path === UPDATE_MANY ? marked(body ?? "").flatMap(({ id }) => id ?? []) : [];
}

async function jobIn(answer: Response): Promise<string> {
  return startedJob.parse(await answer.json()).job_status.id;
}

const startedJob = z.object({ job_status: z.object({ id: z.string() }) });
const stageIsDown = ({ scheduler, down }: Stage): boolean => scheduler.now < down;
const nullBody = (status: number): boolean => status === 204;
const same = (body: string): string => body;
const never = (): Promise<never> => new Promise(() => undefined);
