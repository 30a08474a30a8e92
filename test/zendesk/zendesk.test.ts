import { describe, expect, test } from "vitest";
import type { Change } from "../../src/core/ticket.ts";
import { instant } from "../../src/core/time.ts";
import type { Reading } from "../../src/desk/helpdesk.ts";
import { createZendesk } from "../../src/zendesk/zendesk.ts";
import {
  type Answer,
  CONNECTION,
  clock,
  farEnd,
  httpDate,
  json,
  NOON,
  networkFailure,
  signedIn,
  ticket5158,
} from "./given.ts";

const ID = ticket5158();
const UPDATED = "2026-11-22T11:59:58Z";
const TICKET = {
  id: 5158,
  created_at: "2026-11-22T09:00:00Z",
  updated_at: UPDATED,
  status: "open",
  priority: "normal",
  tags: ["vip"],
  custom_fields: [101, 102, 103, 104].map((id) => ({ id, value: null })),
};

function zendesk(answer: Answer) {
  const end = farEnd(signedIn(answer));
  const { now } = clock();
  return { ...end, ...createZendesk({ connection: CONNECTION, fetch: end.fetch, now }) };
}

async function reading(): Promise<Reading> {
  const outcome = await zendesk(() => json({ ticket: TICKET, users: [] })).read(ID);
  if (outcome.kind !== "read") throw new Error(outcome.kind);
  return outcome.reading;
}

describe("reading a ticket", () => {
  test("is one call, with everything that belongs to the ticket", async () => {
    const { read, seen } = zendesk(() => json({ ticket: TICKET, users: [] }));
    expect(await read(ID)).toMatchObject({
      kind: "read",
      reading: { ticket: { id: "5158" }, stamp: Date.parse(UPDATED) },
    });
    expect(seen).toHaveLength(2);
    expect(seen[1]?.url.href).toBe(
      "https://acme.zendesk.com/api/v2/tickets/5158.json?include=users,organizations,metric_sets",
    );
  });

  test.each([
    ["in the same second", 0, false],
    ["a second later", 1000, true],
    ["with a clock that runs behind", -5000, false],
  ])("answered %s (%i ms), whether the stamp is settled: %s", async (_, later, settled) => {
    const date = httpDate(instant(Date.parse(UPDATED) + later));
    const outcome = await zendesk(() => json({ ticket: TICKET, users: [] }, 200, { date })).read(ID);
    expect(outcome).toMatchObject({ reading: { settled } });
  });

  test("goes by this machine's clock where the answer names no time", async () => {
    const undated = () =>
      new Response(JSON.stringify({ ticket: TICKET, users: [] }), { headers: { "content-type": "application/json" } });
    expect(await zendesk(undated).read(ID)).toMatchObject({ reading: { settled: true } });
  });

  test.each<[string, Answer, object]>([
    ["404", () => json({}, 404), { kind: "gone" }],
    ["a deleted ticket", () => json({ ticket: { ...TICKET, status: "deleted" } }), { kind: "gone" }],
    ["401", () => json({}, 401), { kind: "reauth_required" }],
    ["403", () => json({}, 403), { kind: "forbidden" }],
    ["429", () => json({}, 429, { "retry-after": "5" }), { kind: "throttled", until: NOON + 5000, scope: "account" }],
    ["500", () => json({}, 500), { kind: "unavailable" }],
    ["422", () => json({}, 422), { kind: "unavailable" }],
    ["another form", () => json({ ticket: { id: 5158 } }), { kind: "unavailable" }],
    ["a missing organization", () => json({ ticket: { ...TICKET, organization_id: 21 } }), { kind: "unavailable" }],
    ["a reset", () => Promise.reject(networkFailure("ECONNRESET")), { kind: "unavailable" }],
  ])("answered with %s", async (_, answer, expected) => {
    expect(await zendesk(answer).read(ID)).toMatchObject(expected);
  });
});

describe("writing a ticket", () => {
  const urgent: readonly Change[] = [{ kind: "set_priority", priority: "urgent" }];
  const written = { ticket: { ...TICKET, priority: "urgent", updated_at: "2026-11-22T12:00:00Z" } };
  const closed = {
    error: "RecordInvalid",
    details: { status: [{ description: "Status closed prevents ticket update" }] },
  };
  const required = { error: "RecordInvalid", details: { base: [{ description: "Order number: is required" }] } };

  test("is one call, conditional on the version that was read", async () => {
    const { write, seen } = zendesk(() => json(written));
    expect(await write(await reading(), urgent)).toMatchObject({ kind: "written", updatedAt: NOON });
    expect(seen[1]).toMatchObject({
      method: "PUT",
      path: "/api/v2/tickets/5158.json",
      json: { ticket: { safe_update: true, updated_stamp: UPDATED, priority: "urgent" } },
    });
    expect(seen).toHaveLength(2);
  });

  test("of nothing is a bug and never reaches Zendesk", async () => {
    const { write, seen } = zendesk(() => json(written));
    await expect(write(await reading(), [])).rejects.toThrow(RangeError);
    expect(seen).toHaveLength(0);
  });

  test.each<[string, Answer, object]>([
    ["409", () => json({}, 409), { kind: "conflict" }],
    ["404", () => json({}, 404), { kind: "gone" }],
    ["422 for a closed ticket", () => json(closed, 422), { kind: "closed" }],
    [
      "422 for a missing field",
      () => json(required, 422),
      { kind: "refused", detail: expect.stringContaining("Order number") },
    ],
    ["400", () => json({}, 400), { kind: "refused" }],
    ["401", () => json({}, 401), { kind: "reauth_required" }],
    ["403", () => json({}, 403), { kind: "forbidden" }],
    ["429", () => json({}, 429), { kind: "throttled", until: NOON + 60_000 }],
    ["500", () => json({}, 500), { kind: "ambiguous" }],
    ["a reset", () => Promise.reject(networkFailure("ECONNRESET")), { kind: "ambiguous" }],
    ["a refused connection", () => Promise.reject(networkFailure("ECONNREFUSED")), { kind: "unavailable" }],
    ["no such host", () => Promise.reject(networkFailure("ENOTFOUND")), { kind: "unavailable" }],
    ["an empty success", () => new Response(null, { status: 200 }), { kind: "ambiguous" }],
    ["a success without the ticket", () => json({ ok: true }), { kind: "ambiguous" }],
  ])("answered with %s", async (_, answer, expected) => {
    expect(await zendesk(answer).write(await reading(), urgent)).toMatchObject(expected);
  });

  test("answered with a success that is cut anywhere, it is ambiguous", async () => {
    const whole = JSON.stringify(written);
    for (let length = 0; length < whole.length; length += 7) {
      const cut = () => new Response(whole.slice(0, length), { headers: { "content-type": "application/json" } });
      expect(await zendesk(cut).write(await reading(), urgent)).toMatchObject({ kind: "ambiguous" });
    }
  });
});

describe("a change that Zendesk accepts and does not make", () => {
  const due = instant(Date.parse("2026-11-23T09:00:00Z"));
  const none = { custom_fields: [] };
  const values = (id: number, value: unknown) => ({ custom_fields: [{ id, value }] });

  test.each<[string, Change, object, string | null]>([
    ["a priority", { kind: "set_priority", priority: "urgent" }, { priority: "normal" }, "priority stayed normal"],
    ["a priority that was made", { kind: "set_priority", priority: "urgent" }, { priority: "urgent" }, null],
    ["a severity", { kind: "set_severity", severity: 1 }, values(101, null), "Support severity stayed empty"],
    ["a severity that was made", { kind: "set_severity", severity: 1 }, values(101, "tierline_severity_1"), null],
    ["an inactive field", { kind: "set_due", due }, none, "First response due is not on the ticket"],
    [
      "a due time",
      { kind: "set_due", due },
      values(102, "2026-01-01T00:00:00Z"),
      "First response due stayed 2026-01-01",
    ],
    ["a due time that was emptied", { kind: "set_due", due: null }, values(102, ""), null],
    ["a due date", { kind: "set_due_date", date: null }, values(103, "2026-11-23"), "First response due date stayed"],
    ["a summary", { kind: "set_summary", text: "New" }, values(104, "Old"), "Support summary stayed Old"],
    ["a task's due on no task", { kind: "set_task_due", due }, { due_at: null }, "due_at stayed empty"],
    ["a task's due that was made", { kind: "set_task_due", due }, { due_at: "2026-11-23T10:00:00+01:00" }, null],
    ["a group", { kind: "set_group", groupId: "81" }, { group_id: 80 }, "group stayed 80"],
    [
      "a tag to add",
      { kind: "set_tags", add: ["sla_met"], remove: [] },
      { tags: ["vip"] },
      "tag sla_met was not added",
    ],
    [
      "a tag to remove",
      { kind: "set_tags", add: [], remove: ["sla_met"] },
      { tags: ["sla_met"] },
      "tag sla_met was not removed",
    ],
    ["all tags gone", { kind: "set_tags", add: ["sla_met"], remove: [] }, { tags: null }, "tag sla_met was not added"],
    ["what the answer leaves out", { kind: "set_priority", priority: "urgent" }, { priority: undefined }, null],
  ])("%s", async (_, change, answered, detail) => {
    const outcome = await zendesk(() => json({ ticket: { ...TICKET, ...answered } })).write(await reading(), [change]);
    if (detail === null) expect(outcome).toMatchObject({ kind: "written" });
    else expect(outcome).toMatchObject({ kind: "ignored", detail: expect.stringContaining(detail) });
  });

  test("a note that is not in the audit", async () => {
    const note: Change = { kind: "add_note", note: "unmapped", body: "Who is this?" };
    const answered = (events: readonly { type: string }[]) => () => json({ ticket: TICKET, audit: { events } });
    expect(await zendesk(answered([{ type: "Change" }])).write(await reading(), [note])).toMatchObject({
      kind: "ignored",
    });
    expect(await zendesk(answered([{ type: "Comment" }])).write(await reading(), [note])).toMatchObject({
      kind: "written",
    });
  });
});

describe("asking whether a note was written", () => {
  const audit = (custom: unknown) => ({ id: 1, metadata: { system: {}, custom } });
  const ours = audit({ tierline: { note: "unmapped" } });
  const others = [audit({}), audit({ time_spent: "3m" }), { id: 2 }, { id: 3, metadata: null }];

  test("finds it by its mark", async () => {
    const { hasNote } = zendesk(() => json({ audits: [...others, ours] }));
    expect(await hasNote(ID, "unmapped")).toEqual({ kind: "known", written: true });
    expect(await hasNote(ID, "contact_unlisted")).toEqual({ kind: "known", written: false });
  });

  test("looks through every page, by our own address and Zendesk's cursor", async () => {
    const pages: Record<string, unknown> = {
      "": {
        audits: others,
        meta: { has_more: true, after_cursor: "a/b&c" },
        links: { next: "https://evil.test/steal" },
      },
      "a/b&c": { audits: others, meta: { has_more: true, after_cursor: "z" } },
      z: { audits: [ours], meta: { has_more: false, after_cursor: null } },
    };
    const { hasNote, seen } = zendesk(({ url }) => json(pages[url.searchParams.get("page[after]") ?? ""]));
    expect(await hasNote(ID, "unmapped")).toEqual({ kind: "known", written: true });
    expect(seen).toHaveLength(4);
    expect(new Set(seen.map(({ url }) => url.origin))).toEqual(new Set(["https://acme.zendesk.com"]));
  });

  test("says that it does not know, when the pages go round in a circle or never end", async () => {
    const circle = zendesk(() => json({ audits: others, meta: { has_more: true, after_cursor: "same" } }));
    expect(await circle.hasNote(ID, "unmapped")).toMatchObject({ kind: "unavailable" });
    expect(circle.seen.length).toBeLessThan(5);
    let page = 0;
    const endless = zendesk(() => json({ audits: others, meta: { has_more: true, after_cursor: String(page++) } }));
    expect(await endless.hasNote(ID, "unmapped")).toMatchObject({ kind: "unavailable" });
    expect(endless.seen.length).toBeLessThan(110);
  });

  test.each<[string, Answer, string]>([
    ["404", () => json({}, 404), "gone"],
    ["500", () => json({}, 500), "unavailable"],
    ["another form", () => json({ audits: "none" }), "unavailable"],
  ])("answered with %s, it never says no", async (_, answer, kind) => {
    expect(await zendesk(answer).hasNote(ID, "unmapped")).toMatchObject({ kind });
  });
});
