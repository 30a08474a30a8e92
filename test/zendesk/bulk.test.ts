import { describe, expect, test } from "vitest";
import type { Change } from "../../src/core/ticket.ts";
import type { Bulk, Reading } from "../../src/desk/helpdesk.ts";
import { createZendesk } from "../../src/zendesk/zendesk.ts";
import { type Answer, CONNECTION, clock, farEnd, json, NOON, networkFailure, signedIn, ticket5158 } from "./given.ts";

const ID = ticket5158();
const TICKET = {
  id: 5158,
  created_at: "2026-11-22T09:00:00Z",
  updated_at: "2026-11-22T11:59:58Z",
  status: "open",
  priority: "normal",
  tags: ["vip"],
  custom_fields: [101, 102, 103, 104].map((id) => ({ id, value: null })),
};
const URGENT: readonly Change[] = [{ kind: "set_priority", priority: "urgent" }];

function many(answer: Answer) {
  const end = farEnd(signedIn(answer));
  const { bulk } = createZendesk({ connection: CONNECTION, fetch: end.fetch, now: clock().now });
  if (bulk === null) throw new Error("Zendesk has calls for many");
  return { ...end, bulk };
}

async function readings(bulk: Bulk): Promise<readonly Reading[]> {
  const read = await bulk.readMany([ID]);
  if (read.kind !== "read") throw new Error(read.kind);
  return [...read.readings.values()];
}

async function basis(): Promise<Reading> {
  const [reading] = await readings(many(() => json({ tickets: [TICKET], users: [] })).bulk);
  if (reading === undefined) throw new Error("not read");
  return reading;
}

describe("reading many tickets", () => {
  test("is one call, and each ticket is as it is read alone", async () => {
    const side = {
      users: [{ id: 31, email: "Kim@Customer.test" }],
      organizations: [{ id: 21, name: "Customer", external_id: "crm-1" }],
      metric_sets: [{ ticket_id: 5158, reply_time_in_minutes: { calendar: 7 } }],
    };
    const ticket = { ...TICKET, requester_id: 31, organization_id: 21 };
    const { bulk, seen } = many(({ path }) =>
      json(path.includes("show_many") ? { tickets: [ticket], ...side } : { ticket, ...side }),
    );
    const [together] = await readings(bulk);
    expect(seen[1]?.url.href).toBe(
      "https://acme.zendesk.com/api/v2/tickets/show_many.json?ids=5158&include=users,organizations,metric_sets",
    );
    const alone = createZendesk({
      connection: CONNECTION,
      fetch: farEnd(signedIn(() => json({ ticket, ...side }))).fetch,
      now: clock().now,
    });
    expect(await alone.read(ID)).toEqual({ kind: "read", reading: together });
  });

  test.each([
    ["is deleted", { ...TICKET, status: "deleted" }],
    ["can't be understood", { id: 5158 }],
    ["comes without its organization", { ...TICKET, organization_id: 21 }],
  ])("one that %s is left out, and hides no other", async (_, odd) => {
    const other = { ...TICKET, id: 5159 };
    const found = await readings(many(() => json({ tickets: [odd, other], users: [] })).bulk);
    expect(found.map(({ ticket }) => ticket.id)).toEqual(["5159"]);
  });

  test("without their people none is read", async () => {
    expect(await readings(many(() => json({ tickets: [TICKET] })).bulk)).toEqual([]);
  });

  test.each<[string, Answer, object]>([
    ["401", () => json({}, 401), { kind: "reauth_required" }],
    ["403", () => json({}, 403), { kind: "forbidden" }],
    ["429", () => json({}, 429, { "retry-after": "5" }), { kind: "throttled", until: NOON + 5000, scope: "account" }],
    ["500", () => json({}, 500), { kind: "unavailable" }],
    ["404", () => json({}, 404), { kind: "unavailable" }],
    ["another form", () => json({ tickets: null }), { kind: "unavailable" }],
  ])("answered with %s", async (_, answer, expected) => {
    expect(await many(answer).bulk.readMany([ID])).toMatchObject(expected);
  });
});

describe("writing many tickets", () => {
  const started = () => json({ job_status: { id: "8b726e606741012ffc2d782bcb7848fe", status: "queued" } });

  test("is one call, each ticket conditional on the version of it that was read", async () => {
    const { bulk, seen } = many(started);
    const first = await basis();
    const second = { ...first, ticket: { ...first.ticket, id: ID }, stamp: NOON };
    const outcome = await bulk.writeMany([
      { basis: first, changes: URGENT },
      { basis: second, changes: [{ kind: "set_tags", add: ["sla_sev_1"], remove: [] }] },
    ]);
    expect(outcome).toMatchObject({ kind: "started", job: "8b726e606741012ffc2d782bcb7848fe" });
    expect(seen[1]).toMatchObject({
      method: "PUT",
      path: "/api/v2/tickets/update_many.json",
      json: {
        tickets: [
          { id: 5158, safe_update: true, updated_stamp: "2026-11-22T11:59:58Z", priority: "urgent" },
          { id: 5158, safe_update: true, updated_stamp: "2026-11-22T12:00:00Z", tags: ["vip", "sla_sev_1"] },
        ],
      },
    });
    expect(seen).toHaveLength(2);
  });

  test("with nothing to change in one of them is a bug and never reaches Zendesk", async () => {
    const { bulk, seen } = many(started);
    await expect(bulk.writeMany([{ basis: await basis(), changes: [] }])).rejects.toThrow(RangeError);
    expect(seen).toHaveLength(0);
  });

  test.each<[string, Answer, object]>([
    ["400", () => json({}, 400), { kind: "refused" }],
    ["404", () => json({}, 404), { kind: "refused" }],
    ["409", () => json({}, 409), { kind: "refused" }],
    ["422", () => json({}, 422), { kind: "refused" }],
    ["401", () => json({}, 401), { kind: "reauth_required" }],
    ["403", () => json({}, 403), { kind: "forbidden" }],
    ["500", () => json({}, 500), { kind: "ambiguous" }],
    ["a job without an id", () => json({ job_status: {} }), { kind: "ambiguous" }],
    ["a job whose id is a path", () => json({ job_status: { id: "../users/1" } }), { kind: "ambiguous" }],
    ["a reset", () => Promise.reject(networkFailure("ECONNRESET")), { kind: "ambiguous" }],
    ["a refused connection", () => Promise.reject(networkFailure("ECONNREFUSED")), { kind: "unavailable" }],
    ["429", () => json({}, 429, { "retry-after": "5" }), { kind: "throttled", scope: "account" }],
    [
      "429 while the account has calls left: too many jobs",
      () => json({ error: "TooManyJobs" }, 429, { "x-rate-limit": "700", "x-rate-limit-remaining": "600" }),
      { kind: "throttled", scope: "endpoint", until: NOON + 60_000 },
    ],
  ])("answered with %s", async (_, answer, expected) => {
    const write = { basis: await basis(), changes: URGENT };
    expect(await many(answer).bulk.writeMany([write])).toMatchObject(expected);
  });
});

describe("asking after jobs", () => {
  const status = (status: string, results: unknown) => ({ id: "j1", status, results });
  const asked = async (answer: Answer) => many(answer).bulk.jobs(["j1", "j2"]);
  const state = async (job: object) => {
    const outcome = await asked(() => json({ job_statuses: [job] }));
    return outcome.kind === "known" ? outcome.jobs.get("j1") : outcome;
  };
  const success = { id: 5158, action: "update", status: "Updated", success: true };
  const failure = { id: 5159, action: "update", success: false, error: "UpdateConflict", details: "outdated" };

  test("is one call for all of them, and tells Zendesk's time", async () => {
    const { bulk, seen } = many(() => json({ job_statuses: [status("working", null)] }));
    expect(await bulk.jobs(["j1", "j2"])).toEqual({
      kind: "known",
      jobs: new Map([["j1", { kind: "running" }]]),
      at: NOON,
    });
    expect(seen[1]?.url.href).toBe("https://acme.zendesk.com/api/v2/job_statuses/show_many.json?ids=j1,j2");
  });

  test.each(["queued", "working", "a word of tomorrow"])("%s: it runs", async (word) => {
    expect(await state(status(word, null))).toEqual({ kind: "running" });
  });

  test("completed: each ticket is written or not, whatever the job as a whole says", async () => {
    expect(await state(status("completed", [success, failure]))).toEqual({
      kind: "ended",
      written: new Set(["5158"]),
      failed: new Map([["5159", "UpdateConflict – outdated"]]),
    });
  });

  test.each([
    ["no results", null],
    ["one word for all", { success: true }],
    ["results without ids", [{ success: true }]],
    ["a success that is none", [{ ...success, success: "yes" }]],
    ["both for one ticket", [success, { ...failure, id: 5158 }]],
  ])("%s: nothing counts as written", async (_, results) => {
    expect(await state(status("completed", results))).toMatchObject({ kind: "ended", written: new Set() });
  });

  test.each(["failed", "killed"])("%s: what it did before is told all the same", async (word) => {
    expect(await state(status(word, [success]))).toMatchObject({ kind: "ended", written: new Set(["5158"]) });
  });

  test.each<[string, Answer, object]>([
    ["404", () => json({}, 404), { kind: "known", jobs: new Map() }],
    ["403", () => json({}, 403), { kind: "forbidden" }],
    ["500", () => json({}, 500), { kind: "unavailable" }],
    ["another form", () => json({ job_statuses: {} }), { kind: "unavailable" }],
  ])("answered with %s", async (_, answer, expected) => {
    expect(await asked(answer)).toMatchObject(expected);
  });
});
