import { expect, test } from "vitest";
import { admin, allowSignIn, ask, automation } from "../../support/visitors.ts";
import { OPERATOR_TOKEN, openWorld } from "../../support/world.ts";

test("a token is shown once, kept as a hash, named with its maker, and works until it is revoked", async () => {
  const world = await openWorld();
  await allowSignIn(world);
  const person = await admin(world);
  const made = await ask(world, person, "POST", "/tokens", { body: { name: " nightly export " } });
  expect(made).toMatchObject({ status: 201, json: { name: "nightly export", madeBy: "Integration", usedAt: null } });
  const token = String(made.json["token"]);
  expect(token).toMatch(/^tla_[\w-]{54}$/);
  expect(world.bytesOnDisk()).not.toContain(token);
  expect(await ask(world, token, "GET", "/me")).toMatchObject({ json: { kind: "automation", name: "nightly export" } });
  const list = await ask(world, person, "GET", "/tokens");
  expect(list.json["tokens"]).toMatchObject([{ name: "nightly export", usedAt: expect.stringMatching(/Z$/) }]);
  expect(list.text).not.toContain(token);
  expect((await ask(world, person, "DELETE", `/tokens/${made.json["id"]}`)).status).toBe(204);
  expect((await ask(world, token, "GET", "/me")).status).toBe(401);
  expect((await ask(world, person, "DELETE", `/tokens/${made.json["id"]}`)).status).toBe(404);
});

test("a program can't make tokens", async () => {
  const world = await openWorld();
  const token = await automation(world);
  expect((await ask(world, token, "POST", "/tokens", { body: { name: "another" } })).status).toBe(403);
});

test("an account has at most fifty tokens, and is told what to do", async () => {
  const world = await openWorld();
  for (let count = 0; count < 50; count += 1) await automation(world);
  expect(await ask(world, OPERATOR_TOKEN, "POST", "/tokens", { body: { name: "one more" } })).toMatchObject({
    status: 409,
    json: { reason: "too_many_tokens", mend: /Revoke/ },
  });
});

test.each([{}, { name: "" }, { name: "  " }, { name: "x".repeat(81) }, { name: "x", admin: true }])(
  "%j is no request for a token",
  async (body) => {
    const world = await openWorld();
    const answer = await ask(world, OPERATOR_TOKEN, "POST", "/tokens", { body });
    expect(answer).toMatchObject({ status: 422, json: { problems: [{ message: /./ }] } });
  },
);
