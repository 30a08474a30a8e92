import { describe, expect, test } from "vitest";
import { deriveKeys } from "../../src/keys.ts";
import { OPERATOR_TOKEN, openWorld, SECRET_KEY, type World } from "../support/world.ts";

const EVENT = JSON.stringify({
  action: "labeled",
  issue: { number: 12, updated_at: "2026-11-03T10:00:00Z" },
  repository: { full_name: "acme/globex", owner: { login: "acme" } },
  sender: { id: 77 },
});
const WORDS = "the customer's very own words";

async function deliver(world: World, body = EVENT, headers = world.github().signed(body)) {
  return world.request(await world.githubWebhookPath(), { method: "POST", headers, body });
}

/** Everything that a request could have changed. */
async function everything(world: World, owners: readonly string[]) {
  const rows = await Promise.all(owners.map(async (owner) => world.rowsOf(await world.ownersAccount(owner))));
  const known = (await world.tierline.accounts.all()).length;
  return { rows, known, calls: owners.map((owner) => world.github(owner).calls.length) };
}

const metrics = async (world: World): Promise<string> =>
  (await world.request("/metrics", { headers: { authorization: `Bearer ${OPERATOR_TOKEN}` } })).text;

describe("a webhook that GitHub did sign", () => {
  test("is answered 200 once it is stored, and its duplicate with the very same words", async () => {
    const world = await openWorld({ owners: ["acme"] });
    const first = await deliver(world);
    const again = { ...world.github().signed(EVENT), "x-github-delivery": "another-delivery-of-the-same" };
    const second = await deliver(world, EVENT, again);
    expect([first.status, first.text]).toEqual([200, "ok"]);
    expect([second.status, second.text]).toEqual([200, "ok"]);
    const { work, arrival } = await world.rowsOf(await world.ownersAccount());
    expect(work).toMatchObject([{ ticket_id: "acme/globex#12" }]);
    expect(arrival).toHaveLength(1);
    const text = await metrics(world);
    expect(text).toContain('tierline_webhook_requests_total{helpdesk="github",result="accepted"} 1');
    expect(text).toContain('tierline_webhook_requests_total{helpdesk="github",result="duplicate"} 1');
  });

  test("that can't be stored is answered 503 with the time to try again, and counted", async () => {
    const world = await openWorld({ owners: ["acme"] });
    const { sql } = (await world.ownersAccount()).desk;
    sql.run(`PRAGMA query_only = ON`);
    const refused = await deliver(world);
    sql.run(`PRAGMA query_only = OFF`);
    expect(refused).toMatchObject({ status: 503 });
    expect(refused.headers.get("retry-after")).toBe("30");
    expect(await deliver(world)).toMatchObject({ status: 200 });
  });

  test("of an account that knows no more secret is not believed", async () => {
    const world = await openWorld({ owners: ["acme"] });
    await world.operator("POST", "/disconnect", { owner: "acme" });
    expect(await deliver(world)).toMatchObject({ status: 401 });
  });

  test("about another owner's repository is not believed: an App that is open to all is installed by others", async () => {
    const world = await openWorld({ owners: ["acme"] });
    expect(await deliver(world, EVENT.replaceAll("acme", "ACME"))).toMatchObject({ status: 200 });
    expect(await deliver(world, EVENT.replaceAll("acme", "other"))).toMatchObject({ status: 401 });
  });
});

describe("a webhook that GitHub did not sign changes nothing, and learns nothing", () => {
  type Forge = (world: World) => Promise<{ path?: string; headers?: Record<string, string>; body?: string }>;
  const signatureIs = (signature: string | null): Forge => {
    return async (world) => {
      const { "x-hub-signature-256": _, ...headers } = world.github().signed(EVENT);
      return { headers: { ...headers, ...(signature === null ? {} : { "x-hub-signature-256": signature }) } };
    };
  };
  const FORGERIES: Readonly<Record<string, Forge>> = {
    "no signature at all": signatureIs(null),
    "an empty signature": signatureIs(""),
    "a signature that is none": signatureIs("sha256=zz"),
    "a signature of half the length": signatureIs(`sha256=${"a".repeat(32)}`),
    "a signature that is no hex": signatureIs(`sha256=${"x".repeat(64)}`),
    "the older kind of signature": signatureIs(`sha1=${"a".repeat(40)}`),
    "a signature of nothing": signatureIs(`sha256=${"0".repeat(64)}`),
    "a tampered body": async () => ({ body: EVENT.replace("12", "13") }),
    "a body that only looks the same": async () => ({ body: ` ${EVENT}` }),
    "another account's secret": async (world) => ({ headers: world.github("beta").signed(EVENT) }),
    "the address of another account": async (world) => ({ path: await world.githubWebhookPath("beta") }),
    "the address of an account that never connected": async (world) => ({ path: await world.githubWebhookPath("no") }),
    "the address of the Zendesk account of that name": async (world) => ({
      path: `/webhooks/github/${await world.tierline.deskIds.of("zendesk", "acme")}`,
    }),
    "the way in of Zendesk": async (world) => ({
      path: (await world.githubWebhookPath()).replace("/github/", "/zendesk/"),
    }),
    "a made-up address": async () => ({ path: `/webhooks/github/${"A".repeat(64)}` }),
    "an address that is no id": async () => ({ path: "/webhooks/github/x" }),
  };

  test("one constant answer to each, byte for byte, and not a row or a call more than before", async () => {
    const owners = ["acme", "beta"];
    const world = await openWorld({ owners, accounts: ["acme"] });
    const before = await everything(world, owners);
    const answers = new Map<string, string>();
    for (const [name, forge] of Object.entries(FORGERIES)) {
      const forged = await forge(world);
      const { path = await world.githubWebhookPath(), headers = world.github().signed(EVENT), body = EVENT } = forged;
      const answer = await world.request(path, { method: "POST", headers, body });
      answers.set(name, `${answer.status} ${answer.text} ${JSON.stringify([...answer.headers])}`);
    }
    const [one] = answers.values();
    expect(one).toMatch(/^401 unauthorized /);
    expect(Object.fromEntries(answers)).toEqual(Object.fromEntries([...answers.keys()].map((name) => [name, one])));
    expect(await everything(world, owners)).toEqual(before);
    // The same request with nothing forged is taken, so the refusals above are not for another reason.
    expect(await deliver(world)).toMatchObject({ status: 200 });
  });

  test.each([
    ["larger than 4 MiB", 413, { body: `"${"x".repeat(4 * 1_048_576)}"` }],
    ["packed", 415, { headers: { "content-encoding": "gzip" } }],
    ["a form", 415, { headers: { "content-type": "application/x-www-form-urlencoded" } }],
  ] as const)(
    "%s is refused as that",
    async (_, status, { body = EVENT, headers = {} }: Partial<{ body: string; headers: object }>) => {
      const world = await openWorld({ owners: ["acme"] });
      const answer = await deliver(world, body, { ...world.github().signed(body), ...headers });
      expect(answer).toMatchObject({ status });
    },
  );
});

describe("a signed webhook that can't be used is acknowledged, and kept for a person", () => {
  test.each<[string, string | null, string]>([
    ["broken JSON", "issues", `{"title": "${WORDS}"`],
    ["an issue without a number", "issues", JSON.stringify({ action: "opened", issue: { title: WORDS } })],
    ["an event that another header names", "issue_comment", EVENT.replace("labeled", WORDS)],
    ["no header that names an event", null, EVENT.replace("labeled", WORDS)],
  ])("%s", async (_, event, body) => {
    const world = await openWorld({ owners: ["acme"] });
    const { "x-github-event": _event, ...headers } = world.github().signed(body);
    const answer = await deliver(world, body, event === null ? headers : { ...headers, "x-github-event": event });
    expect(answer).toMatchObject({ status: 200 });
    const { json } = await world.operator("GET", "/parked?owner=acme");
    const [parked] = json["parked"] as { id: string }[];
    expect(world.log.join("\n") + world.bytesOnDisk()).not.toContain(WORDS);
    const shown = await world.operator("GET", `/parked/body?owner=acme&id=${parked?.id}`);
    const delivery = "72d3162e-cc78-11e3-81ab-4c9367dc0958";
    expect(shown.json["body"]).toBe(`X-GitHub-Event: ${event ?? ""}\nX-GitHub-Delivery: ${delivery}\n\n${body}`);
    // This version understands it no better.
    expect(await world.operator("POST", "/parked/replay", { ids: "all" })).toMatchObject({ json: { replayed: 0 } });
  });

  test("and is worked off by a version that understands it", async () => {
    const world = await openWorld({ owners: ["acme"] });
    const account = await world.ownersAccount();
    await deliver(world, "{");
    const { secretBox } = await deriveKeys(SECRET_KEY);
    const kept = `X-GitHub-Event: issues\nX-GitHub-Delivery: x\n\n${EVENT}`;
    const sealed = await secretBox.seal(kept, `delivery of ${account.id}`);
    account.desk.sql.run(`UPDATE parked SET body = ?`, sealed);
    expect(await world.operator("POST", "/parked/replay", { ids: "all" })).toMatchObject({ json: { replayed: 1 } });
    expect((await world.rowsOf(account))["work"]).toMatchObject([{ ticket_id: "acme/globex#12" }]);
  });
});
