import type { Namespace, Stub } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { DeskId } from "../../src/core/id.ts";
import { ObjectAccounts } from "../../src/worker/accounts.ts";
import type { DeskObject } from "../../src/worker/desk-object.ts";
import type { DirectoryObject } from "../../src/worker/directory-object.ts";

const ID = "a desk" as DeskId;
const INCOMING = { timestamp: null, signature: null, body: new Uint8Array() };
const ACCEPTED = { kind: "accepted", type: "zen:event-type:ticket.created", ticketId: null } as const;

const only = <Target>(stub: Stub<Target>): Namespace<Target> => ({
  idFromName: (name) => ({ name }),
  newUniqueId: () => ({}),
  get: () => stub,
});

const failed = (flags: object): Error => Object.assign(new Error("the object is gone"), flags);

/** An object that fails these ways, one a call, and then answers. */
function desks(calls: string[], failures: readonly Error[]): Namespace<DeskObject> {
  const waiting = [...failures];
  const answer = async (call: string, value: unknown): Promise<never> => {
    calls.push(call);
    const failure = waiting.shift();
    if (failure !== undefined) throw failure;
    return value as never;
  };
  return only<DeskObject>({
    ask: (question, ..._args) => answer(question, ACCEPTED),
    administer: (question, ..._args) => answer(question, ACCEPTED),
    found: () => answer("found", undefined),
    discard: () => answer("discard", true),
    ping: () => answer("ping", undefined),
  });
}

function directory(calls: string[], has: () => Promise<boolean>): Namespace<DirectoryObject> {
  const note = async (call: string): Promise<never[]> => {
    calls.push(call);
    return [];
  };
  return only<DirectoryObject>({
    has: async () => {
      calls.push("has");
      return has();
    },
    add: () => note("add").then(() => undefined),
    remove: () => note("remove").then(() => undefined),
    all: () => note("all"),
    takeUnseen: () => note("takeUnseen"),
    answers: async () => true,
  });
}

const listed = async (): Promise<boolean> => true;

test("a delivery costs one call once the Desk is known", async () => {
  const calls: string[] = [];
  const accounts = new ObjectAccounts(desks(calls, []), directory(calls, listed));
  for (let i = 0; i < 2; i++) await (await accounts.find(ID))?.receive(INCOMING);
  expect(calls).toEqual(["has", "receive", "receive"]);
});

test("an object that moved is asked once more, and no oftener", async () => {
  const calls: string[] = [];
  const moved = failed({ retryable: true });
  const accounts = new ObjectAccounts(desks(calls, [moved, moved, moved]), directory(calls, listed));
  const account = await accounts.find(ID);
  await expect(account?.receive(INCOMING)).rejects.toThrow(moved.message);
  expect(await account?.receive(INCOMING)).toEqual(ACCEPTED);
  expect(calls).toEqual(["has", "receive", "receive", "receive", "receive"]);
});

test.each([
  ["overloaded", { retryable: true, overloaded: true }],
  ["broken", {}],
])("an object that is %s is not asked again: the sender tries later", async (_, flags) => {
  const calls: string[] = [];
  const accounts = new ObjectAccounts(desks(calls, [failed(flags)]), directory(calls, listed));
  await expect((await accounts.find(ID))?.receive(INCOMING)).rejects.toThrow("gone");
  expect(calls).toEqual(["has", "receive"]);
});

test("a directory that can't answer costs no delivery", async () => {
  const calls: string[] = [];
  const down = () => Promise.reject(failed({ overloaded: true }));
  const accounts = new ObjectAccounts(desks(calls, []), directory(calls, down));
  expect(await (await accounts.find(ID))?.receive(INCOMING)).toEqual(ACCEPTED);
});

test("an account is listed once it is made, and no longer when it is discarded", async () => {
  const calls: string[] = [];
  const accounts = new ObjectAccounts(desks(calls, []), directory(calls, listed));
  await accounts.create(ID, "zendesk");
  await accounts.discard(ID);
  expect(calls).toEqual(["found", "add", "discard", "remove"]);
});
