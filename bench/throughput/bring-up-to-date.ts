import { VirtualClock } from "../../cli/demo/clock.ts";
import { createEmulator, type Emulator } from "../../emulator/emulator.ts";
import { userId } from "../../src/core/id.ts";
import { after, type Instant, instant, milliseconds, minutes, seconds } from "../../src/core/time.ts";
import { Desk } from "../../src/desk/desk.ts";
import { countWork } from "../../src/desk/work.ts";
import { nodeHashing } from "../../src/node/hashing.ts";
import { openSqlite, type SqlFile } from "../../src/node/sqlite.ts";
import { createZendeskClient } from "../../src/zendesk/client.ts";
import type { ZendeskConnection } from "../../src/zendesk/connection.ts";
import { parseEvent } from "../../src/zendesk/event.ts";
import { connect } from "../../src/zendesk/provision.ts";
import { createZendesk } from "../../src/zendesk/zendesk.ts";
import { randomFrom } from "../../test/support/business-questions.ts";
import { factsIn } from "../../test/support/facts.ts";
import { POLICY } from "../../test/support/given.ts";

export interface Case {
  /** Calls a minute that the account allows. */
  readonly plan: number;
  readonly tickets: number;
  /** Whether the Desk may use the calls for many tickets. */
  readonly together: boolean;
  /** Whether the events of our own writes come back. */
  readonly echoes: boolean;
}

export interface Spent {
  readonly reads: number;
  readonly writes: number;
  readonly asked: number;
  readonly echoes: number;
  /** Of the helpdesk's time. */
  readonly minutes: number;
}

/** Nothing public says how long a job takes, or an answer. */
export const JOB_MS = 10_000;
export const LATENCY_MS = 300;
const ORIGIN = "http://127.0.0.1:4001";
const BEGINS = instant(Date.UTC(2026, 10, 3, 10));

/** A real Desk and an emulated account; so many tickets wait to be looked at, and none of them is as it should be. */
export async function bringUpToDate({ plan, tickets, together, echoes }: Case): Promise<Spent> {
  const clock = new VirtualClock(BEGINS);
  const events: Uint8Array[] = [];
  const emulator = createEmulator({
    subdomain: "acme",
    origin: ORIGIN,
    now: clock.now,
    random: randomFrom(plan),
    delay: (ms, run) => void clock.at(after(clock.now(), milliseconds(ms)), run),
    // With the largest plan, 300 tickets a minute may be updated alone instead of 100.
    rateLimits: { account: plan, ticketUpdates: plan === 2500 ? 300 : 100 },
    jobMs: JOB_MS,
    fetch: async (input, init) => {
      events.push(new Uint8Array(await new Request(input, init).arrayBuffer()));
      return new Response("ok");
    },
  });
  const ask: typeof fetch = async (input, init) => {
    const response = await emulator.fetch(new Request(input, init));
    await new Promise<void>((go) => clock.at(after(clock.now(), milliseconds(LATENCY_MS)), () => go()));
    return response;
  };
  const connection = await drive(clock, connected(emulator, ask, clock));
  for (const webhook of emulator.state.webhooks.values()) webhook.status = "inactive";
  const ids = await populate(emulator, tickets);
  // Nobody has touched them lately.
  clock.advanceTo(after(clock.now(), minutes(30)));
  if (echoes) for (const webhook of emulator.state.webhooks.values()) webhook.status = "active";

  const sql = openSqlite(":memory:");
  const done = Promise.withResolvers<void>();
  let cancel = (): void => undefined;
  const wakeAt = (at: Instant | null): void => {
    cancel();
    if (at === null) done.resolve();
    else cancel = clock.at(at, () => void desk.wake());
  };
  const desk = new Desk({
    ...{
      sql,
      facts: factsIn(sql),
      now: clock.now,
      random: randomFrom(plan + 1),
      wakeAt,
      settle: seconds(1),
      sweep: null,
    },
    soon: (body) => void setImmediate(body),
    report: () => undefined,
  });
  wait(sql, ids);
  const before = { ...emulator.counts };
  const zendesk = createZendesk({ connection, fetch: ask, now: clock.now, hashing: nodeHashing });
  const ownUser = userId(connection.provisioned.integrationUserId);
  const begun = clock.now();
  desk.equip({ helpdesk: together ? zendesk : { ...zendesk, bulk: null }, policy: POLICY, ownUser });
  let taken = 0;
  await drive(clock, done.promise, () => {
    for (const body of events.splice(0)) {
      taken += 1;
      const { delivery, happenedAt } = parseEvent(body);
      void desk.accept({ digest: String(taken), happenedAt, receivedAt: clock.now(), delivery, sealedBody: null });
    }
  });
  check(emulator, sql, tickets);
  sql.close();
  const called = (name: string) => (emulator.counts[name] ?? 0) - (before[name] ?? 0);
  return {
    reads: called("GET /api/v2/tickets/show_many") + called("GET /api/v2/tickets/{id}"),
    writes: called("PUT /api/v2/tickets/update_many") + called("PUT /api/v2/tickets/{id}"),
    asked: called("GET /api/v2/job_statuses/show_many"),
    echoes: taken,
    minutes: (clock.now() - begun) / 60_000,
  };
}

/** Lets time go by until `work` is done, from one thing that happens to the next. */
async function drive<Value>(clock: VirtualClock, work: Promise<Value>, between?: () => void): Promise<Value> {
  let over = false;
  void work.finally(() => (over = true)).catch(() => undefined);
  while (!over) {
    for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    between?.();
    const next = clock.next();
    if (next !== null) clock.advanceTo(next);
  }
  return work;
}

async function connected(emulator: Emulator, ask: typeof fetch, { now }: VirtualClock): Promise<ZendeskConnection> {
  const { identifier, secret } = emulator.seed.client;
  const credentials = { kind: "oauth_client", clientId: identifier, clientSecret: secret } as const;
  const client = createZendeskClient({ origin: ORIGIN, credentials, fetch: ask, now });
  const tiers = [...POLICY.tiers.values()].map(({ name, title }) => ({ name, title }));
  const wanted = { webhookEndpoint: "https://tierline.example/webhooks/zendesk/desk", tiers };
  const outcome = await connect({ client, wanted, previous: null, dryRun: false });
  if (!outcome.ok || outcome.value.provisioned === null) throw new Error("the emulated account can't be connected");
  return { subdomain: "acme", origin: ORIGIN, credentials, provisioned: outcome.value.provisioned, webhookSecrets: [] };
}

/** One ticket by the API and all others in its likeness: a hundred thousand calls would be most of the bench. */
async function populate({ fetch, state, seed }: Emulator, count: number): Promise<readonly number[]> {
  const ticket = {
    subject: "Push messages arrive late",
    comment: { body: "Since this morning." },
    requester: { email: "ada@acme.example" },
  };
  const headers = {
    authorization: `Basic ${btoa(`${seed.admin.email}/token:${seed.apiToken}`)}`,
    "content-type": "application/json",
  };
  await fetch(new Request(`${ORIGIN}/api/v2/tickets`, { method: "POST", headers, body: JSON.stringify({ ticket }) }));
  const [first] = state.tickets.values();
  if (first === undefined) throw new Error("the emulated account takes no ticket");
  for (let id = first.id + 1; id < first.id + count; id += 1) {
    state.tickets.set(id, { ...first, id, comments: [...first.comments], audits: [...first.audits], followup_ids: [] });
  }
  return [...state.tickets.keys()];
}

function wait(sql: SqlFile, ids: readonly number[]): void {
  sql.transaction(() => {
    sql.run(`INSERT INTO setting (key, value) VALUES ('mode', 'live')`);
    for (const id of ids) {
      sql.run(`INSERT INTO work (ticket_id, due_at, foreign_event) VALUES (?, ?, 1)`, String(id), BEGINS);
    }
  });
}

function check({ state }: Emulator, sql: SqlFile, count: number): void {
  const written = [...state.tickets.values()].filter(({ facts }) => facts.priority !== null).length;
  if (written !== count || countWork(sql) > 0) throw new Error(`${written} of ${count} tickets were written`);
}
