import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { hours, minutes } from "../../src/core/time.ts";
import type { EmulatedGithub } from "../support/emulated-github.ts";
import { type Answer, openWorld, type World } from "../support/world.ts";

async function aWorldWithoutApp(): Promise<World> {
  const world = await openWorld({ accounts: [], mode: null });
  world.addOwner("acme", false);
  return world;
}

/** The address that the operator is given, below the server's origin. */
async function offered(world: World, owner = "acme", more: object = {}): Promise<string> {
  const { origin } = world.github("acme");
  const answer = await world.operator("POST", "/github/registration", { owner, origin, ...more });
  if (answer.status !== 200) throw new Error(answer.text);
  return new URL(z.string().parse(answer.json["address"])).pathname;
}

const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};
const plain = (html: string) => html.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? "");

/** What the page's one button posts, and to whom. */
function formOf({ text }: Answer) {
  const found = /action="([^"]+)"><input type="hidden" name="manifest" value="([^"]+)">/.exec(text);
  if (found === null) throw new Error(text);
  return { action: plain(found[1] ?? ""), manifest: plain(found[2] ?? "") };
}

/** Where GitHub sends the browser, below the server's origin. */
async function posted(github: EmulatedGithub, address: string, form: Record<string, string>): Promise<string> {
  const response = await github.emulator.app.request(address, { method: "POST", body: new URLSearchParams(form) });
  const to = URL.parse(response.headers.get("location") ?? "");
  if (to === null) throw new Error(await response.text());
  return to.pathname + to.search;
}

/** The owner's admin registers the App that the page asks for. */
async function registers(world: World, address: string, action?: (address: string) => string): Promise<string> {
  const form = formOf(await world.request(address));
  const to = action?.(form.action) ?? form.action;
  return posted(world.github(), to, { manifest: form.manifest, create: "1" });
}

/** The same, until the browser is back from the installation. */
async function installs(world: World, address: string): Promise<string> {
  const registered = await world.request(await registers(world, address));
  if (registered.status !== 303) throw new Error(registered.text);
  return posted(world.github(), registered.headers.get("location") ?? "", {});
}

/** What the owner's account has of a registration. */
const kept = async (world: World) =>
  (await world.ownersAccount("acme")).desk.sql.all(`SELECT key FROM setting WHERE key LIKE 'github_registration%'`);

const connected = async (world: World) => (await world.operator("GET", "/doctor?owner=acme")).status === 200;

describe("a GitHub App is registered in the browser", () => {
  test("from the operator's address to an account that is connected, with the App as it has to be", async () => {
    const world = await aWorldWithoutApp();
    const back = await installs(world, await offered(world));
    const page = await world.request(back);
    expect(page.status).toBe(200);
    expect(page.text).toContain("<b>acme</b> is connected in shadow mode");
    expect(page.text).toContain("tierline mode live --owner acme");
    const [app] = world.github().emulator.state.apps.values();
    expect(app).toMatchObject({
      hook: { active: true, url: `http://127.0.0.1:4000${await world.githubWebhookPath()}` },
      permissions: { issues: "write", metadata: "read" },
    });
    await world.operator("POST", "/mode", { owner: "acme", mode: "live" });
    const issue = world.github().opens();
    await world.settle();
    expect(issue.labels.map(({ name }) => name)).toContain("sev: 3");
  });

  test("and no secret of it stands in a page, in an answer, in the log or in clear on disk", async () => {
    const world = await aWorldWithoutApp();
    const address = await offered(world);
    const pages = [await world.request(address)];
    const back = await installs(world, address);
    const waiting = world.bytesOnDisk();
    pages.push(await world.request(back), await world.operator("POST", "/connect", { owner: "acme" }));
    const { privateKey, webhookSecret } = world.github().credentials;
    const secrets = [privateKey.split("\n")[1] ?? "", webhookSecret, address.split(".")[1] ?? ""];
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(20);
      expect(waiting + world.bytesOnDisk()).not.toContain(secret);
      expect(world.log.join("\n")).not.toContain(secret);
      expect(pages.map(({ text }) => text).join("\n")).not.toContain(secret);
    }
  });

  test("by pages that load nothing, are kept by nobody and post to GitHub alone", async () => {
    const world = await aWorldWithoutApp();
    const form = await world.request(await offered(world));
    expect(form.headers.get("content-security-policy")).toBe(
      `default-src 'none'; base-uri 'none'; form-action ${world.github().origin}; frame-ancestors 'none'`,
    );
    const refused = await world.request("/github/created?state=x&code=y");
    expect(refused.headers.get("content-security-policy")).toContain("form-action 'none'");
    for (const { headers } of [form, refused]) {
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("x-frame-options")).toBe("DENY");
    }
  });

  test("for a person's own account at another page of GitHub", async () => {
    const world = await aWorldWithoutApp();
    const { origin } = world.github();
    const actions = [await offered(world), await offered(world, "mara", { personal: true })].map(
      async (address) => formOf(await world.request(address)).action.split("?")[0],
    );
    expect(await Promise.all(actions)).toEqual([
      `${origin}/organizations/acme/settings/apps/new`,
      `${origin}/settings/apps/new`,
    ]);
  });

  test("once: neither the address, nor the code, nor the state is good a second time", async () => {
    const world = await aWorldWithoutApp();
    const address = await offered(world);
    const created = await registers(world, address);
    const { headers } = await world.request(created);
    expect(await world.request(address)).toMatchObject({ status: 404 });
    expect(await world.request(created)).toMatchObject({ status: 400 });
    const back = await posted(world.github(), headers.get("location") ?? "", {});
    expect(await world.request(back)).toMatchObject({ status: 200 });
    expect(await world.request(back)).toMatchObject({ status: 400 });
  });

  test("within half an hour", async () => {
    const world = await aWorldWithoutApp();
    const address = await offered(world);
    const created = await registers(world, address);
    await world.pass(minutes(30));
    expect(await world.request(address)).toMatchObject({ status: 404 });
    expect(await world.request(created)).toMatchObject({ status: 400 });
    expect(await connected(world)).toBe(false);
  });

  test("by the newest address alone", async () => {
    const world = await aWorldWithoutApp();
    const first = await offered(world);
    const second = await offered(world);
    expect(await world.request(first)).toMatchObject({ status: 404 });
    expect(await world.request(second)).toMatchObject({ status: 200 });
  });
});

describe("whoever comes back from GitHub with something else is refused:", () => {
  test.each<[string, (query: URLSearchParams) => void]>([
    ["no state", (query) => query.delete("state")],
    ["another state", (query) => query.set("state", `${query.get("state")?.slice(0, -1)}_`)],
    ["another Desk's state", (query) => query.set("state", `${"A".repeat(64)}.${query.get("state")?.split(".")[1]}`)],
    ["no code", (query) => query.delete("code")],
    ["a code of nobody's", (query) => query.set("code", "0000")],
    ["a code that leads elsewhere", (query) => query.set("code", "../../app")],
  ])("%s", async (_, spoil) => {
    const world = await aWorldWithoutApp();
    const created = await registers(world, await offered(world));
    const query = new URLSearchParams(created.split("?")[1]);
    spoil(query);
    expect(await world.request(`/github/created?${query}`)).toMatchObject({ status: 400 });
    expect(await connected(world)).toBe(false);
    // The genuine one is as good as before.
    expect(await world.request(created)).toMatchObject({ status: 303 });
  });

  test("an App of somebody else", async () => {
    const world = await aWorldWithoutApp();
    const personal = (action: string) => action.replace("/organizations/acme", "");
    const answer = await world.request(await registers(world, await offered(world), personal));
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("was registered for mara, not for acme");
    expect(await world.operator("POST", "/connect", { owner: "acme" })).toMatchObject({
      status: 422,
      json: { reason: "no_app" },
    });
  });

  test("an installation that is only claimed", async () => {
    const world = await aWorldWithoutApp();
    const { headers } = await world.request(await registers(world, await offered(world)));
    const state = new URL(headers.get("location") ?? "").searchParams.get("state");
    const answer = await world.request(`/github/installed?installation_id=1&state=${state}`);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("is not installed for acme");
    expect(await connected(world)).toBe(false);
  });
});

describe("what was begun", () => {
  test("goes on by the command, once the App is installed: its credentials are kept, over a restart", async () => {
    const world = await aWorldWithoutApp();
    await installs(world, await offered(world));
    await world.restart();
    await world.pass(minutes(120));
    const { origin } = world.github();
    expect(await world.operator("POST", "/connect", { owner: "acme", origin })).toMatchObject({
      status: 200,
      json: { helpdesk: "github", account: "acme", mode: "shadow" },
    });
  });

  test("and never finished is forgotten when its address holds no more; another may begin", async () => {
    const world = await aWorldWithoutApp();
    await offered(world);
    expect(await kept(world)).not.toEqual([]);
    await world.pass(minutes(31));
    expect(await kept(world)).toEqual([]);
    await installs(world, await offered(world));
    expect(await kept(world)).not.toEqual([]);
  });

  test("and never finished is gone with its account when the server starts after that", async () => {
    const world = await aWorldWithoutApp();
    await offered(world);
    await world.restart();
    expect(await world.tierline.accounts.all()).toHaveLength(1);
    await world.stop();
    await world.pass(minutes(31));
    await world.start();
    expect(await world.tierline.accounts.all()).toEqual([]);
    expect(readdirSync(world.folder)).toEqual([]);
  });

  test("and whose App nobody has installed for a week is forgotten with the credentials, and no sooner", async () => {
    const world = await aWorldWithoutApp();
    await world.request(await registers(world, await offered(world)));
    await world.pass(hours(7 * 24 - 1));
    expect(await kept(world)).not.toEqual([]);
    await world.pass(hours(2));
    expect(await kept(world)).toEqual([]);
    expect(await world.operator("POST", "/connect", { owner: "acme" })).toMatchObject({
      status: 422,
      json: { reason: "no_app" },
    });
  });

  test("is tried again after GitHub did not answer", async () => {
    const world = await aWorldWithoutApp();
    const created = await registers(world, await offered(world));
    const { emulator } = world.github();
    emulator.faults.add({ match: { path: "/app-manifests/*" }, fault: { kind: "status", status: 502 }, times: 1 });
    expect((await world.request(created)).text).toContain("Load this page again");
    expect(await world.request(created)).toMatchObject({ status: 303 });
  });

  test("is no matter for an account that is connected", async () => {
    const world = await openWorld({ owners: ["acme"] });
    expect(await world.operator("POST", "/github/registration", { owner: "acme" })).toMatchObject({
      status: 422,
      json: { reason: "already_connected" },
    });
  });
});
