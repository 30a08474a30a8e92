import { expect, test } from "vitest";
import { createDeskIds } from "../src/desk-id.ts";
import { seeded } from "./emulator/rig.ts";

const KEY = btoa("0123456789abcdef0123456789abcdef");
const OTHER_KEY = btoa("0123456789abcdef0123456789abcdeF");
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

test("an account has the same id in every process with the same key, and another with another", async () => {
  const [ids, again, other] = await Promise.all([createDeskIds(KEY), createDeskIds(KEY), createDeskIds(OTHER_KEY)]);
  const id = await ids.of("zendesk", "acme");
  expect(id).toMatch(/^[A-Za-z0-9_-]{64}$/);
  expect(await again.of("zendesk", "acme")).toBe(id);
  expect(await again.authentic(id)).toBe(id);
  expect(await other.of("zendesk", "acme")).not.toBe(id);
  expect(await other.authentic(id)).toBeNull();
  expect(await ids.of("zendesk", "acme2")).not.toBe(id);
});

test("an id with any one character changed, or of another length, is nobody's", async () => {
  const ids = await createDeskIds(KEY);
  const id = await ids.of("zendesk", "acme");
  for (let index = 0; index < id.length; index++) {
    const changed = id.slice(0, index) + (id[index] === "A" ? "B" : "A") + id.slice(index + 1);
    expect(await ids.authentic(changed)).toBeNull();
  }
  for (const text of ["", id.slice(1), `${id}A`, `${id}\n`, ` ${id}`, id.toUpperCase(), `${id.slice(0, 63)}=`]) {
    expect(await ids.authentic(text)).toBeNull();
  }
});

test("ten thousand made-up ids: none is authentic", async () => {
  const ids = await createDeskIds(KEY);
  const random = seeded(3);
  const guess = () => Array.from({ length: 64 }, () => ALPHABET[Math.floor(random() * 64)]).join("");
  const answers = await Promise.all(Array.from({ length: 10_000 }, () => ids.authentic(guess())));
  expect(answers.filter((answer) => answer !== null)).toEqual([]);
});

test("the id tells nothing of the account's name", async () => {
  const ids = await createDeskIds(KEY);
  const first = await ids.of("zendesk", "acme");
  const second = await ids.of("zendesk", "acmf");
  const common = [...first].filter((character, index) => character === second[index]).length;
  expect(common).toBeLessThan(12);
});
