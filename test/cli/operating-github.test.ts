import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { AppCredentials } from "../../src/github/app-credentials.ts";
import { OPERATOR_TOKEN, openWorld, type World } from "../support/world.ts";
import { type Seen, tierline } from "./terminal-double.ts";

/** The real commands, against a real server and an emulated GitHub. */
function operate(world: World, ...args: readonly string[]): Promise<Seen> {
  return tierline([...args, "--url", "http://127.0.0.1:4000"], {
    fetch: async (input, init) => world.tierline.app.request(new Request(input, init)),
    environment: { TIERLINE_OPERATOR_TOKEN: OPERATOR_TOKEN },
  });
}

/** The options that name an App of one's own. */
function appOptions({ appId, privateKey, webhookSecret }: AppCredentials): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "tierline-app-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "app.pem"), privateKey);
  writeFileSync(join(folder, "secret.txt"), `${webhookSecret}\n`);
  const files = ["--private-key-file", join(folder, "app.pem"), "--webhook-secret-file", join(folder, "secret.txt")];
  return ["--app-id", String(appId), ...files];
}

async function begun(): Promise<{ world: World; connect: (...options: readonly string[]) => Promise<Seen> }> {
  const world = await openWorld({ owners: ["acme"], mode: null });
  const { origin } = world.github();
  const connect = (...options: readonly string[]) =>
    operate(world, "connect", "github", "--owner", "acme", "--github-origin", origin, ...options);
  return { world, connect };
}

describe("connect github", () => {
  test("with an App of one's own connects in shadow mode; again, it changes nothing", async () => {
    const { world, connect } = await begun();
    const first = await connect(...appOptions(world.github().credentials));
    expect(first).toMatchObject({ code: 0, errors: "" });
    expect(first.output).toContain("acme is connected in shadow mode.");
    expect(first.output).toContain("tierline mode live --owner acme");
    const again = await operate(world, "connect", "github", "--owner", "acme");
    expect(again).toMatchObject({ code: 0, errors: "" });
    expect(again.output).not.toMatch(/^repaired/m);
    expect((await operate(world, "doctor", "--owner", "acme")).output).toContain("Signed in as the App");
  });

  test("mends an address that somebody changed", async () => {
    const { world, connect } = await begun();
    await connect(...appOptions(world.github().credentials));
    const [app] = world.github().emulator.state.apps.values();
    if (app === undefined) throw new Error("no App");
    app.hook.url = "https://elsewhere.example/";
    expect(await operate(world, "doctor", "--owner", "acme")).toMatchObject({ code: 1 });
    expect((await operate(world, "connect", "github", "--owner", "acme")).output).toMatch(/^repaired +webhook/m);
    expect(app.hook.url).toBe(`http://127.0.0.1:4000${await world.githubWebhookPath()}`);
  });

  test("as a dry run changes nothing, here or there", async () => {
    const { world, connect } = await begun();
    const options = appOptions(world.github().credentials);
    world.github().writes();
    expect((await connect("--dry-run", ...options)).output).toContain("Nothing was created.");
    expect(world.github().writes()).toEqual([]);
    expect(await world.tierline.accounts.all()).toEqual([]);
  });

  test("without an App prints the address at which one is registered", async () => {
    const { connect } = await begun();
    const { code, output } = await connect();
    expect(output).toMatch(/^http:\/\/127\.0\.0\.1:4000\/github\/new\/[\w-]{64}\.[\w-]{43}$/m);
    expect(code).toBe(0);
    expect(JSON.parse((await connect("--json")).output)).toEqual({
      address: expect.stringContaining("/github/new/"),
      until: "2026-11-03T10:30:00Z",
    });
  });

  test.each<[string, (options: readonly string[]) => readonly string[], RegExp]>([
    ["half of the credentials", (options) => options.slice(0, 4), /takes all three/],
    [
      "a file that isn't there",
      (options) => [...options.slice(0, 3), "/nowhere", ...options.slice(4)],
      /can't be read/,
    ],
    ["an id that is none", ([, , ...options]) => ["--app-id", "x", ...options], /whole number/],
    ["the id of another App", ([, , ...options]) => ["--app-id", "9", ...options], /Could not sign in as the App/],
  ])("with %s says what is wrong, and connects nothing", async (_, spoil, says) => {
    const { world, connect } = await begun();
    const { code, errors } = await connect(...spoil(appOptions(world.github().credentials)));
    expect(errors).toMatch(says);
    expect(code).toBeGreaterThan(0);
    expect(await world.tierline.accounts.all()).toEqual([]);
  });

  test("with a key that is none shows nothing of it", async () => {
    const { world, connect } = await begun();
    const { errors, output } = await connect(
      ...appOptions({ ...world.github().credentials, privateKey: "not-a-key-but-a-secret" }),
    );
    expect(errors).not.toBe("");
    expect(errors + output + world.log.join("\n")).not.toContain("not-a-key-but-a-secret");
  });
});

describe("an owner's account, by the commands", () => {
  test("decides in shadow, writes when live, tells its decisions, and leaves", async () => {
    const { world, connect } = await begun();
    await connect(...appOptions(world.github().credentials));
    const issue = world.github().opens("Sev 2 – Major");
    await world.settle();
    expect(issue.labels).toEqual([]);
    const options = ["--owner", "ACME"];
    expect((await operate(world, "mode", "live", ...options)).output).toContain("The mode is live.");
    await world.settle();
    expect(issue.labels.map(({ name }) => name)).toContain("sev: 2");
    const { output } = await operate(world, "decisions", "--ticket", "acme/globex#1", ...options);
    expect(output).toMatch(/^1\. .*\n2\. /m);
    expect((await operate(world, "parked", "list", ...options)).output).toBe("Nothing is parked.\n");
    expect(JSON.parse((await operate(world, "doctor", "--json", ...options)).output)).toMatchObject({
      account: { helpdesk: "github", name: "acme" },
    });

    world.github().writes();
    const dry = await operate(world, "disconnect", "--dry-run", ...options);
    const left = await operate(world, "disconnect", ...options);
    expect(left.output).toMatch(
      /an App can't delete itself: .*\/organizations\/acme\/settings\/apps\/[\w-]+\/advanced/,
    );
    expect(dry.output).toContain("an App can't delete itself");
    expect(world.github().writes()).toEqual([]);
    expect(await operate(world, "doctor", ...options)).toMatchObject({ code: 1 });
    // Its credentials are forgotten: connecting it anew needs them again.
    expect((await operate(world, "connect", "github", "--owner", "acme", "--dry-run")).errors).toContain(
      "No GitHub App",
    );
  });

  test("beside one of Zendesk has to be named, by one name", async () => {
    const world = await openWorld({ owners: ["acme"], accounts: ["acme"] });
    expect((await operate(world, "parked", "list")).errors).toContain(
      "--subdomain … for one of Zendesk, --owner … for",
    );
    expect((await operate(world, "parked", "list", "--owner", "acme", "--subdomain", "acme")).code).toBe(2);
    const both = await world.operator("GET", "/parked?owner=acme&subdomain=acme");
    expect(both).toMatchObject({ status: 400, json: { reason: "bad_request" } });
    for (const [query, helpdesk] of [
      ["owner=acme", "github"],
      ["subdomain=acme", "zendesk"],
    ]) {
      const answer = await world.operator("GET", `/parked?${query}`);
      expect(answer).toMatchObject({ status: 200, json: { account: { helpdesk, name: "acme" } } });
    }
    expect((await operate(world, "app", "secret", "--owner", "acme")).errors).toContain("a GitHub account has none");
  });
});
