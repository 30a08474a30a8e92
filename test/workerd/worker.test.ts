import { evictDurableObject, listDurableObjectIds, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env, exports, type Stub } from "cloudflare:workers";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import * as z from "zod";
import { Account } from "../../src/account.ts";
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
    const tables = ["setting", "delivery", "work", "ticket", "decision", "parked"];
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
      const open = vi.spyOn(Account, "open").mockRejectedValue(new Error("disk I/O error"));
      await evictDurableObject(desk());
      for (const one of sent) {
        const response = await deliver(one);
        expect([response.status, response.headers.get("retry-after")]).toEqual([503, "30"]);
      }
      open.mockRestore();
      for (const one of sent) expect((await deliver(one)).status).toBe(200);
      await settle();
      expect((await shown(ticket)).tags).toContain("sla_tier_enterprise");
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
  });
});
