import { env, type Namespace, type Stub } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { createDeskIds } from "../../src/desk-id.ts";
import type { DeskObject } from "../../src/worker/desk-object.ts";
import type { DirectoryObject } from "../../src/worker/directory-object.ts";
import worker from "../../src/worker.ts";

// What the platform says when an object can't serve a call is not to be had from it at will, so here objects are stubs.

const acme = await (await createDeskIds(String(env["TIERLINE_SECRET_KEY"]))).of("zendesk", "acme");
let failure = new Error();

const fail = (): Promise<never> => Promise.reject(failure);
const only = <Target>(stub: Stub<Target>): Namespace<Target> => ({
  idFromName: (name) => ({ name }),
  newUniqueId: () => ({}),
  get: () => stub,
});
const DESKS = only<DeskObject>({ ask: fail, administer: fail, found: fail, discard: fail, ping: fail });
const DIRECTORY = only<DirectoryObject>({
  has: async () => true,
  add: async () => undefined,
  remove: async () => undefined,
  all: async () => [acme],
  takeUnseen: async () => [acme],
  answers: async () => true,
});

const CONNECT = { subdomain: "acme", credentials: { kind: "oauth_client", clientId: "id", clientSecret: "secret" } };
const ROUTES = [
  ["POST", "/operator/connect", CONNECT],
  ["POST", "/operator/disconnect", {}],
  ["GET", "/operator/doctor", null],
  ["POST", "/operator/mode", { mode: "live" }],
  ["GET", "/operator/parked", null],
  ["GET", "/operator/parked/body?id=1", null],
  ["POST", "/operator/parked/replay", { ids: "all" }],
  ["POST", "/operator/parked/drop", { ids: [] }],
  ["GET", "/operator/decisions", null],
  ["GET", "/operator/decisions?subdomain=acme", null],
  ["GET", "/metrics", null],
  ["POST", `/webhooks/zendesk/${acme}`, {}],
] as const;

async function ask(method: string, path: string, body: object | null): Promise<Response> {
  const authorization = `Bearer ${String(env["TIERLINE_OPERATOR_TOKEN"])}`;
  const headers = { authorization, "content-type": "application/json" };
  const init = { method, headers, ...(body === null ? {} : { body: JSON.stringify(body) }) };
  vi.spyOn(console, "log").mockImplementation(() => undefined);
  return worker.fetch(new Request(`http://127.0.0.1:8787${path}`, init), { ...env, DESKS, DIRECTORY });
}

const failing = (message: string, flags: object): Error => Object.assign(new Error(message), flags);

// https://developers.cloudflare.com/durable-objects/best-practices/error-handling/
const FAILURES = [
  ["is overloaded", failing("Durable Object is overloaded. Too many requests queued.", { overloaded: true })],
  ["moves, and moves again", failing("Network connection lost.", { retryable: true })],
  ["fails within the platform", failing("Internal error in Durable Object storage caused object to be reset.", {})],
  ["is full", failing("database or disk is full: SQLITE_FULL", { remote: true })],
  ["has a disk that fails", failing("disk I/O error: SQLITE_IOERR", { remote: true })],
] as const;

test.each(FAILURES)("while an object %s, every route says to come back soon", async (_, error) => {
  failure = error;
  for (const [method, path, body] of ROUTES) {
    const response = await ask(method, path, body);
    const answer = { path, status: response.status, retryAfter: response.headers.get("retry-after") };
    expect(answer).toEqual({ path, status: 503, retryAfter: "30" });
    const told = await response.text();
    expect(told, "what went wrong inside is told to nobody").not.toContain(error.message);
    if (path.startsWith("/operator")) expect(JSON.parse(told)).toMatchObject({ reason: "unavailable" });
  }
});

test.each([
  ["a mistake in our own code", failing("account is undefined", { remote: true })],
  ["a query that is wrong", failing('near "SELCT": syntax error: SQLITE_ERROR', { remote: true })],
])("%s is not passed off as one that waiting mends", async (_, error) => {
  failure = error;
  for (const [method, path, body] of ROUTES) {
    if (path.startsWith("/webhooks")) continue;
    const response = await ask(method, path, body);
    expect([path, response.status, response.headers.get("retry-after")]).toEqual([path, 500, null]);
  }
});
