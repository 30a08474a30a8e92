import type { TicketAnswer } from "../../src/api/ticket-answer.ts";
import type { Host } from "../host.ts";
import { type AgentApi, failureOf } from "./agent-api.ts";
import { type Feed, holdSnapshot, oneAtATime, type SeverityLevel, type Timers } from "./feed.ts";

/** A saved ticket, or the form around it: whatever may change what Tierline says. */
const EVENTS = [
  "app.activated",
  "ticket.submit.done",
  "ticket.updated",
  "ticket.status.changed",
  "ticket.priority.changed",
  "ticket.organization.id.changed",
  "ticket.requester.id.changed",
  "ticket.form.id.changed",
  "ticket.tags.changed",
] as const;

/** After something changed, when to ask: Tierline hears of it by a webhook, mostly within two seconds. */
const FOLLOW_MS = [500, 1_000, 1_500, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000] as const;
/** From this question on, a person is told that it takes long. */
const LATE_FROM = 6;
/** After a question without an answer, and twice as long after each further one. */
const RETRY_MS = 5_000;
/** Holidays, other agents, the policy: what no event of this ticket tells of. */
const IDLE_MS = 5 * 60_000;

export interface TicketFeedDeps {
  readonly host: Host;
  readonly api: AgentApi;
  readonly timers: Timers;
  readonly ticketId: string;
}

/** Follows a ticket that exists: asks at first, when something about it changes, and now and then. */
export function ticketFeed({ host, api, timers, ticketId }: TicketFeedDeps): Feed {
  let step: number | null = null;
  let changes = 0;
  let failures = 0;
  let stopTimer = () => {};
  const store = holdSnapshot(begin);
  const ask = oneAtATime(async () => {
    const known = changes;
    const asked = await api.answer(ticketId);
    if (asked.kind === "ok") heard(asked.value, changes > known);
    else store.update({ failure: asked.failure });
    failures = asked.kind === "ok" ? 0 : failures + 1;
    schedule();
  });

  function begin(): () => void {
    const endings = EVENTS.map((event) => host.on(event, changed));
    // Other fields by their own event; the severity's is known with the first answer.
    ask();
    return () => {
      for (const end of endings) end();
      stopTimer();
    };
  }

  /** Asks soon and again, since what changed reaches Tierline by its own way. */
  function changed(): void {
    changes += 1;
    step = 0;
    schedule();
  }

  function schedule(): void {
    stopTimer();
    const follow = step === null ? undefined : FOLLOW_MS[step];
    if (step !== null) step = follow === undefined ? null : step + 1;
    const retry = failures === 0 ? IDLE_MS : Math.min(RETRY_MS * 2 ** (failures - 1), IDLE_MS);
    stopTimer = timers.after(follow ?? retry, ask);
  }

  /** @param overtaken something changed while the answer was on its way: it may not tell of that yet */
  function heard(answer: TicketAnswer, overtaken: boolean): void {
    const before = store.snapshot().shown?.answer ?? null;
    const { change } = store.snapshot();
    const moved = before === null || decidedAt(before) !== decidedAt(answer);
    const following = change.kind === "following" || change.kind === "late";
    const arrived = following && answer.state === "answered" && answer.severity.level === change.level;
    store.update({
      shown: { answer, heardAt: timers.now() },
      failure: null,
      ...(arrived ? { change: { kind: "none" } } : {}),
      ...(following && !arrived && (step ?? FOLLOW_MS.length) >= LATE_FROM
        ? { change: { kind: "late", level: change.level } }
        : {}),
    });
    // What was waited for has come; an answer that only looks newer may not be the last one.
    if (!overtaken && (arrived || (moved && !following))) step = null;
    // Its first webhook may be on its way.
    if (answer.state === "unknown" && before === null) step = 0;
  }

  async function chooseSeverity(level: SeverityLevel): Promise<void> {
    const answer = store.snapshot().shown?.answer;
    if (answer?.state !== "answered" || answer.severityFieldId === null) return;
    const option = answer.severities.find((choice) => choice.level === level)?.option;
    if (option === undefined) return;
    store.update({ change: { kind: "sending", level } });
    // No safe_update: one field is written and nothing else, and an agent's word on it is always the last one.
    const saved = await host.request({
      type: "PUT",
      url: `/api/v2/tickets/${ticketId}.json`,
      body: { ticket: { custom_fields: [{ id: Number(answer.severityFieldId), value: option }] } },
    });
    if (saved.status !== 200) {
      store.update({ change: { kind: "refused", level, failure: failureOf(saved) } });
      return;
    }
    store.update({ change: { kind: "following", level } });
    changed();
  }

  return {
    snapshot: store.snapshot,
    subscribe: store.subscribe,
    chooseSeverity: (level) => void chooseSeverity(level),
    refresh: ask,
  };
}

const decidedAt = (answer: unknown): unknown =>
  typeof answer === "object" && answer !== null && "decidedAt" in answer ? answer.decidedAt : null;
