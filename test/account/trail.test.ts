import { describe, expect, test } from "vitest";
import * as z from "zod";
import type { AuditVerdict } from "../../src/desk/audit.ts";
import { ask, SIGN_IN_CLIENT, signIn } from "../support/visitors.ts";
import { type Answer, OPERATOR_TOKEN, openWorld, type World } from "../support/world.ts";
import { actor, aStage, DEEDS, type Stage, WORDS } from "./deeds.ts";

const sqlOf = async (world: World) => (await world.account()).desk.sql;

async function trailOf(world: World) {
  const sql = await sqlOf(world);
  return sql
    .all<{ actor: string; action: string; subject: string; detail: string }>(`SELECT * FROM audit ORDER BY seq`)
    .map(({ actor, action, subject, detail }) => ({
      ...{ actor: JSON.parse(actor), action, subject, detail: JSON.parse(detail) },
    }));
}

const verdictOf = async (world: World): Promise<AuditVerdict> => (await world.account()).admin.verifyAudit();

/** Whatever is done to this table fails from now on; the returned function mends it. */
async function breaks(world: World, table: string): Promise<() => void> {
  const sql = await sqlOf(world);
  const kinds = ["INSERT", "UPDATE", "DELETE"];
  for (const kind of kinds) {
    sql.run(
      `CREATE TEMP TRIGGER no_${kind} AFTER ${kind} ON main.${table} BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
    );
  }
  return () => {
    for (const kind of kinds) sql.run(`DROP TRIGGER no_${kind}`);
  };
}

describe("the audit trail tells of", () => {
  test.each(DEEDS)("$what: once, by whom, and before and after", async (deed) => {
    const stage = await aStage();
    const { world } = stage;
    deed.before?.(stage);
    const earlier = await trailOf(world);
    expect(await deed.does(stage)).toMatchObject({ status: expect.toSatisfy((status: number) => status < 400) });
    const trail = await trailOf(world);
    const of = <T>(part: T | ((stage: Stage) => T)): T => (part instanceof Function ? part(stage) : part);
    const { action, subject, detail } = deed;
    expect(trail.slice(earlier.length)).toEqual([
      { actor: actor(stage, deed.by), action, subject: of(subject), detail: of<object>(detail) },
    ]);
    expect(await verdictOf(world)).toMatchObject({ kind: "whole", entries: trail.length });
  });

  test("the first connection, which there was none before", async () => {
    const world = await openWorld({ mode: null });
    await world.connect();
    expect(await trailOf(world)).toMatchObject([
      {
        ...{ action: "account.connected", subject: "account acme", actor: { kind: "operator" } },
        detail: {
          before: null,
          after: { subdomain: "acme", credentials: "oauth_client", signInClient: null },
          steps: expect.arrayContaining([expect.objectContaining({ kind: "created" })]),
        },
      },
    ]);
  });

  test("each of several things that are done at once", async () => {
    const stage = await aStage();
    const { length } = await trailOf(stage.world);
    const deeds = DEEDS.filter(({ action }) => action !== "account.disconnected");
    await Promise.all(deeds.map((deed) => deed.does(stage)));
    const trail = (await trailOf(stage.world)).slice(length);
    // What is parked goes back to work once, and a token is revoked once, whoever is first.
    const once = new Set(["parked.replayed", "token.revoked"]);
    const wanted = [...deeds.map(({ action }) => action)].filter(
      (action, index, all) => !once.has(action) || all.indexOf(action) === index,
    );
    expect(trail.map(({ action }) => action).toSorted()).toEqual(wanted.toSorted());
    expect(await verdictOf(stage.world)).toMatchObject({ kind: "whole" });
  });
});

test("a word of a newer version, left there by a rollback, is shown as it is", async () => {
  const { world } = await aStage();
  (await sqlOf(world)).run(`UPDATE audit SET action = 'moon.landed' WHERE seq = 1`);
  const answer = await ask(world, OPERATOR_TOKEN, "GET", "/audit?action=moon");
  expect(answer).toMatchObject({ status: 200, json: { entries: [{ seq: 1, action: "moon.landed" }] } });
});

describe.each(DEEDS)("$what", (deed) => {
  test.each(["audit", deed.table])("is not done, and not told, when the table %s can't be written", async (table) => {
    const stage = await aStage();
    const { world } = stage;
    deed.before?.(stage);
    const before = await world.rows();
    const mend = await breaks(world, table);
    expect(await deed.does(stage)).toMatchObject({ status: expect.toSatisfy((status: number) => status >= 500) });
    expect(await world.rows()).toEqual(before);
    expect((await world.account()).connected).toBe(true);
    mend();
    expect(await deed.does(stage)).toMatchObject({ status: expect.toSatisfy((status: number) => status < 400) });
    expect((await trailOf(world)).filter(({ action }) => action === deed.action)).not.toEqual([]);
  });
});

test("a first connection that can't be stored is none", async () => {
  const world = await openWorld({ mode: null });
  const { accounts, deskIds } = world.tierline;
  await accounts.create(await deskIds.of("zendesk", "acme"), "zendesk");
  const mend = await breaks(world, "audit");
  expect((await world.connect()).status).toBeGreaterThanOrEqual(500);
  expect((await world.account()).connected).toBe(false);
  mend();
  expect(await world.connect()).toMatchObject({ status: 200 });
  expect(await trailOf(world)).toMatchObject([{ action: "account.connected" }]);
});

const NOTHING: readonly { readonly what: string; readonly does: (stage: Stage) => Promise<unknown> }[] = [
  { what: "a dry run of connecting", does: ({ world }) => world.connect("acme", { dryRun: true }) },
  {
    what: "connecting with a wrong secret",
    does: ({ world }) =>
      world.connect("acme", { credentials: { kind: "oauth_client", clientId: "tierline", clientSecret: "wrong" } }),
  },
  {
    what: "a dry run of disconnecting",
    does: ({ world }) => world.operator("POST", "/disconnect", { dryRun: true }),
  },
  {
    what: "disconnecting that Zendesk refuses",
    async does({ world }) {
      await world.zendesk().meets({ kind: "status", status: 403 }, { match: { method: "DELETE" } });
      return world.operator("POST", "/disconnect", {});
    },
  },
  { what: "reading the app's secret", does: ({ world }) => world.operator("POST", "/app/secret", {}) },
  {
    what: "trying again what still can't be understood",
    does: ({ world, delivery }) => world.operator("POST", "/parked/replay", { ids: [delivery] }),
  },
  {
    what: "dropping what isn't there",
    does: ({ world }) => world.operator("POST", "/parked/drop", { ids: ["99"] }),
  },
  { what: "revoking what isn't there", does: ({ world }) => ask(world, OPERATOR_TOKEN, "DELETE", "/tokens/99") },
  {
    what: "a program that would make a token",
    does: ({ world, tokens }) => ask(world, tokens.automation, "POST", "/tokens", { body: { name: "own" } }),
  },
  { what: "an agent who signs in", does: ({ world }) => signIn(world, { who: "ada@acme.test" }) },
  { what: "looking", does: ({ world }) => world.operator("GET", "/doctor") },
];

test.each(NOTHING)("of $what there is nothing to tell", async ({ does }) => {
  const stage = await aStage();
  const before = await trailOf(stage.world);
  await does(stage);
  expect(await trailOf(stage.world)).toEqual(before);
});

test("one token too many is neither made nor told", async () => {
  const { world } = await aStage();
  while ((await ask(world, OPERATOR_TOKEN, "POST", "/tokens", { body: { name: "more" } })).status === 201);
  const before = await trailOf(world);
  expect(await ask(world, OPERATOR_TOKEN, "POST", "/tokens", { body: { name: "more" } })).toMatchObject({
    status: 409,
  });
  expect(await trailOf(world)).toEqual(before);
});

/** Everything that opens something, as the answers and the emulated account have it. */
async function secretsOf(
  { world, tokens }: Stage,
  answers: readonly Answer[],
): Promise<Readonly<Record<string, string>>> {
  const { webhookSecret, emulator } = world.zendesk();
  const [session] = answers
    .flatMap(({ headers }) => headers.getSetCookie())
    .filter((one) => one.startsWith("__Host-tierline-acme="));
  const secrets = {
    ...{ ...tokens, webhookSecret, deskId: (await world.account()).id },
    madeToken: answers.map(({ json }) => json["token"]).find((token) => token !== undefined),
    appSecret: answers.map(({ json }) => json["secret"]).find((secret) => secret !== undefined),
    session: session?.split(/[=;]/)[1],
    clientSecret: emulator.seed.client.secret,
    signInSecret: SIGN_IN_CLIENT.clientSecret,
    accessToken: [...emulator.state.tokens.keys()].at(-1),
    customersWords: WORDS,
  };
  return z.record(z.string(), z.string().min(10)).parse(secrets);
}

test("no secret and no word of a customer gets into the trail", async () => {
  const stage = await aStage();
  const { world } = stage;
  const answers: Answer[] = [];
  const leavesLast = DEEDS.toSorted(
    (a, b) => Number(a.action === "account.disconnected") - Number(b.action === "account.disconnected"),
  );
  let secrets: Readonly<Record<string, string>> = {};
  for (const deed of leavesLast) {
    if (deed.action === "account.disconnected") secrets = await secretsOf(stage, answers);
    answers.push(await deed.does(stage));
  }
  const stored = JSON.stringify(await trailOf(world));
  for (const { action } of DEEDS) expect(stored).toContain(action);
  expect(Object.keys(secrets).filter((name) => stored.includes(secrets[name] ?? ""))).toEqual([]);
});
