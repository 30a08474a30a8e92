import * as z from "zod";
import type { WhatIfAnswer } from "../../src/api/ticket-answer.ts";
import type { WhatIfRequest } from "../../src/api/what-if.ts";
import type { Host } from "../host.ts";
import type { AgentApi } from "./agent-api.ts";
import { type Feed, holdSnapshot, oneAtATime, type SeverityLevel, type Timers } from "./feed.ts";

const EVENTS = [
  "app.activated",
  "ticket.requester.id.changed",
  "ticket.requester.email.changed",
  "ticket.organization.id.changed",
  "ticket.organization.changed",
] as const;

/** The arrival would be now: the answer moves with the clock. */
const IDLE_MS = 60_000;
/** One word typed changes several fields: wait for the last. */
const SETTLE_MS = 150;

export interface NewTicketFeedDeps {
  readonly host: Host;
  readonly api: AgentApi;
  readonly timers: Timers;
}

/** What the ticket would be if the form were submitted now. */
export function newTicketFeed({ host, api, timers }: NewTicketFeedDeps): Feed {
  let stopTimer = () => {};
  let heardField: string | null = null;
  /** Something has changed that no question says yet. */
  let changed = false;
  const endings: (() => void)[] = [];
  const store = holdSnapshot(begin);

  const ask = oneAtATime(async () => {
    changed = false;
    const known = answerOf(store.snapshot());
    const asked = await api.whatIf(await readForm(host, known));
    if (asked.kind === "ok") {
      store.update({ shown: { answer: asked.value, heardAt: timers.now() }, failure: null, change: { kind: "none" } });
      listenToField(asked.value.severityFieldId);
      // The field's id comes with the first answer; only then can its value be read.
      if (known === null && asked.value.severityFieldId !== null) soon();
    } else store.update({ failure: asked.failure });
    if (!changed) later(IDLE_MS);
  });

  const later = (ms: number): void => {
    stopTimer();
    stopTimer = timers.after(ms, ask);
  };
  const soon = (): void => {
    changed = true;
    later(SETTLE_MS);
  };

  function begin(): () => void {
    endings.push(...EVENTS.map((event) => host.on(event, soon)));
    ask();
    return () => {
      for (const end of endings.splice(0)) end();
      heardField = null;
      stopTimer();
    };
  }

  function listenToField(id: string | null): void {
    if (id === null || id === heardField) return;
    heardField = id;
    endings.push(host.on(`ticket.custom_field_${id}.changed`, soon));
  }

  async function chooseSeverity(level: SeverityLevel): Promise<void> {
    const answer = answerOf(store.snapshot());
    const option = answer?.severities.find((choice) => choice.level === level)?.option;
    if (answer === null || answer.severityFieldId === null || option === undefined) return;
    store.update({ change: { kind: "sending", level } });
    try {
      await host.set(`ticket.customField:custom_field_${answer.severityFieldId}`, option);
      soon();
    } catch {
      store.update({ change: { kind: "refused", level, failure: { kind: "not_permitted", said: null } } });
    }
  }

  return {
    snapshot: store.snapshot,
    subscribe: store.subscribe,
    chooseSeverity: (level) => void chooseSeverity(level),
    refresh: ask,
  };
}

function answerOf({ shown }: ReturnType<Feed["snapshot"]>): WhatIfAnswer | null {
  return shown?.answer.state === "imagined" ? shown.answer : null;
}

const idShape = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^[1-9]\d{0,19}$/));
const organizationShape = z.object({ id: idShape, externalId: z.string().min(1).max(255).nullish().catch(null) });
const emailShape = z.string().min(3).max(254).includes("@");

async function readForm(host: Host, known: WhatIfAnswer | null): Promise<WhatIfRequest> {
  const fieldId = known?.severityFieldId ?? null;
  const field = fieldId === null ? null : `ticket.customField:custom_field_${fieldId}`;
  const values = await host
    .get(["ticket.organization", "ticket.requester.email", ...(field === null ? [] : [field])])
    .catch(() => new Map<string, unknown>());
  const organization = organizationShape.safeParse(values.get("ticket.organization"));
  const requester = emailShape.safeParse(values.get("ticket.requester.email"));
  const option = field === null ? null : values.get(field);
  const severity = known?.severities.find((choice) => choice.option === option)?.level;
  return {
    ...(organization.success ? organizationAsked(organization.data) : {}),
    ...(requester.success ? { requesterEmail: requester.data } : {}),
    ...(severity === undefined ? {} : { severity }),
  };
}

/** The mapping may know it by its external id alone. */
const organizationAsked = ({ id, externalId }: z.infer<typeof organizationShape>): WhatIfRequest => ({
  organizationId: id,
  ...(externalId ? { externalId } : {}),
});
