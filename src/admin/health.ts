import type { Overview, Rate } from "../account/answers.ts";
import { instantOrNull } from "../answer/show-span.ts";
import type { Examination, Health } from "../api/health.ts";
import { formatInstant, type Instant } from "../core/time.ts";
import { changesUnderWay } from "../desk/change-feed.ts";
import { countFacts } from "../desk/facts-rows.ts";
import { missedSince } from "../desk/missed.ts";
import { listParked } from "../desk/parked.ts";
import { readSweep } from "../desk/sweep-state.ts";
import { overdueSince } from "../desk/work.ts";
import type { AdminDeps } from "./deps.ts";
import { mappingInGit } from "./mapping-from-git.ts";

const MOST_PARKED = 100;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** What the account knows of itself beyond its rows. */
export interface Vitals {
  readonly overview: Overview;
  readonly credentials: Health["credentials"];
  readonly rate: Rate | null;
  readonly examined: Examination | null;
}

/** How the account does, from what it knows: the helpdesk isn't asked. */
export function healthOf({ sql, now, inForce }: AdminDeps, vitals: Vitals): Health {
  const { overview, credentials, rate, examined } = vitals;
  const at = now();
  const parked = listParked(sql);
  const overdue = overdueSince(sql, at);
  const { pause, sweep, lastEventAt, writing } = overview;
  return {
    account: overview.account ?? "",
    now: formatInstant(at),
    mode: writing.mode,
    canary: [...writing.canary],
    owner: inForce.owner,
    git: mappingInGit(sql),
    policyVersion: inForce.policy.version,
    waiting: overview.waiting,
    oldestWaitingMs: overdue === null ? null : at - overdue,
    openTickets: countFacts(sql),
    parked: parked.slice(0, MOST_PARKED).map(({ id, since, ...one }) => ({
      ...one,
      id: String(id),
      since: formatInstant(since),
    })),
    parkedCount: parked.length,
    pause: pause === null ? null : { ...pause, until: formatInstant(pause.until) },
    lastEventAt: instantOrNull(lastEventAt),
    sweep: sweepOf(sql, overview, at),
    rate: rate === null ? null : { limit: rate.limit, remaining: rate.remaining, at: formatInstant(rate.at) },
    credentials,
    webhook: {
      state: webhookState(sweep, lastEventAt, at),
      faults: [...(sweep?.webhook?.faults ?? [])],
      at: instantOrNull(sweep?.webhook?.at ?? null),
    },
    changes: changesUnderWay(sql).map(({ id, ...change }) => ({ ...change, id: String(id) })),
    examined,
  };
}

function sweepOf(sql: AdminDeps["sql"], { sweep }: Overview, at: Instant): Health["sweep"] {
  const state = readSweep(sql);
  if (sweep === null || state === null) return null;
  return {
    endedAt: instantOrNull(sweep.endedAt),
    nextAt: formatInstant(state.nextAt),
    trouble: sweep.trouble?.detail ?? null,
    missedLastDay: missedSince(sql, (at - DAY_MS) as Instant).length,
  };
}

function webhookState(sweep: Overview["sweep"], lastEventAt: Instant | null, at: Instant): Health["webhook"]["state"] {
  if (lastEventAt !== null && at - lastEventAt < HOUR_MS) return "delivering";
  const missed = (sweep?.missedLately.length ?? 0) > 0;
  return missed || (sweep?.webhook?.faults.length ?? 0) > 0 ? "silent" : "unknown";
}
