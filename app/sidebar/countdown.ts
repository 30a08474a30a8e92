import type { Decided } from "../../src/api/ticket-answer.ts";

/** How the first response stands at an instant. `due_soon`: not late yet, and the time to act. */
export type Standing = "on_track" | "due_soon" | "overdue" | "met" | "met_late" | "no_target";

/** Everything that changes from one second to the next. Times are epoch milliseconds, lengths milliseconds. */
export interface Moment {
  readonly standing: Standing;
  /** Time that counts until due: support hours, or the clock's own where the promise runs around it. */
  readonly countingLeft: number;
  /** Until due on the clock on the wall; 0 when it is past. */
  readonly wallLeft: number;
  /** How late the first response is or was, around the clock; 0 when it isn't. */
  readonly late: number;
  /** Support is closed now, and the counted time stands still until then. */
  readonly stillUntil: number | null;
}

type Spans = readonly { readonly from: string; readonly to: string }[];

/** What the countdown needs of an answer. */
interface Counted extends Readonly<Pick<Decided, "aim" | "due" | "firstResponse">> {
  readonly countdown: {
    readonly aroundTheClock: boolean;
    readonly wholeMs: number;
    readonly openSpans: Spans;
  } | null;
}

/** Without a range to aim at, the last quarter of the time is the time to act. */
const SOON = 0.25;

/** @param now the server's clock, not the browser's: see {@link serverClock} */
export function momentAt({ aim, due, firstResponse, countdown }: Counted, now: number): Moment {
  const { kind, byMs } = firstResponse;
  const ended = { countingLeft: 0, wallLeft: 0, stillUntil: null };
  if (kind === "met") return { ...ended, standing: "met", late: 0 };
  if (kind === "met_late") return { ...ended, standing: "met_late", late: byMs ?? 0 };
  if (kind === "no_target" || due === null || countdown === null) return { ...ended, standing: "no_target", late: 0 };

  const dueAt = Date.parse(due);
  if (now >= dueAt) return { ...ended, standing: "overdue", late: now - dueAt };
  const countingLeft = leftOf(countdown.openSpans, now);
  const pastAim = aim !== null && aim !== due && now >= Date.parse(aim);
  const noRange = aim === null || aim === due;
  const soon = pastAim || (noRange && countingLeft <= countdown.wholeMs * SOON);
  return {
    standing: soon ? "due_soon" : "on_track",
    countingLeft,
    wallLeft: dueAt - now,
    late: 0,
    stillUntil: opensAt(countdown.openSpans, now),
  };
}

function leftOf(spans: Spans, now: number): number {
  return spans.reduce((sum, { from, to }) => sum + Math.max(0, Date.parse(to) - Math.max(Date.parse(from), now)), 0);
}

/** The next beginning, unless time counts at `now` already. */
function opensAt(spans: Spans, now: number): number | null {
  const next = spans.find(({ to }) => Date.parse(to) > now);
  if (next === undefined) return null;
  const from = Date.parse(next.from);
  return from > now ? from : null;
}

/** The server's clock, told from the browser's, which may be wrong by hours. */
export const serverClock = (serverSaid: string, heardAt: number) => {
  const ahead = Date.parse(serverSaid) - heardAt;
  return (browserNow: number): number => browserNow + ahead;
};
