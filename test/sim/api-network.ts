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
import { ORIGIN } from "./helpdesk.ts";
import type { Lie } from "./jobs.ts";
import type { Life } from "./life.ts";
import { isNetworkFault, type Line, latencyOf, over, playOnWire, type Wire } from "./network.ts";
import type { Stage } from "./stage.ts";

const SHOW_MANY = "/api/v2/tickets/show_many";
const UPDATE_MANY = "/api/v2/tickets/update_many";
const JOB_STATUSES = "/api/v2/job_statuses/show_many";
/** Longer than anybody waits for a job. */
const LONGEST_JOB_MS = 12 * 60_000;
/** When a process dies that waits for a job. */
const CRASH_WITHIN_MS = 6000;

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
  const latency = () => latencyOf(random.network);
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
        terms: new Map(tickets.map((id) => [id, readBy.get(id) ?? life.zendesk.terms])),
        notes: new Map(marked(carried).map(({ id, notes }) => [id ?? 0, notes])),
      });
    }
    if (path === JOB_STATUSES) return stage.jobs.told(answer);
    if (writes && before !== null && answer.status === 200) {
      const after = helpdesk.standing(ticket);
      const terms = readBy.get(ticket) ?? life.zendesk.terms;
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
    if (!asked.url.startsWith(ORIGIN)) stage.see({ kind: "strayed", from: "zendesk", to: asked.url });
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

    const told = (status: number | null, retryAfter: string | null): void =>
      stage.see({ kind: "answered", call: exchange.call, life: life.number, ticket, status, retryAfter, fault });
    const wire: Wire = {
      ...{ scheduler, random: random.network, signal },
      alive: () => life.alive,
      arrived: () => {
        if (fault !== null) weather.effective(fault);
      },
      answered: (answer) => {
        if (method === "GET" && !path.endsWith("/audits")) for (const id of tickets) readBy.set(id, life.zendesk.terms);
        told(answer.status, answer.headers.get("retry-after"));
      },
      broke: () => told(null, null),
    };
    return over(wire, (line) =>
      play({ stage, fault, exchange, reach: (carrying = {}) => reach(exchange, carrying), line }),
    );
  };
}

interface Playing {
  readonly stage: Stage;
  readonly fault: ApiFault | null;
  readonly exchange: Exchange;
  readonly reach: (carrying?: Carrying) => Promise<Response>;
  readonly line: Line;
}

/** The request has arrived, or would have. */
async function play({ stage, fault, exchange, reach, line }: Playing): Promise<void> {
  const { random, scheduler } = stage;
  const { deliver } = line;
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
    default:
      if (!isNetworkFault(fault)) throw new Error(`${fault} is not played here`);
      return playOnWire(fault, { scheduler, random: random.network }, () => reach(), line);
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
const same = (body: string): string => body;
const never = (): Promise<never> => new Promise(() => undefined);
