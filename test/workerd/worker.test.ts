import { evictDurableObject, listDurableObjectIds, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env, exports, type Stub } from "cloudflare:workers";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import * as z from "zod";
import { Account } from "../../src/account/account.ts";
import { auditEntry, auditPage } from "../../src/api/audit.ts";
import { ticketAnswer } from "../../src/api/ticket-answer.ts";
import { createDeskIds } from "../../src/desk-id.ts";
import { deskIn } from "../../src/worker/accounts.ts";
import type { DeskObject } from "../../src/worker/desk-object.ts";
import { openStorage } from "../../src/worker/sql.ts";
import worker from "../../src/worker.ts";
import { sqlContract } from "../contract/sql.ts";
import { CLOCK, OUTBOX, type Posted, postedShape, ZENDESK } from "./outside.ts";

sqlContract("a Durable Object", (body) =>
  runInDurableObject(env.DESKS.get(env.DESKS.newUniqueId()), (_object, { storage }) => body(openStorage(storage))),
);

const ORIGIN = "http://127.0.0.1:8787";
const deskIds = await createDeskIds(String(env["TIERLINE_SECRET_KEY"]));
const acme = await deskIds.of("zendesk", "acme");
const ticketShape = z.object({
  ticket: z.object({ id: z.number(), priority: z.string().nullable(), tags: z.array(z.string()) }),
});

function post(path: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const json = { "content-type": "application/json", ...headers };
  return exports.default.fetch(ORIGIN + path, { method: "POST", headers: json, body });
}

const operator = (path: string, body: object): Promise<Response> =>
  post(`/operator${path}`, JSON.stringify(body), { authorization: `Bearer ${String(env["TIERLINE_OPERATOR_TOKEN"])}` });

const connect = (subdomain: string, clientSecret = "emulator-secret"): Promise<Response> =>
  operator("/connect", {
    subdomain,
    origin: ZENDESK,
    credentials: { kind: "oauth_client", clientId: "tierline", clientSecret },
  });

/** One request to the API. */
function ask(path: string, token: string, body?: object): Promise<Response> {
  const headers = { authorization: `Bearer ${token}` };
  if (body !== undefined) return post(`/api/zendesk/acme${path}`, JSON.stringify(body), headers);
  return exports.default.fetch(`${ORIGIN}/api/zendesk/acme${path}`, { headers });
}

/** As Zendesk's proxy makes it for the installed app. */
async function agentToken(): Promise<string> {
  const { secret } = z.object({ secret: z.string() }).parse(await (await operator("/app/secret", {})).json());
  const url = (text: string): string => btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: "https://acme.zendesk.com", aud: ORIGIN, iat: now, exp: now + 60 };
  const signed = `${url(JSON.stringify({ alg: "HS256", typ: "JWT" }))}.${url(JSON.stringify(claims))}`;
  const bytes = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes.encode(secret), algorithm, false, ["sign"]);
  const mac = await crypto.subtle.sign("HMAC", key, bytes.encode(signed));
  return `${signed}.${url(String.fromCharCode(...new Uint8Array(mac)))}`;
}

/** An admin's or an agent's call on Zendesk. */
async function zendesk(method: string, path: string, body?: object): Promise<unknown> {
  const authorization = `Basic ${btoa("integration@acme.test/token:emulator")}`;
  const headers = { authorization, "content-type": "application/json" };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await fetch(ZENDESK + path, init);
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function arrives(subject: string): Promise<number> {
  const requester = { name: "Ines", email: "ines@aurora-games.example" };
  const ticket = { subject, comment: { body: subject }, requester };
  return ticketShape.parse(await zendesk("POST", "/api/v2/tickets", { ticket })).ticket.id;
}

const shown = async (id: number) => ticketShape.parse(await zendesk("GET", `/api/v2/tickets/${id}`)).ticket;

/** What Zendesk has sent since the last time. */
async function posted(): Promise<Posted[]> {
  return z.array(postedShape).parse(await (await fetch(OUTBOX)).json());
}

const deliver = ({ url, headers, body }: Posted): Promise<Response> => post(new URL(url).pathname, body, headers);

async function carry(): Promise<Posted[]> {
  const all = await posted();
  for (const one of all) expect((await deliver(one)).status).toBe(200);
  return all;
}

/** Time goes by, here and in Zendesk, and the alarm goes off; `false` when none was set. */
async function wake(): Promise<boolean> {
  const ms = 2_000;
  vi.setSystemTime(Date.now() + ms);
  await fetch(CLOCK, { method: "POST", body: String(ms) });
  return runDurableObjectAlarm(desk());
}

/** Lets everything that is under way come to its end. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    const sent = await carry();
    if (sent.length === 0 && (await desk().ask("overview")).waiting === 0) return;
    await wake();
  }
  throw new Error("it never comes to an end");
}

const desk = (): Stub<DeskObject> => deskIn(env.DESKS, acme);

/** Every row that the account's object has. */
const rows = (): Promise<unknown> =>
  runInDurableObject(desk(), (_object, { storage }) => {
    const sql = openStorage(storage);
    const tables = ["setting", "arrival", "work", "ticket", "decision", "parked"];
    return tables.map((table) => sql.all(`SELECT * FROM ${table}`));
  });

describe("before anybody connected an account", () => {
  test("a setting that is missing is named in the log, and requests are answered", async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
    const unset = { ...env, TIERLINE_SECRET_KEY: undefined };
    const response = await worker.fetch(new Request(`${ORIGIN}/livez`), unset);
    expect(response.status).toBe(500);
    expect(log.mock.calls.join()).toMatch(/bad_settings.*TIERLINE_SECRET_KEY is missing/);
    log.mockRestore();
  });

  test("an address that was made up, or is nobody's yet, is refused and reaches no object", async () => {
    const before = await listDurableObjectIds(env.DESKS);
    for (const id of ["a", "A".repeat(64), acme])
      expect((await post(`/webhooks/zendesk/${id}`, "{}")).status).toBe(401);
    expect(await listDurableObjectIds(env.DESKS)).toEqual(before);
  });

  test("credentials that fail leave no account behind", async () => {
    expect((await connect("other", "wrong")).status).toBe(422);
    const other = deskIn(env.DESKS, await deskIds.of("zendesk", "other"));
    const kept = await runInDurableObject(other, (_object, { storage }) =>
      openStorage(storage).all(`SELECT name FROM sqlite_schema WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'`),
    );
    expect(kept).toEqual([]);
  });
});

describe("a connected account", () => {
  beforeAll(async () => {
    const organization = { name: "Aurora Games", external_id: "crm-1001" };
    const made = z
      .object({ organization: z.object({ id: z.number() }) })
      .parse(await zendesk("POST", "/api/v2/organizations", { organization }));
    const user = { name: "Ines", email: "ines@aurora-games.example", organization_id: made.organization.id };
    await zendesk("POST", "/api/v2/users", { user });
    expect((await connect("acme")).status).toBe(200);
    expect((await operator("/mode", { mode: "live" })).status).toBe(200);
    await posted();
  });

  test("a webhook comes in, the alarm goes off, and the ticket says its tier", async () => {
    const ticket = await arrives("Push messages arrive late");
    expect(await carry()).not.toEqual([]);
    const tags = async () => (await shown(ticket)).tags;
    await vi.waitFor(async () => expect(await tags()).toContain("sla_tier_enterprise"), { timeout: 5000 });
    expect((await shown(ticket)).priority).toBe("normal");

    const token = await agentToken();
    const answer = await ask(`/tickets/${ticket}/answer`, token);
    expect(ticketAnswer.parse(await answer.json())).toMatchObject({ state: "answered", tier: { name: "enterprise" } });
    expect((await ask(`/tickets/${ticket}/answer`, `${token.slice(0, -2)}AA`)).status).toBe(401);
    expect((await ask("/me", token)).status).toBe(403);
  });

  test("a program's token lets in until it is revoked, also when the object starts anew", async () => {
    const operatorToken = String(env["TIERLINE_OPERATOR_TOKEN"]);
    const made = await ask("/tokens", operatorToken, { name: "nightly export" });
    const { id, token } = z.object({ id: z.string(), token: z.string() }).parse(await made.json());
    await evictDurableObject(desk());
    expect((await ask("/me", token)).status).toBe(200);
    const headers = { authorization: `Bearer ${operatorToken}` };
    await exports.default.fetch(`${ORIGIN}/api/zendesk/acme/tokens/${id}`, { method: "DELETE", headers });
    expect((await ask("/me", token)).status).toBe(401);
    const { entries } = auditPage.parse(await (await ask("/audit?action=token", operatorToken)).json());
    expect(entries.map(({ action, subject }) => [action, subject])).toEqual([
      ["token.revoked", `token ${id}`],
      ["token.made", `token ${id}`],
    ]);
  });

  describe("as time goes by", () => {
    beforeAll(async () => {
      vi.useFakeTimers({ toFake: ["Date"] });
      await settle();
    });
    afterAll(() => vi.useRealTimers());

    test("a duplicate is taken with thanks and changes nothing", async () => {
      await arrives("Twice");
      const sent = await carry();
      await settle();
      const before = await rows();
      for (const one of sent) expect((await deliver(one)).status).toBe(200);
      expect(await rows()).toEqual(before);
    });

    test("deliveries that come together are stored together, and each is answered", async () => {
      for (const subject of ["One", "Two", "Three", "Four"]) await arrives(subject);
      const sent = await posted();
      const before = (await desk().ask("overview")).waiting;
      const commit = await runInDurableObject(desk(), (_object, { storage }) => vi.spyOn(storage, "transactionSync"));
      const answers = await Promise.all(sent.map(deliver));
      const commits = commit.mock.calls.length;
      commit.mockRestore();
      expect(answers.map(({ status }) => status)).toEqual(sent.map(() => 200));
      expect((await desk().ask("overview")).waiting).toBe(before + 4);
      expect(commits).toBeGreaterThan(0);
      expect(commits).toBeLessThan(sent.length);
      await settle();
    });

    test("an altered delivery is refused and changes nothing", async () => {
      await arrives("Forged");
      const [first] = await posted();
      if (first === undefined) throw new Error("nothing was sent");
      const before = await rows();
      expect((await deliver({ ...first, body: first.body.replace("Forged", "forged") })).status).toBe(401);
      expect(await rows()).toEqual(before);
    });

    test("an object that starts anew has its account and goes on with what waited", async () => {
      const ticket = await arrives("Before the move");
      await carry();
      await evictDurableObject(desk());
      expect(await desk().ask("overview")).toMatchObject({ account: "acme", waiting: 1 });
      await settle();
      expect((await shown(ticket)).tags).toContain("sla_tier_enterprise");
    });

    test("while an account can't be opened, a delivery is sent back to be tried again; then it is taken", async () => {
      await settle();
      const ticket = await arrives("Meanwhile");
      const sent = await posted();
      const open = vi.spyOn(Account, "open").mockRejectedValue(new Error("disk I/O error: SQLITE_IOERR"));
      await evictDurableObject(desk());
      for (const one of sent) {
        const response = await deliver(one);
        expect([response.status, response.headers.get("retry-after")]).toEqual([503, "30"]);
      }
      const told = await operator("/mode", { mode: "live" });
      expect([told.status, told.headers.get("retry-after")]).toEqual([503, "30"]);
      open.mockRestore();
      for (const one of sent) expect((await deliver(one)).status).toBe(200);
      await settle();
      expect((await shown(ticket)).tags).toContain("sla_tier_enterprise");
    });

    test("an object that the platform ends during a call says to come back; a mistake in our own code doesn't", async () => {
      const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
      const writing = vi.spyOn(Account.prototype, "setWriting").mockImplementation(() => {
        throw new TypeError("account is undefined");
      });
      expect((await operator("/mode", { mode: "live" })).status).toBe(500);
      const abort = await runInDurableObject(
        desk(),
        (_object, state) => () => state.abort("the platform's own reason"),
      );
      writing.mockImplementation(() => {
        abort();
        return Promise.resolve(0);
      });
      const told = await operator("/mode", { mode: "live" });
      expect([told.status, told.headers.get("retry-after")]).toEqual([503, "30"]);
      writing.mockRestore();
      log.mockRestore();
      expect((await operator("/mode", { mode: "live" })).status).toBe(200);
    });

    test("an alarm that was lost is set again by the watchdog", async () => {
      const ticket = await arrives("Forgotten");
      await carry();
      await runInDurableObject(desk(), (_object, { storage }) => storage.deleteAlarm());
      expect(await wake()).toBe(false);
      await exports.default.scheduled();
      expect(await wake()).toBe(true);
      expect((await shown(ticket)).tags).toContain("sla_tier_enterprise");
    });

    test("an administrator changes the mapping and the policy, and all of it stays when the object starts anew", async () => {
      const token = String(env["TIERLINE_OPERATOR_TOKEN"]);
      const ticket = await arrives("Renewed");
      await settle();
      const got = async (path: string, body?: object) => (await ask(path, token, body)).json();
      const changed = z.object({ id: z.string(), state: z.string(), counts: z.object({ differ: z.number() }) });
      const change = async (request: object) => {
        const { id, counts } = changed.parse(await got("/changes", request));
        expect(counts.differ).toBeGreaterThan(0);
        expect(changed.parse(await got(`/changes/${id}/apply`, {})).state).toBe("applied");
        await wake();
        await settle();
      };
      expect(await got("/owner", { owner: "admin" })).toMatchObject({ owner: "admin" });
      const page = z.object({ organizations: z.array(z.object({ id: z.string(), name: z.string() })) });
      const [aurora] = page.parse(await got("/organizations?search=crm-1001")).organizations;
      const organization = { tier: "pro", namedContacts: [] };
      await change({ kind: "organizations", edits: [{ op: "set", id: aurora?.id, organization }] });
      expect((await shown(ticket)).tags).toContain("sla_tier_pro");
      const path = ["policy", "priority_definitions"];
      const priority = (severity: string, value: string) => ({ path: [...path, severity, "priority"], value });
      await change({ kind: "policy", edits: [priority("severity_3", "low"), priority("severity_4", "normal")] });
      expect((await shown(ticket)).priority).toBe("low");
      await evictDurableObject(desk());
      expect(await got("/policy")).toMatchObject({ owner: "admin", number: 2 });
      const later = await arrives("After the move");
      await settle();
      expect(await shown(later)).toMatchObject({ priority: "low", tags: expect.arrayContaining(["sla_tier_pro"]) });
      const csv = await (await ask("/organizations/export", token)).text();
      expect(csv).toContain("crm-1001,Aurora Games,");
      expect(await got("/organizations/import", { csv })).toMatchObject({ added: 0, altered: 0, change: null });
      expect(await got("/audit/verify")).toMatchObject({ kind: "whole" });
      const trail = new TextDecoder().decode(await (await ask("/audit/export", token)).arrayBuffer());
      const actions = trail
        .trim()
        .split("\n")
        .map((line) => auditEntry.parse(JSON.parse(line)).action);
      expect(actions.slice(0, 2)).toEqual(["account.connected", "mode.set"]);
      expect(actions.slice(-3)).toEqual(["owner.taken", "change.applied", "change.applied"]);
      expect(await got("/health")).toMatchObject({ account: "acme", owner: "admin", parkedCount: 0 });
    });
  });
});
