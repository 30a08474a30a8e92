import { formatInstant, type Instant } from "../core/time.ts";
import type { SweepOverview } from "../desk/sweep.ts";
import type { Backfill, SweepTrouble } from "../desk/sweep-state.ts";
import type { Finding } from "./answers.ts";
import type { Source } from "./source.ts";

/** So many tickets are named; the log of deliveries in the helpdesk has the rest. */
const NAMED = 5;
const HOUR_MS = 3_600_000;
/** A sweep this many periods late is one that doesn't come. */
const LATE = 3;

interface Known {
  readonly sweep: SweepOverview | null;
  readonly lastEventAt: Instant | null;
}

/** What the sweep knows of webhooks that did not come, and whether it works itself. */
export function sweepFindings({ sweep, lastEventAt }: Known, now: Instant, mends: Source["mends"]): readonly Finding[] {
  if (sweep === null) return [];
  const { endedAt, trouble, missedLately, every, backfill } = sweep;
  const findings: Finding[] = [];
  if (trouble !== null) findings.push(failing(trouble, mends));
  else if (backfill?.endedAt === null) findings.push({ level: "ok", what: underWay(backfill), mend: "" });
  else if (endedAt !== null && now - endedAt > LATE * every) {
    const what = `The search for tickets whose webhooks were lost last came to its end at ${formatInstant(endedAt)}.`;
    findings.push({
      level: "warning",
      what,
      mend: "After a long outage that is as it should be; see `swept` in the log.",
    });
  } else if (endedAt !== null) {
    findings.push({
      level: "ok",
      what: `All changes of tickets were gone through at ${formatInstant(endedAt)}.`,
      mend: "",
    });
  }
  if (missedLately.length > 0) findings.push({ ...missing(missedLately, lastEventAt, now), mend: mends.lostWebhooks });
  return findings;
}

const underWay = ({ since, listed, found }: Backfill): string =>
  `Backfill under way: of what changed since ${formatInstant(since)}, ${listed} tickets were listed so far, ${found} to look at.`;

function missing(tickets: readonly string[], lastEventAt: Instant | null, now: Instant): Omit<Finding, "mend"> {
  const silent = lastEventAt === null || now - lastEventAt > HOUR_MS;
  const some = tickets.slice(0, NAMED).join(", ");
  const named = tickets.length > NAMED ? `${some}, …` : some;
  const count = tickets.length === 1 ? "1 ticket" : `${tickets.length} tickets`;
  const changed = `${count} changed without a webhook in the last hour (${named})`;
  return {
    level: silent ? "problem" : "warning",
    what: silent
      ? `Webhooks are not arriving: ${changed}. They were found by asking, minutes late.`
      : `Some webhooks were lost: ${changed}. They were found by asking, minutes late.`,
  };
}

function failing({ kind, detail, since }: SweepTrouble, { forbiddenSweep }: Source["mends"]): Finding {
  const what = `Tickets whose webhooks were lost can't be searched for since ${formatInstant(since)}: ${detail}`;
  switch (kind) {
    case "forbidden":
      return { level: "problem", what, mend: forbiddenSweep };
    case "reauth_required":
      return { level: "problem", what, mend: "Run connect again with credentials that work." };
    case "throttled":
    case "unavailable":
    case "lost":
      return {
        level: "warning",
        what,
        mend: "It is tried again by itself. If it stays, look into the log for `swept`.",
      };
  }
}
