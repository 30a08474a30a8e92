import { describe, expect, test } from "vitest";
import { createSecretBox, type SecretBox } from "../../src/http/secret-box.ts";

const KEY = Buffer.alloc(32, 1).toString("base64");
const OTHER_KEY = Buffer.alloc(32, 2).toString("base64");
const SECRET = "client secret – ключ 🔑";

async function box(key = KEY): Promise<SecretBox> {
  const made = await createSecretBox(key);
  if (!made.ok) throw new Error(made.failure.message);
  return made.value;
}

describe("the secret box", () => {
  test("opens what it sealed, also after a restart", async () => {
    const sealed = await (await box()).seal(SECRET, "credentials of acme");
    expect(await (await box()).open(sealed, "credentials of acme")).toBe(SECRET);
  });

  test("seals the same secret differently every time, and shows nothing of it", async () => {
    const { seal } = await box();
    const sealed = await Promise.all(Array.from({ length: 100 }, () => seal(SECRET, "a")));
    expect(new Set(sealed).size).toBe(100);
    expect(
      sealed.some((text) => text.includes("client") || text.includes(Buffer.from(SECRET).toString("base64"))),
    ).toBe(false);
  });

  test("does not open under another context: one account's secret is no use in another's row", async () => {
    const { seal, open } = await box();
    const sealed = await seal(SECRET, "credentials of acme");
    expect(await open(sealed, "credentials of evil")).toBeNull();
    expect(await open(sealed, "")).toBeNull();
  });

  test("does not open under another master key, and names the key that it needs", async () => {
    const sealed = await (await box()).seal(SECRET, "a");
    expect(await (await box(OTHER_KEY)).open(sealed, "a")).toBeNull();
    expect(sealed.split(".")[1]).not.toBe((await (await box(OTHER_KEY)).seal(SECRET, "a")).split(".")[1]);
  });

  test("does not open when any single character was altered", async () => {
    const { seal, open } = await box();
    const sealed = await seal("short", "a");
    for (let index = 0; index < sealed.length; index++) {
      const altered = sealed.slice(0, index) + (sealed[index] === "A" ? "B" : "A") + sealed.slice(index + 1);
      expect(await open(altered, "a"), altered).toBeNull();
    }
  });

  test.each(["", ".", "v1", "v1...", "v2.a.b.c", "v1.a.b.c.d", "not an envelope", "v1.%.%.%"])(
    "answers %j with nothing",
    async (sealed) => {
      expect(await (await box()).open(sealed, "a")).toBeNull();
    },
  );

  test.each([
    ["", "wrong_length"],
    ["c2hvcnQ=", "wrong_length"],
    [Buffer.alloc(64).toString("base64"), "wrong_length"],
    ["not base64!", "not_base64"],
    [KEY.replace("=", ""), "not_base64"],
  ])("refuses the master key %j as %s and says how to make one", async (key, reason) => {
    const made = await createSecretBox(key);
    expect(made).toMatchObject({ ok: false, failure: { reason, message: expect.stringContaining("openssl rand") } });
  });
});
