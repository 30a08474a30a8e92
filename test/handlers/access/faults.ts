import { problem } from "../../../src/api/problem.ts";
import type { Hono } from "../../../src/hono.ts";
import { PUBLIC_URL } from "../../support/visitors.ts";
import type { World } from "../../support/world.ts";
import { disguises, METHODS } from "./disguises.ts";
import { type Asked, requestFor } from "./requests.ts";
import { isPublic, type Row, refusal, untouchedByStrangers } from "./table.ts";
import { ACCOUNTS, type At, isStranger, other, type Visitor } from "./visitors.ts";

/** One row of the table, held against an app. */
export interface Trial {
  readonly world: World;
  readonly visitors: Readonly<Record<At, readonly Visitor[]>>;
  readonly app: Hono;
  readonly row: Row;
}

export interface Verdict {
  /** Who is let in and shouldn't be, who isn't and should be, and what changed for no reason; in words. */
  readonly faults: readonly string[];
  /** How often somebody asked for this very route, by its own method. */
  readonly visits: number;
}

export async function judge(trial: Trial): Promise<Verdict> {
  const { world, visitors, row } = trial;
  const faults: string[] = [];
  let visits = 0;
  for (const at of ACCOUNTS) {
    const asked = await requestFor(world, row.route, at);
    const before = await stateOf(world, ACCOUNTS);
    for (const method of asked.method === "GET" ? ["GET", "HEAD"] : [asked.method]) {
      const out = visitors[at].filter((visitor) => !row.who(visitor, method));
      faults.push(...(await turnedAway(trial, at, { ...asked, method }, out)));
      if (method !== "HEAD") visits += out.length;
    }
    if (at === "acme" && !isPublic(row)) faults.push(...(await notKnownAgain(trial, at, inDisguise(trial, asked))));
    const after = await stateOf(world, ACCOUNTS);
    if (after !== before) faults.push(`something was changed by those who may not, at ${at}`);
  }
  for (const at of ACCOUNTS) {
    const inside = visitors[at].filter((visitor) => row.who(visitor, methodOf(row)));
    faults.push(...(await letIn(trial, at, inside)));
    visits += inside.length;
  }
  return { faults, visits };
}

async function turnedAway({ app, row }: Trial, at: At, asked: Asked, whom: readonly Visitor[]): Promise<string[]> {
  const faults: string[] = [];
  for (const visitor of whom) {
    const { status, reason } = refusal(row, visitor.is(asked.method));
    const answer = await send(app, asked, visitor);
    const what = `${asked.method} by ${visitor.name} at ${at}`;
    if (answer.status !== status) faults.push(`${what}: ${answer.status}, not ${status}`);
    else if (!isRefused(answer, asked, reason)) faults.push(`${what} is not told ${reason}: ${answer.text}`);
  }
  return faults;
}

/** A refusal says why and what to do, and nobody keeps it; HEAD is told the status alone. */
function isRefused({ text, headers, status }: Answer, { method }: Asked, reason: string | null): boolean {
  if (method === "HEAD") return text === "";
  if (reason === null) return text === "unauthorized";
  const said = problem.parse(JSON.parse(text));
  const isProblem =
    headers.get("content-type") === "application/problem+json" && headers.get("cache-control") === "no-store";
  return isProblem && said.status === status && said.reason === reason && said.detail.endsWith(".") && said.mend !== "";
}

/** Strangers whom a route is open to leave nothing behind, and whoever is known leaves the other account alone. */
async function letIn(trial: Trial, at: At, whom: readonly Visitor[]): Promise<string[]> {
  const { row, world } = trial;
  const isKnown = ({ is }: Visitor) => !isStranger(is(methodOf(row)));
  const parties = [
    { visitors: whom.filter((one) => !isKnown(one)), untouched: untouchedByStrangers(row, at) },
    { visitors: whom.filter(isKnown), untouched: [other[at]] },
  ];
  const faults: string[] = [];
  for (const { visitors, untouched } of parties) {
    const before = await stateOf(world, untouched);
    for (const visitor of visitors) faults.push(...(await answeredRightly(trial, at, visitor)));
    const after = await stateOf(world, untouched);
    if (after !== before) faults.push(`${untouched.join(" or ")} was changed by who asked at ${at}`);
  }
  return faults;
}

async function answeredRightly({ app, row, world }: Trial, at: At, visitor: Visitor): Promise<string[]> {
  const asked = await requestFor(world, row.route, at);
  const { status, text, headers } = await send(app, asked, visitor);
  const what = `${asked.method} by ${visitor.name} at ${at}`;
  const faults: string[] = [];
  if (!row.answered.includes(status)) faults.push(`${what}: ${status}, not ${row.answered.join(" or ")}: ${text}`);
  if (headers.has("access-control-allow-origin")) faults.push(`${what}: open to other sites`);
  const isKept = headers.get("cache-control") !== "no-store";
  if (row.route.includes(" /api/") && isKept) faults.push(`${what}: may be kept`);
  return faults;
}

/** The same request by addresses that mean the same to some, and by methods that this address doesn't have. */
function inDisguise({ app, row }: Trial, asked: Asked): readonly Asked[] {
  const pattern = row.route.split(" ")[1];
  const served = app.routes.filter(({ path }) => path === pattern).map(({ method }) => method);
  return [
    ...disguises(asked.path).map((path) => ({ ...asked, path })),
    ...METHODS.filter((method) => !served.includes(method)).map((method) => ({ ...asked, method })),
  ];
}

/** Neither is it let in, nor told more than that there is nothing; no page of another site may read even that. */
async function notKnownAgain({ app, visitors, row }: Trial, at: At, asks: readonly Asked[]): Promise<string[]> {
  const faults: string[] = [];
  for (const visitor of visitors[at]) {
    if (!DISGUISED.has(visitor.name) || row.who(visitor, methodOf(row))) continue;
    for (const asked of asks) {
      const { status, text, headers } = await send(app, asked, visitor);
      const nothing = status === 404 && (text === "not found" || text.includes('"reason":"no_route"'));
      const what = `${asked.method} ${asked.path} by ${visitor.name}`;
      if (!nothing && status !== 401 && status !== 403) faults.push(`${what}: ${status}`);
      if (headers.has("access-control-allow-origin")) faults.push(`${what}: open to other sites`);
    }
  }
  return faults;
}

/** One of each kind: nobody, one who is known and may little, one who is known elsewhere, one who made something up. */
const DISGUISED: ReadonlySet<string> = new Set(["nobody", "agent", "admin of the other account", "forged operator"]);

const methodOf = ({ route }: Row): string => route.split(" ")[0]?.replace("ALL", "GET") ?? "";

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function send(app: Hono, { method, path, headers, body }: Asked, visitor: Visitor): Promise<Answer> {
  const { cookie, ...shown } = visitor.shows(body);
  const cookies = [headers["cookie"], cookie].filter((one) => one !== undefined).join("; ");
  const bodiless = method === "GET" || method === "HEAD";
  const request = new Request(PUBLIC_URL + path, {
    method,
    headers: { ...headers, ...shown, ...(cookies === "" ? {} : { cookie: cookies }) },
    ...(bodiless || body === "" ? {} : { body }),
  });
  const response = await app.request(request);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Every row of these accounts, what was asked of their helpdesks, and which accounts there are. */
async function stateOf(world: World, accounts: readonly At[]): Promise<string> {
  const all = (await world.tierline.accounts.all()).length;
  const each = await Promise.all(
    accounts.map(async (at) => ({
      zendesk: { rows: await world.rows(at), calls: world.zendesk(at).calls.length },
      github: { rows: await world.rowsOf(await world.ownersAccount(at)), calls: world.github(at).calls.length },
    })),
  );
  return JSON.stringify({ all, each });
}
