import { describe, expect, test } from "vitest";
import { serveEmulator } from "../../emulator/serve.ts";
import { ADMIN, createRig, makeTicket, ORIGIN, type Rig, seeded } from "./rig.ts";

const authorization = `Basic ${btoa(`${ADMIN}/token:emulator`)}`;
const update = (rig: Rig, id: number) => rig.call("PUT", `/api/v2/tickets/${id}`, { ticket: { priority: "high" } });
const priority = async (rig: Rig, id: number) =>
  Object((await rig.call("GET", `/api/v2/tickets/${id}`)).json["ticket"]).priority;
const add = (rig: Rig, rule: object) => rig.call("POST", "/emulator/faults", rule);

describe("a fault", () => {
  test.each([401, 403, 404, 409, 422, 429, 500, 502, 503, 504])(
    "%i is answered as JSON, without effect",
    async (status) => {
      const rig = createRig();
      const id = await makeTicket(rig);
      await add(rig, { match: { method: "PUT" }, fault: { kind: "status", status }, times: 1 });
      const answer = await update(rig, id);
      expect([answer.status, typeof answer.json["error"]]).toEqual([status, "string"]);
      expect(await priority(rig, id)).toBe(null);
      expect((await update(rig, id)).status).toBe(200);
    },
  );

  test.each(["30", "0", "99999", "Mon, 02 Mar 2026 10:05:00 GMT", "soon"])(
    "429 with Retry-After %j",
    async (retryAfter) => {
      const rig = createRig();
      await add(rig, { fault: { kind: "status", status: 429, retryAfter } });
      expect((await rig.call("GET", "/api/v2/users/me")).headers.get("retry-after")).toBe(retryAfter);
    },
  );

  test("429 can lack Retry-After", async () => {
    const rig = createRig();
    await add(rig, { fault: { kind: "status", status: 429 } });
    expect((await rig.call("GET", "/api/v2/users/me")).headers.get("retry-after")).toBe(null);
  });

  test("of the edge is a page of HTML", async () => {
    const rig = createRig();
    await add(rig, { fault: { kind: "html", status: 429, retryAfter: "5" } });
    const answer = await rig.call("GET", "/api/v2/users/me");
    expect([answer.status, answer.headers.get("content-type"), answer.text.slice(0, 9)]).toEqual([
      429,
      "text/html; charset=UTF-8",
      "<!DOCTYPE",
    ]);
  });

  test.each([
    ["before", null],
    ["after", "high"],
  ])("reset %s the effect", async (when, value) => {
    const rig = createRig();
    const id = await makeTicket(rig);
    await add(rig, { match: { method: "PUT" }, fault: { kind: "reset", when }, times: 1 });
    await expect(update(rig, id)).rejects.toThrow("fetch failed");
    expect(await priority(rig, id)).toBe(value);
  });

  test.each([
    ["before", null],
    ["after", "high"],
  ])("timeout %s the effect, until the caller gives up", async (when, value) => {
    const rig = createRig();
    const id = await makeTicket(rig);
    await add(rig, { match: { method: "PUT" }, fault: { kind: "timeout", when }, times: 1 });
    const abort = new AbortController();
    const headers = { authorization, "content-type": "application/json" };
    const body = JSON.stringify({ ticket: { priority: "high" } });
    const request = new Request(`${ORIGIN}/api/v2/tickets/${id}`, {
      method: "PUT",
      headers,
      body,
      signal: abort.signal,
    });
    const answer = rig.emulator.fetch(request);
    abort.abort(new Error("too long"));
    await expect(answer).rejects.toThrow("too long");
    expect(await priority(rig, id)).toBe(value);
  });

  test("slow is the plain answer, later", async () => {
    const rig = createRig();
    await add(rig, { fault: { kind: "slow", ms: 9000 }, times: 1 });
    let answered = false;
    const answer = rig.call("GET", "/api/v2/users/me").finally(() => {
      answered = true;
    });
    await rig.clock.advance(8999);
    expect(answered).toBe(false);
    await rig.clock.advance(1);
    expect((await answer).status).toBe(200);
  });

  test("truncated cuts the body", async () => {
    const rig = createRig();
    await add(rig, { fault: { kind: "truncated", bytes: 10 } });
    expect((await rig.call("GET", "/api/v2/users/me")).text).toHaveLength(10);
  });

  test("ignored leaves out a property and says so in a header", async () => {
    const rig = createRig();
    const id = await makeTicket(rig);
    await add(rig, { match: { method: "PUT" }, fault: { kind: "ignored", properties: ["priority"] }, times: 1 });
    const answer = await rig.call("PUT", `/api/v2/tickets/${id}`, { ticket: { priority: "high", type: "task" } });
    expect(answer.json).toMatchObject({ ticket: { priority: null, type: "task" } });
    expect(answer.headers.get("x-zendesk-api-warn")).toContain("priority");
  });

  test("can be bound to a method, a path and a ticket, and ends after its times", async () => {
    const rig = createRig();
    const [first, second] = [await makeTicket(rig), await makeTicket(rig)];
    const match = { method: "PUT", path: "/api/v2/tickets/*", ticketId: first };
    await add(rig, { match, fault: { kind: "status", status: 503 }, times: 2 });
    const answers = [
      await update(rig, second),
      await update(rig, first),
      await update(rig, first),
      await update(rig, first),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([200, 503, 503, 200]);
  });

  test("can be played with a probability, and all are cleared at once", async () => {
    const rig = createRig();
    await add(rig, { fault: { kind: "status", status: 500 }, probability: 0.3 });
    const ask = async () => (await rig.call("GET", "/api/v2/users/me")).status;
    let failed = 0;
    for (let time = 0; time < 200; time += 1) if ((await ask()) === 500) failed += 1;
    expect(failed).toBeGreaterThan(40);
    expect(failed).toBeLessThan(80);
    await rig.call("DELETE", "/emulator/faults");
    for (let time = 0; time < 20; time += 1) expect(await ask()).toBe(200);
  });

  test("that the panel doesn't know is refused with what is wrong", async () => {
    const answer = await add(createRig(), { fault: { kind: "earthquake" } });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining("kind")]);
  });
});

describe("the panel", () => {
  test("tells what was asked, by method and route", async () => {
    const rig = createRig();
    const id = await makeTicket(rig);
    await add(rig, { match: { method: "PUT" }, fault: { kind: "status", status: 503 } });
    await update(rig, id);
    await rig.call("GET", `/api/v2/tickets/${id}.json`);
    expect(rig.emulator.counts).toEqual({
      "POST /api/v2/tickets": 1,
      "PUT /api/v2/tickets/{id}": 1,
      "GET /api/v2/tickets/{id}": 1,
    });
    expect(Object((await rig.call("GET", "/emulator/calls")).json).history[1]).toMatchObject({
      method: "PUT",
      path: `/api/v2/tickets/${id}`,
      status: 503,
      fault: "status",
    });
  });

  test("resets the account to a new one", async () => {
    const rig = createRig();
    const id = await makeTicket(rig);
    await rig.call("POST", "/emulator/reset");
    expect((await rig.call("GET", `/api/v2/tickets/${id}`)).status).toBe(404);
    expect(await makeTicket(rig)).toBe(1);
  });

  test("tells who there is and how to sign in", async () => {
    expect((await createRig().call("GET", "/emulator")).json).toMatchObject({
      subdomain: "acme",
      people: [{ email: ADMIN }, {}, {}, {}],
      client: { identifier: "tierline" },
    });
  });
});

test("over a real socket, a reset breaks the connection and a timeout is silence", async () => {
  const served = await serveEmulator({ port: 0, subdomain: "acme", now: Date.now, random: seeded(1), fetch });
  try {
    const ask = (init: RequestInit = {}) =>
      fetch(`${served.origin}/api/v2/users/me.json`, { headers: { authorization }, ...init });
    const play = (fault: object) =>
      fetch(`${served.origin}/emulator/faults`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ match: { path: "/api/*" }, fault, times: 1 }),
      });
    expect((await ask()).status).toBe(200);
    await play({ kind: "reset" });
    await expect(ask()).rejects.toThrow("fetch failed");
    await play({ kind: "timeout" });
    await expect(ask({ signal: AbortSignal.timeout(50) })).rejects.toMatchObject({ name: "TimeoutError" });
    expect((await ask()).status).toBe(200);
  } finally {
    await served.close();
  }
});
