import { describe, expect, test } from "vitest";
import type { AgentApi, Asked } from "../../app/sidebar/agent-api.ts";
import { newTicketFeed } from "../../app/sidebar/new-ticket-feed.ts";
import { ticketFeed } from "../../app/sidebar/ticket-feed.ts";
import type { TicketAnswer, WhatIfAnswer } from "../../src/api/ticket-answer.ts";
import type { WhatIfRequest } from "../../src/api/what-if.ts";
import { answered, imagined, SEVERITY_FIELD, STATES, TICKET_ID } from "../browser/answers.ts";
import { at } from "../support/given.ts";
import { HostDouble } from "./host-double.ts";
import { settled, TimersDouble } from "./timers-double.ts";

const NOW = at("2026-11-03 10:05");
const OFFLINE = { kind: "failed", failure: { kind: "offline", said: null } } as const;
const MINUTES_5 = 300_000;
const FIELD_PATH = `ticket.customField:custom_field_${SEVERITY_FIELD}`;

/** The answer at a severity; each severity was decided at another time. */
function atSeverity(level: 1 | 3): TicketAnswer {
  return { ...answered({ severity: level, now: NOW }), decidedAt: `2026-11-03T10:0${level}:00Z` };
}

async function openTicket(first: Asked<TicketAnswer> = { kind: "ok", value: atSeverity(3) }) {
  const [host, timers] = [new HostDouble(), new TimersDouble()];
  const server = { says: first, asked: 0, until: Promise.resolve() };
  const api: AgentApi = {
    answer: async () => {
      server.asked += 1;
      const { says } = server;
      await server.until;
      return says;
    },
    whatIf: async () => OFFLINE,
  };
  const feed = ticketFeed({ host, api, timers, ticketId: TICKET_ID });
  const close = feed.subscribe(() => undefined);
  await settled();
  return { host, timers, server, feed, close, shown: () => feed.snapshot().shown?.answer };
}

describe("the answer for a saved ticket", () => {
  test("is asked once at first, and then every five minutes", async () => {
    const { server, timers, shown } = await openTicket();
    expect(shown()).toEqual(atSeverity(3));
    expect(server.asked).toBe(1);
    expect(await timers.tick()).toBe(MINUTES_5);
    expect(server.asked).toBe(2);
  });

  test.each(["ticket.submit.done", "ticket.updated", "ticket.priority.changed", "ticket.organization.id.changed"])(
    "after %s it is asked again with growing pauses until a new decision is there",
    async (event) => {
      const { host, server, timers, shown } = await openTicket();
      host.happens(event);
      expect([await timers.tick(), await timers.tick(), await timers.tick()]).toEqual([500, 1_000, 1_500]);
      server.says = { kind: "ok", value: atSeverity(1) };
      expect(await timers.tick()).toBe(2_000);
      expect(shown()).toEqual(atSeverity(1));
      expect(timers.next).toBe(MINUTES_5);
    },
  );

  test("a change while a question is under way is asked after, whatever that question brings", async () => {
    const { host, server, timers, shown } = await openTicket();
    const { promise, resolve } = Promise.withResolvers<void>();
    host.happens("ticket.updated");
    server.says = { kind: "ok", value: atSeverity(1) };
    server.until = promise;
    await timers.tick();
    host.happens("ticket.priority.changed");
    resolve();
    await settled();
    expect(shown()).toEqual(atSeverity(1));
    expect(timers.next).toBeLessThan(MINUTES_5);
  });

  test("where nothing new comes of an event, the questions end", async () => {
    const { host, timers } = await openTicket();
    host.happens("ticket.updated");
    const waits: number[] = [];
    while (timers.next !== MINUTES_5) waits.push(await timers.tick());
    expect(waits).toHaveLength(9);
  });

  test("goes on being shown while the server can't be reached, with questions ever more seldom", async () => {
    const { server, timers, feed, shown } = await openTicket();
    server.says = OFFLINE;
    await timers.tick();
    expect(shown()).toEqual(atSeverity(3));
    expect(feed.snapshot().failure?.kind).toBe("offline");
    expect([await timers.tick(), await timers.tick(), await timers.tick()]).toEqual([5_000, 10_000, 20_000]);
    server.says = { kind: "ok", value: atSeverity(3) };
    await timers.tick();
    expect(feed.snapshot().failure).toBeNull();
  });

  test("for a ticket not seen yet it is asked again soon", async () => {
    const { server, timers, shown } = await openTicket({ kind: "ok", value: STATES["not-seen-yet"] });
    server.says = { kind: "ok", value: atSeverity(3) };
    expect(await timers.tick()).toBe(500);
    expect(shown()).toEqual(atSeverity(3));
  });

  test("nobody looks any more: no question, no timer, no listener", async () => {
    const { host, timers, close } = await openTicket();
    close();
    expect(timers.next).toBeNull();
    expect(host.listening("ticket.updated")).toBe(false);
  });
});

describe("choosing a severity on a saved ticket", () => {
  test("writes that one field in the agent's own session, and follows until the decision says the same", async () => {
    const { host, server, timers, feed } = await openTicket();
    host.reply = () => ({ status: 200, body: {} });
    feed.chooseSeverity(1);
    expect(feed.snapshot().change).toEqual({ kind: "sending", level: 1 });
    await settled();
    expect(host.calls).toEqual([
      {
        type: "PUT",
        url: `/api/v2/tickets/${TICKET_ID}.json`,
        body: { ticket: { custom_fields: [{ id: Number(SEVERITY_FIELD), value: "tierline_severity_1" }] } },
      },
    ]);
    expect(feed.snapshot().change).toEqual({ kind: "following", level: 1 });
    await timers.tick();
    server.says = { kind: "ok", value: atSeverity(1) };
    await timers.tick();
    expect(feed.snapshot().change).toEqual({ kind: "none" });
  });

  test("says so when the decision takes long, and still takes it when it comes", async () => {
    const { host, server, timers, feed } = await openTicket();
    host.reply = () => ({ status: 200, body: {} });
    feed.chooseSeverity(1);
    await settled();
    for (let question = 0; question < 7; question += 1) await timers.tick();
    expect(feed.snapshot().change).toEqual({ kind: "late", level: 1 });
    server.says = { kind: "ok", value: atSeverity(1) };
    await timers.tick();
    expect(feed.snapshot().change).toEqual({ kind: "none" });
  });

  test("shows that Zendesk refused it, and leaves the answer as it is", async () => {
    const { host, feed, shown } = await openTicket();
    host.reply = () => ({ status: 403, body: null });
    feed.chooseSeverity(1);
    await settled();
    expect(feed.snapshot().change).toMatchObject({ kind: "refused", level: 1, failure: { kind: "not_permitted" } });
    expect(shown()).toEqual(atSeverity(3));
  });
});

async function openForm() {
  const [host, timers] = [new HostDouble(), new TimersDouble()];
  const asked: WhatIfRequest[] = [];
  const api: AgentApi = {
    answer: async () => OFFLINE,
    whatIf: async (request): Promise<Asked<WhatIfAnswer>> => {
      asked.push(request);
      return { kind: "ok", value: imagined({ now: NOW, severity: request.severity ?? 3 }) };
    },
  };
  host.values.set("ticket.organization", { id: 360001, name: "Acme" });
  host.values.set("ticket.requester.email", "ada@acme.example");
  const feed = newTicketFeed({ host, api, timers });
  feed.subscribe(() => undefined);
  await settled();
  return { host, timers, asked, feed };
}

describe("the answer for a ticket that is being written", () => {
  const FORM = { organizationId: "360001", requesterEmail: "ada@acme.example" };

  test("is asked with the form's organization and requester, and once its field is known with the severity", async () => {
    const { host, timers, asked } = await openForm();
    expect(asked).toEqual([FORM]);
    host.values.set(FIELD_PATH, "tierline_severity_2");
    await timers.tick();
    expect(asked.at(-1)).toEqual({ ...FORM, severity: 2 });
  });

  test("follows the form: what the agent chooses there is asked anew", async () => {
    const { host, timers, asked } = await openForm();
    await timers.tick();
    host.values.set("ticket.requester.email", "grace@bolt.example");
    host.values.delete("ticket.organization");
    host.happens("ticket.requester.id.changed");
    host.happens("ticket.organization.changed");
    expect(await timers.tick()).toBe(150);
    expect(asked.at(-1)).toEqual({ requesterEmail: "grace@bolt.example" });
  });

  test("a severity that is chosen goes into the form's field, for the agent to submit", async () => {
    const { host, timers, asked, feed } = await openForm();
    await timers.tick();
    feed.chooseSeverity(1);
    await settled();
    expect(host.values.get(FIELD_PATH)).toBe("tierline_severity_1");
    await timers.tick();
    expect(asked.at(-1)).toEqual({ ...FORM, severity: 1 });
    expect(feed.snapshot().change).toEqual({ kind: "none" });
    expect(host.calls).toEqual([]);
  });

  test.each([
    ["nothing is filled in", {}],
    ["a requester without an e-mail address", { "ticket.requester.email": null }],
    ["an organization without an id", { "ticket.organization": {} }],
  ])("asks with what there is where there is %s", async (_name, values) => {
    const { host, timers, asked } = await openForm();
    host.values.clear();
    for (const [path, value] of Object.entries(values)) host.values.set(path, value);
    await timers.tick();
    expect(asked.at(-1)).toEqual({});
  });
});
