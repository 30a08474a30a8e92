import { describe, expect, test } from "vitest";
import { readBody } from "../../src/http/body.ts";

const LIMIT = 1000;
const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

type Body = ConstructorParameters<typeof Response>[0];

function post(body: Body, headers: Record<string, string> = JSON_TYPE): Request {
  return new Request("https://tierline.test/webhooks", {
    method: "POST",
    body,
    headers,
    duplex: "half",
  } as RequestInit);
}

/** Arrives without a `Content-Length`, a chunk at a time; tells how much of it was taken. */
function drip(chunkBytes: number, chunks: number): { stream: ReadableStream<Uint8Array>; taken: () => number } {
  let taken = 0;
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (taken++ < chunks) controller.enqueue(new Uint8Array(chunkBytes));
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, taken: () => taken };
}

describe("reading a request's body", () => {
  test.each([0, 1, LIMIT - 1, LIMIT])("takes %i bytes of a limit of a thousand", async (size) => {
    const read = await readBody(post(new Uint8Array(size)), LIMIT);
    expect(read.ok && read.value.length).toBe(size);
  });

  test("keeps every byte as it came, whatever it is", async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const read = await readBody(post(bytes), LIMIT);
    expect(read).toEqual({ ok: true, value: bytes });
  });

  test.each([LIMIT + 1, 1_000_000])("refuses %i bytes", async (size) => {
    expect(await readBody(post(new Uint8Array(size)), LIMIT)).toEqual({ ok: false, failure: { reason: "too_large" } });
  });

  test("stops taking as soon as the limit is passed, when the length is not announced", async () => {
    const { stream, taken } = drip(300, 1_000_000);
    expect(await readBody(post(stream), LIMIT)).toEqual({ ok: false, failure: { reason: "too_large" } });
    expect(taken()).toBeLessThanOrEqual(5);
  });

  test("does not believe a Content-Length that is too small", async () => {
    const request = post(drip(300, 10).stream, { ...JSON_TYPE, "content-length": "10" });
    expect(await readBody(request, LIMIT)).toEqual({ ok: false, failure: { reason: "too_large" } });
  });

  test.each(["gzip", "br", "deflate", "GZIP", "identity, gzip"])(
    "refuses the content encoding %s",
    async (encoding) => {
      const read = await readBody(post("{}", { ...JSON_TYPE, "content-encoding": encoding }), LIMIT);
      expect(read).toEqual({ ok: false, failure: { reason: "encoded" } });
    },
  );

  test("takes the content encoding identity", async () => {
    expect((await readBody(post("{}", { ...JSON_TYPE, "content-encoding": "identity" }), LIMIT)).ok).toBe(true);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "application/jsonp", "application/json+x", ""])(
    "refuses the content type %j",
    async (type) => {
      const read = await readBody(post("{}", { "content-type": type }), LIMIT);
      expect(read).toEqual({ ok: false, failure: { reason: "unsupported_type" } });
    },
  );

  test("says so when the sender goes away half way", async () => {
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error("gone"));
      },
    });
    expect(await readBody(post(stream), LIMIT)).toEqual({ ok: false, failure: { reason: "interrupted" } });
  });
});
