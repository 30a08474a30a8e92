import { describe, expect, test } from "vitest";
import { ADA, createRig, makeTicket, type Rig, settled, subscribe } from "./rig.ts";

const job = async (rig: Rig, id: string) =>
  Object((await rig.call("GET", `/api/v2/job_statuses/${id}`)).json["job_status"]);
const show = async (rig: Rig, id: number) => Object((await rig.call("GET", `/api/v2/tickets/${id}`)).json["ticket"]);

async function finish(rig: Rig, path: string, body: object, method = "PUT") {
  const answer = await rig.call(method, path, body);
  const queued = Object(answer.json["job_status"]);
  await rig.clock.advance(1000);
  return job(rig, queued.id);
}

describe("update_many", () => {
  test("is a job: queued, then working, then completed with one result a ticket", async () => {
    const rig = createRig();
    const ids = [await makeTicket(rig), await makeTicket(rig)];
    const answer = await rig.call("PUT", `/api/v2/tickets/update_many?ids=${ids}`, { ticket: { priority: "high" } });
    const queued = Object(answer.json["job_status"]);
    expect(queued).toMatchObject({ status: "queued", total: 2, progress: null, results: null });
    await rig.clock.advance(200);
    expect(await job(rig, queued.id)).toMatchObject({ status: "working" });
    await rig.clock.advance(200);
    expect(await job(rig, queued.id)).toMatchObject({
      status: "completed",
      progress: 2,
      results: ids.map((id) => ({ id, action: "update", status: "Updated", success: true })),
    });
    expect((await show(rig, 1)).priority).toBe("high");
  });

  test("by ids adds and removes tags, and leaves all others", async () => {
    const rig = createRig();
    const ids = [await makeTicket(rig, { tags: ["a", "old"] }), await makeTicket(rig, { tags: ["b"] })];
    const ticket = { additional_tags: ["new"], remove_tags: ["old"], priority: "low" };
    await finish(rig, `/api/v2/tickets/update_many?ids=${ids}`, { ticket });
    expect([(await show(rig, 1)).tags, (await show(rig, 2)).tags]).toEqual([
      ["a", "new"],
      ["b", "new"],
    ]);
  });

  test("in a batch says for each ticket whether it worked, while the job is completed", async () => {
    const rig = createRig();
    const fresh = await makeTicket(rig);
    const stale = await makeTicket(rig);
    const closed = await makeTicket(rig, { status: "closed" });
    await rig.clock.advance(5000);
    await rig.call("PUT", `/api/v2/tickets/${stale}`, { ticket: { subject: "Agent's words" } }, ADA);
    const guard = { safe_update: true, updated_stamp: "2026-03-02T10:00:00Z", priority: "high" };
    const done = await finish(rig, "/api/v2/tickets/update_many", {
      tickets: [fresh, stale, closed, 4711].map((id) => ({ id, ...guard })),
    });
    expect(done).toMatchObject({
      status: "completed",
      results: [
        { id: fresh, success: true, status: "Updated" },
        { id: stale, success: false, error: "UpdateConflict" },
        { id: closed, success: false, error: "TicketUpdateFailed", details: expect.stringContaining("Status closed") },
        { id: 4711, success: false, error: "TicketNotFound" },
      ],
    });
  });

  test("by ids is safe against edits between queueing and working", async () => {
    const rig = createRig();
    const id = await makeTicket(rig);
    await rig.clock.advance(5000);
    const answer = await rig.call("PUT", `/api/v2/tickets/update_many?ids=${id}`, { ticket: { priority: "high" } });
    await rig.call("PUT", `/api/v2/tickets/${id}`, { ticket: { priority: "low" } }, ADA);
    await rig.clock.advance(1000);
    expect(await job(rig, Object(answer.json["job_status"]).id)).toMatchObject({ results: [{ success: false }] });
    expect((await show(rig, id)).priority).toBe("low");
  });

  test("emits the events of each ticket", async () => {
    const rig = createRig();
    const ids = [await makeTicket(rig), await makeTicket(rig)];
    await subscribe(rig, "ticket.priority_changed");
    await finish(rig, `/api/v2/tickets/update_many?ids=${ids}`, { ticket: { priority: "high" } });
    expect(rig.arrivals.map((arrival) => arrival.body.subject)).toEqual(["zen:ticket:1", "zen:ticket:2"]);
  });

  test("takes at most 100 tickets, and a stamp with every safe_update", async () => {
    const rig = createRig();
    const tickets = Array.from({ length: 101 }, (_, index) => ({ id: index + 1 }));
    expect((await rig.call("PUT", "/api/v2/tickets/update_many", { tickets })).status).toBe(400);
    const bare = { tickets: [{ id: 1, safe_update: true }] };
    expect((await rig.call("PUT", "/api/v2/tickets/update_many", bare)).status).toBe(400);
  });

  test("refuses the 31st job under way", async () => {
    const rig = createRig();
    const id = await makeTicket(rig);
    const queue = async () => (await rig.call("PUT", `/api/v2/tickets/update_many?ids=${id}`, { ticket: {} })).status;
    for (let done = 0; done < 30; done += 1) expect(await queue()).toBe(200);
    expect(await queue()).toBe(429);
    await rig.clock.advance(1000);
    expect(await queue()).toBe(200);
  });
});

describe("jobs", () => {
  const start = async (rig: Rig, ids: readonly number[]): Promise<string> => {
    const answer = await rig.call("PUT", `/api/v2/tickets/update_many?ids=${ids}`, { ticket: { priority: "high" } });
    return Object(answer.json["job_status"]).id;
  };
  const showMany = async (rig: Rig, ids: readonly string[]) =>
    (await rig.call("GET", `/api/v2/job_statuses/show_many.json?ids=${ids}`)).json["job_statuses"];

  test("many are shown in one call; one that nobody knows is left out", async () => {
    const rig = createRig();
    const ids = [await makeTicket(rig), await makeTicket(rig)];
    const [first, second] = [await start(rig, ids), await start(rig, ids)];
    await rig.clock.advance(1000);
    expect(await showMany(rig, [second, "unknown", first])).toMatchObject([
      { id: second, status: "completed" },
      { id: first, status: "completed" },
    ]);
  });

  test.each([
    ["failed", [{ status: "failed", results: null }]],
    ["killed", [{ status: "killed", results: null }]],
    ["never", [{ status: "working", results: null }]],
    ["vanished", []],
  ])("one ends as a fault asks for: %s, after part of its work, and the next one as ever", async (ends, shown) => {
    const rig = createRig();
    const ids = [await makeTicket(rig), await makeTicket(rig)];
    const fault = { kind: "job", ends, done: 1 };
    await rig.call("POST", "/emulator/faults", { fault, match: { path: "/api/v2/tickets/update_many" }, times: 1 });
    const job = await start(rig, ids);
    await rig.clock.advance(1000);
    expect(await showMany(rig, [job])).toMatchObject(shown);
    expect([(await show(rig, 1)).priority, (await show(rig, 2)).priority]).toEqual(["high", null]);
    const next = await start(rig, ids);
    await rig.clock.advance(1000);
    expect(await showMany(rig, [next])).toMatchObject([{ status: "completed" }]);
  });
});

describe("a merge", () => {
  test("closes the sources with a comment, comments on the target, and tells of the source", async () => {
    const rig = createRig();
    const [target, source] = [await makeTicket(rig), await makeTicket(rig)];
    await subscribe(rig, "ticket.merged", "ticket.status_changed");
    const done = await finish(rig, `/api/v2/tickets/${target}/merge`, { ids: [source] }, "POST");
    await settled();
    expect(done).toMatchObject({ status: "completed", results: [{ id: source, success: true }] });
    expect(await show(rig, source)).toMatchObject({ status: "closed", tags: ["closed_by_merge"] });
    expect((await rig.call("GET", `/api/v2/tickets/${target}/comments`)).json).toMatchObject({
      comments: [{}, { public: false }],
    });
    expect(rig.arrivals.map(({ body }) => [body.type, body.subject])).toEqual([
      ["zen:event-type:ticket.status_changed", `zen:ticket:${source}`],
      ["zen:event-type:ticket.merged", `zen:ticket:${source}`],
    ]);
    expect(rig.arrivals[1]?.body.event).toMatchObject({ target_ticket_id: String(target) });
  });
});

describe("show_many", () => {
  test("shows what there is of up to 100 ids, in their order", async () => {
    const rig = createRig();
    await makeTicket(rig);
    await makeTicket(rig);
    expect((await rig.call("GET", "/api/v2/tickets/show_many.json?ids=2,99,1")).json).toMatchObject({
      tickets: [{ id: 2 }, { id: 1 }],
      count: 2,
    });
  });
});

describe("the incremental export", () => {
  const read = (rig: Rig, query: string, as?: string) =>
    rig.call("GET", `/api/v2/incremental/tickets/cursor.json?${query}`, undefined, as);
  const ids = (json: object) => Object(json).tickets.map((ticket: { id: number }) => ticket.id);

  test("leaves out the last minute, and goes on where the cursor stands", async () => {
    const rig = createRig();
    const start = Math.floor(rig.clock.now / 1000);
    await makeTicket(rig);
    await rig.clock.advance(120_000);
    await makeTicket(rig);
    const first = await read(rig, `start_time=${start}`);
    expect(ids(first.json)).toEqual([1]);
    expect(first.json["end_of_stream"]).toBe(true);
    const again = await read(rig, `cursor=${encodeURIComponent(String(first.json["after_cursor"]))}`);
    expect(ids(again.json)).toEqual([]);
    await rig.clock.advance(61_000);
    const later = await read(rig, `cursor=${encodeURIComponent(String(again.json["after_cursor"]))}`);
    expect(ids(later.json)).toEqual([2]);
  });

  test("pages through a burst of the same second without skipping or repeating", async () => {
    const rig = createRig();
    for (let ticket = 0; ticket < 7; ticket += 1) await makeTicket(rig);
    await rig.clock.advance(120_000);
    const seen: number[] = [];
    let query = "start_time=0";
    for (let page = 0; page < 5; page += 1) {
      const { json } = await read(rig, `${query}&per_page=3`);
      seen.push(...ids(json));
      if (json["end_of_stream"] === true) break;
      query = `cursor=${encodeURIComponent(String(json["after_cursor"]))}`;
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test("has deleted tickets, marked so", async () => {
    const rig = createRig();
    await makeTicket(rig);
    await rig.call("DELETE", "/api/v2/tickets/1");
    await rig.clock.advance(120_000);
    expect((await read(rig, "start_time=0")).json).toMatchObject({ tickets: [{ id: 1, status: "deleted" }] });
  });

  test("starts at least a minute ago, and is for admins", async () => {
    const rig = createRig();
    const now = Math.floor(rig.clock.now / 1000);
    expect((await read(rig, `start_time=${now - 59}`)).status).toBe(422);
    expect((await read(rig, `start_time=${now - 60}`)).status).toBe(200);
    expect((await read(rig, "start_time=0", ADA)).status).toBe(403);
    expect((await read(rig, "")).status).toBe(400);
  });
});
