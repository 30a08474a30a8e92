import { describe, expect, test } from "vitest";
import { instant, after as later, minutes, seconds } from "../../src/core/time.ts";
import type { ChangesFrom } from "../../src/desk/helpdesk.ts";
import { createZendesk } from "../../src/zendesk/zendesk.ts";
import { type Answer, CONNECTION, farEnd, httpDate, json, NOON, signedIn } from "./given.ts";

const FROM: ChangesFrom = { kind: "since", at: later(NOON, minutes(-10)) };
const THERE: ChangesFrom = { kind: "cursor", cursor: "MTU3NjYxMzUzOS4wfHw0Njd8" };

const FIELDS = [
  { id: 101, value: "tierline_severity_2" },
  { id: 102, value: "2026-11-23T09:00:00Z" },
  { id: 103, value: "2026-11-23" },
  { id: 104, value: "Enterprise, severity 2" },
  { id: 999, value: "somebody else's" },
];

const ROW = {
  id: 35436,
  created_at: "2026-11-22T11:00:00Z",
  updated_at: "2026-11-22T11:55:07Z",
  generated_timestamp: 1795348800,
  status: "open",
  subject: "Help, my printer is on fire!",
  priority: "high",
  type: "incident",
  tags: ["enterprise", "other_tag"],
  custom_fields: FIELDS,
  requester_id: 20978392,
  organization_id: 509974,
  assignee_id: 235323,
  group_id: 98738,
  ticket_form_id: 7,
  metric_set: { ticket_id: 35436, reply_time_in_minutes: { calendar: null } },
};

const page = (tickets: readonly unknown[], more: object = {}) =>
  json({ tickets, after_cursor: "bmV4dA==", end_of_stream: true, ...more });

function zendesk(answer: Answer) {
  const far = farEnd(signedIn(answer));
  return { seen: far.seen, helpdesk: createZendesk({ connection: CONNECTION, fetch: far.fetch, now: () => NOON }) };
}

async function listed(...rows: readonly unknown[]) {
  const outcome = await zendesk(() => page(rows)).helpdesk.changed(FROM);
  if (outcome.kind !== "changed") throw new Error(outcome.kind);
  return outcome.tickets;
}

const nameOf = async (row: unknown): Promise<string | undefined> => (await listed(row))[0]?.fingerprint;

describe("asking for a page", () => {
  test.each([
    ["a time, in whole seconds", { kind: "since", at: instant(NOON - 600_001) }, `start_time=${NOON / 1000 - 601}`],
    ["a time within the minute that isn't exported", { kind: "since", at: NOON }, `start_time=${NOON / 1000 - 90}`],
    [
      "a time that a wrong clock put into the future",
      { kind: "since", at: later(NOON, minutes(99)) },
      `start_time=${NOON / 1000 - 90}`,
    ],
    ["a cursor, as it was given", { kind: "cursor", cursor: "a+b/c=" }, "cursor=a%2Bb%2Fc%3D"],
  ] satisfies [string, ChangesFrom, string][])("by %s", async (_, from, asked) => {
    const { helpdesk, seen } = zendesk(() => page([]));
    await helpdesk.changed(from);
    const last = seen.at(-1);
    expect(last?.method).toBe("GET");
    expect(`${last?.path}${last?.url.search}`).toBe(
      `/api/v2/incremental/tickets/cursor.json?per_page=250&include=metric_sets&${asked}`,
    );
  });
});

describe("reading a page", () => {
  test("the last one: all up to a minute before Zendesk's own time is told", async () => {
    const { helpdesk } = zendesk(() =>
      json({ tickets: [ROW], after_cursor: "x", end_of_stream: true }, 200, {
        date: httpDate(later(NOON, seconds(-20))),
      }),
    );
    expect(await helpdesk.changed(FROM)).toEqual({
      kind: "changed",
      tickets: [
        {
          ticketId: "35436",
          changedAt: Date.parse(ROW.updated_at),
          finished: false,
          solved: false,
          fingerprint: expect.stringMatching(/^[0-9a-f]{24}$/),
        },
      ],
      next: null,
      upTo: later(NOON, seconds(-80)),
    });
  });

  test("a clock of Zendesk's that is ahead of ours tells nothing too early", async () => {
    const { helpdesk } = zendesk(() =>
      json({ tickets: [], end_of_stream: true }, 200, { date: httpDate(later(NOON, minutes(60))) }),
    );
    expect(await helpdesk.changed(FROM)).toMatchObject({ upTo: later(NOON, minutes(-1)) });
  });

  test("one of several says where the next begins, even when it is empty", async () => {
    const { helpdesk } = zendesk(() => page([], { end_of_stream: false }));
    expect(await helpdesk.changed(THERE)).toMatchObject({ kind: "changed", tickets: [], next: "bmV4dA==" });
  });

  test.each(["closed", "deleted", "archived", "Scrubbed"])("a ticket that is %s is finished", async (status) => {
    expect(await listed({ ...ROW, status })).toMatchObject([{ finished: true }]);
  });

  test("a row that can't be understood is a ticket to look at, and hides no other; one without an id is no ticket", async () => {
    const tickets = await listed({ ...ROW, created_at: "yesterday" }, { subject: "no id" }, null, 7, { ...ROW, id: 2 });
    expect(tickets).toMatchObject([{ ticketId: "35436", fingerprint: "unreadable" }, { ticketId: "2" }]);
  });
});

describe("when there is no next page to be had", () => {
  test.each([
    ["the same cursor again", () => page([ROW], { after_cursor: THERE.cursor, end_of_stream: false })],
    ["no cursor", () => page([ROW], { after_cursor: null, end_of_stream: false })],
    ["that the cursor is invalid", () => json({ error: "InvalidValue", description: "Invalid cursor" }, 400)],
    ["that the cursor is too old", () => json({ error: "InvalidCursor" }, 422)],
  ])("because Zendesk says %s, the place is lost", async (_, answer) => {
    expect(await zendesk(answer).helpdesk.changed(THERE)).toMatchObject({ kind: "lost" });
  });

  test.each([
    [403, { error: "Forbidden" }, "forbidden"],
    [500, {}, "unavailable"],
    [400, { error: "StartTimeTooRecent" }, "unavailable"],
    [429, {}, "throttled"],
    [200, { tickets: "none" }, "unavailable"],
  ])("because it answers %i %j: %s", async (status, body, kind) => {
    expect(await zendesk(() => json(body, status)).helpdesk.changed(FROM)).toMatchObject({ kind });
  });

  test.each([
    { left: 500, others: "go on" },
    { left: 0, others: "wait" },
  ])("because its limit is used up while the account has $left calls left, other calls $others", async ({ left }) => {
    const limits = { "x-rate-limit": "700", "x-rate-limit-remaining": String(left), "retry-after": "40" };
    const { helpdesk, seen } = zendesk(({ path }) =>
      path.includes("incremental") ? json({}, 429, limits) : json({}, 404),
    );
    expect(await helpdesk.changed(FROM)).toMatchObject({ kind: "throttled", until: later(NOON, seconds(40)) });
    const [ticket] = await listed(ROW);
    if (ticket === undefined) throw new Error("no ticket");
    const asked = seen.length;
    expect(await helpdesk.read(ticket.ticketId)).toMatchObject({ kind: left === 0 ? "throttled" : "gone" });
    expect(seen.length - asked).toBe(left === 0 ? 0 : 1);
  });
});

describe("a fingerprint", () => {
  test.each([
    ["priority", { priority: "low" }],
    ["severity", { custom_fields: [{ id: 101, value: "tierline_severity_1" }, ...FIELDS.slice(1)] }],
    ["due date, overwritten by hand", { custom_fields: [...FIELDS.slice(0, 2), { id: 103, value: null }, FIELDS[3]] }],
    ["tags", { tags: ["enterprise"] }],
    ["subject", { subject: "Help, my printer is out!" }],
    ["form", { ticket_form_id: 8 }],
    ["requester", { requester_id: 1 }],
    ["organization", { organization_id: null }],
    ["type, when it becomes a task", { type: "task" }],
    ["first reply", { metric_set: { ticket_id: 35436, reply_time_in_minutes: { calendar: 3 } } }],
  ])("changes with the %s", async (_, change) => {
    expect(await nameOf({ ...ROW, ...change })).not.toBe(await nameOf(ROW));
  });

  test.each([
    ["assignee and group", { assignee_id: null, group_id: 1 }],
    ["status", { status: "pending" }],
    ["time", { updated_at: "2026-11-22T11:59:00Z", generated_timestamp: 1 }],
    ["order of the tags", { tags: ["other_tag", "enterprise"] }],
    ["fields that aren't ours", { custom_fields: FIELDS.slice(0, 4) }],
    ["type, other than a task", { type: "problem" }],
  ])("does not change with the %s", async (_, change) => {
    expect(await nameOf({ ...ROW, ...change })).toBe(await nameOf(ROW));
  });

  test("is the same of a ticket as read, as written, and as exported, with its metrics inside or beside", async () => {
    const beside = { metric_sets: [{ ticket_id: 35436, reply_time_in_minutes: { calendar: 3 } }] };
    const { metric_set: _, ...row } = ROW;
    const { helpdesk } = zendesk(({ path, method }) =>
      path.includes("incremental")
        ? page([row], beside)
        : method === "PUT"
          ? json({ ticket: row })
          : json({ ticket: row, users: [], organizations: [{ id: 509974, name: "Acme" }], ...beside }),
    );
    const exported = await helpdesk.changed(FROM);
    const [ticket] = exported.kind === "changed" ? exported.tickets : [];
    if (ticket === undefined) throw new Error("nothing exported");
    const read = await helpdesk.read(ticket.ticketId);
    if (read.kind !== "read") throw new Error(read.kind);
    const written = await helpdesk.write(read.reading, [{ kind: "set_priority", priority: "high" }]);
    expect(read.reading.fingerprint).toBe(ticket.fingerprint);
    expect(written).toMatchObject({ kind: "written", fingerprint: ticket.fingerprint });
  });
});
