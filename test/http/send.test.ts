import { describe, expect, test } from "vitest";
import { createSend, type OutgoingRequest } from "../../src/http/send.ts";

const REQUEST: OutgoingRequest = { method: "GET", url: "https://acme.zendesk.com/api/v2/x", headers: {} };
const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

type Body = ConstructorParameters<typeof Response>[0];

const answering = (body: Body, init: ResponseInit = { headers: JSON_TYPE }) =>
  createSend({ fetch: async () => new Response(body, init) });

const failing = (cause: unknown) =>
  createSend({
    fetch: async () => {
      throw new TypeError("fetch failed", { cause });
    },
  });

const withCode = (code: string) => Object.assign(new Error(code), { code });

describe("an outgoing call", () => {
  test("gives back status, headers and JSON", async () => {
    const outcome = await answering('{"a":1}', { status: 201, headers: { ...JSON_TYPE, "x-rate-limit": "700" } })(
      REQUEST,
    );
    expect(outcome).toMatchObject({ kind: "answer", status: 201, body: { kind: "json", value: { a: 1 } } });
    expect(outcome.kind === "answer" && outcome.headers.get("x-rate-limit")).toBe("700");
  });

  test("sends JSON as JSON, and a body only when there is one", async () => {
    const sent: RequestInit[] = [];
    const send = createSend({
      fetch: async (_, init) => {
        sent.push(init ?? {});
        return new Response(null, { status: 204 });
      },
    });
    await send({ ...REQUEST, method: "PUT", json: { ticket: {} } });
    await send(REQUEST);
    expect(sent[0]).toMatchObject({
      method: "PUT",
      body: '{"ticket":{}}',
      headers: { "content-type": "application/json" },
    });
    expect(sent[1]).not.toHaveProperty("body");
  });

  test.each([
    ["an empty body", "", JSON_TYPE, { kind: "empty" }],
    ["HTML", "<html>", { "content-type": "text/html" }, { kind: "unreadable" }],
    ["JSON under another type", "{}", { "content-type": "text/plain" }, { kind: "unreadable" }],
    ["broken JSON", '{"a":', JSON_TYPE, { kind: "unreadable" }],
    ["a bomb of brackets", "[".repeat(1_000_000), JSON_TYPE, { kind: "unreadable" }],
  ])("%s is said to be what it is", async (_, text, headers, body) => {
    expect(await answering(text, { headers })(REQUEST)).toMatchObject({ kind: "answer", body });
  });

  test("stops reading an answer that is longer than it may be", async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++;
        controller.enqueue(new Uint8Array(1024));
      },
    });
    const outcome = await answering(endless)(REQUEST, { maxBytes: 10_000 });
    expect(outcome).toMatchObject({ kind: "answer", body: { kind: "unreadable" } });
    expect(pulled).toBeLessThan(20);
  });

  test("an answer cut at any byte is unreadable, and never taken for a whole one", async () => {
    const whole = '{"ticket":{"id":35436,"tags":["a"]}}';
    for (let length = 1; length < whole.length; length++) {
      expect(await answering(whole.slice(0, length))(REQUEST)).toMatchObject({ body: { kind: "unreadable" } });
    }
  });

  test("an answer that breaks off keeps its status", async () => {
    const broken = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"ticket":')),
      pull: (controller) => controller.error(new Error("reset")),
    });
    expect(await answering(broken, { status: 200, headers: JSON_TYPE })(REQUEST)).toMatchObject({
      kind: "answer",
      status: 200,
      body: { kind: "unreadable" },
    });
  });
});

describe("a redirect", () => {
  test.each([301, 302, 303, 307, 308])("%i is never followed, so no credentials go elsewhere", async (status) => {
    const asked: string[] = [];
    const modes: unknown[] = [];
    const send = createSend({
      fetch: async (input, init) => {
        asked.push(String(input));
        modes.push(init?.redirect);
        return new Response("moved", { status, headers: { location: "https://evil.test/steal" } });
      },
    });
    const outcome = await send({ ...REQUEST, headers: { authorization: "Bearer secret" } });
    expect(outcome).toEqual({ kind: "redirected", status });
    expect(asked).toEqual([REQUEST.url]);
    expect(modes).toEqual(["manual"]);
  });
});

describe("a call without an answer", () => {
  test.each(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT", "CERT_HAS_EXPIRED"])(
    "%s happens before anything is sent",
    async (code) => {
      expect(await failing(withCode(code))(REQUEST)).toEqual({ kind: "not_sent", detail: code });
    },
  );

  test.each(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET", "UND_ERR_HEADERS_TIMEOUT", "SOMETHING_NEW"])(
    "%s leaves open whether it was acted on",
    async (code) => {
      expect(await failing(withCode(code))(REQUEST)).toEqual({ kind: "no_answer", detail: code });
    },
  );

  test("a runtime that gives no code leaves it open too", async () => {
    expect(await failing(undefined)(REQUEST)).toMatchObject({ kind: "no_answer" });
  });

  test("the cause is found behind the several addresses of a host", async () => {
    const cause = Object.assign(new AggregateError([withCode("ECONNREFUSED")]), { code: "ECONNREFUSED" });
    expect(await failing(cause)(REQUEST)).toMatchObject({ kind: "not_sent" });
  });
});

describe("the deadline", () => {
  const never = new Promise<never>(() => undefined);

  test("ends a call that nobody answers, even when fetch is deaf to its signal", async () => {
    const outcome = await createSend({ fetch: () => never })(REQUEST, { deadlineMs: 5 });
    expect(outcome).toEqual({ kind: "no_answer", detail: "no answer within 5 ms" });
  });

  test("covers the body: a status without its body is an unreadable answer", async () => {
    const stalled = new ReadableStream<Uint8Array>({ pull: () => never });
    const outcome = await answering(stalled)(REQUEST, { deadlineMs: 5 });
    expect(outcome).toMatchObject({ kind: "answer", status: 200, body: { kind: "unreadable" } });
  });

  test("aborts the request, so that its socket is given back", async () => {
    let signal: AbortSignal | null | undefined;
    const send = createSend({
      fetch: (_, init) => {
        signal = init?.signal;
        return never;
      },
    });
    await send(REQUEST, { deadlineMs: 5 });
    expect(signal?.aborted).toBe(true);
  });
});
