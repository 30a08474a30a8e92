import { describe, expect, test } from "vitest";
import { createGithubEmulator } from "../../emulator/github/emulator.ts";
import { defaultSeed, type SeedApp } from "../../emulator/github/seed.ts";
import { githubOrigin } from "../../src/github/connection.ts";
import { disconnectSteps } from "../../src/github/disconnect.ts";
import { type ConnectRequest, connect } from "../../src/github/provision.ts";
import { CONNECTION, NOON, ORIGIN, PKCS1 } from "./given.ts";

const HOOK = "https://tierline.example/webhooks/github/desk";

function registered(changes: Partial<SeedApp> = {}) {
  const app = defaultSeed.app && { ...defaultSeed.app, hookUrl: HOOK, ...changes };
  let count = 0;
  const random = () => (++count * 0.618) % 1;
  const emulator = createGithubEmulator({
    now: () => NOON,
    random,
    fetch: async () => new Response(),
    expiry: false,
    seed: { owner: "acme", app },
  });
  const [known] = emulator.seed.apps;
  if (known === undefined) throw new Error("no App");
  const connecting = (more: Partial<ConnectRequest> = {}) =>
    connect({
      owner: "acme",
      origin: ORIGIN,
      credentials: { appId: known.id, privateKey: known.privateKey, webhookSecret: known.webhookSecret },
      webhookEndpoint: HOOK,
      withProject: true,
      previous: null,
      dryRun: false,
      fetch: emulator.fetch,
      now: () => NOON,
      paced: false,
      ...more,
    });
  return { emulator, known, connecting };
}

describe("connecting an App", () => {
  test("tells each step, and that all is there", async () => {
    const outcome = await registered().connecting();
    const steps = outcome.ok ? outcome.value.steps : [];
    expect(steps.map(({ kind, what }) => `${kind} ${what}`)).toEqual([
      "checked credentials",
      "checked permissions",
      "checked events",
      "checked repositories",
      "kept webhook",
    ]);
  });

  test("again after its secret was changed keeps the old one for a day", async () => {
    const { connecting, known } = registered();
    const first = await connecting();
    const previous = first.ok ? first.value.connection : null;
    const webhookSecret = "another-secret-of-good-length";
    const second = await connecting({
      previous,
      credentials: { appId: known.id, privateKey: known.privateKey, webhookSecret },
    });
    expect(second).toMatchObject({
      value: {
        connection: { webhookSecrets: [{ secret: webhookSecret, notAfter: null }, { notAfter: NOON + 86_400_000 }] },
      },
    });
  });

  test("whose events go elsewhere puts that right, and dry says so", async () => {
    const { connecting, emulator } = registered({ hookUrl: "https://elsewhere.example/" });
    const dry = await connecting({ dryRun: true });
    expect(dry).toMatchObject({
      value: { connection: null, steps: expect.arrayContaining([expect.objectContaining({ kind: "would_repair" })]) },
    });
    await connecting();
    expect([...emulator.state.apps.values()].map(({ hook }) => hook.url)).toEqual([HOOK]);
  });

  test("with too few permissions and events names each, with why", async () => {
    const outcome = await registered({
      permissions: { issues: "read", metadata: "read" },
      events: ["issues"],
    }).connecting();
    const warnings = outcome.ok ? outcome.value.steps.filter(({ kind }) => kind === "warning") : [];
    expect(warnings.map(({ what }) => what)).toEqual(["permissions", "events"]);
    expect(warnings[0]?.detail).toContain("lacks issues: write (to read issues");
    expect(warnings[0]?.detail).toContain("lacks organization_projects: write");
    expect(warnings[0]?.detail).not.toContain("lacks metadata");
    expect(warnings[1]?.detail).toContain("lacks issue_comment (a comment by support is the first response)");
  });

  test.each<[string, (given: ReturnType<typeof registered>) => Partial<ConnectRequest>, string, string]>([
    [
      "a key of another App",
      ({ known }) => ({ credentials: { appId: known.id, privateKey: PKCS1, webhookSecret: "x".repeat(20) } }),
      "unauthorized",
      "private key",
    ],
    [
      "no key",
      ({ known }) => ({ credentials: { appId: known.id, privateKey: "?", webhookSecret: "x".repeat(20) } }),
      "bad_key",
      "new one",
    ],
    [
      "a secret that can be guessed",
      ({ known }) => ({ credentials: { appId: known.id, privateKey: known.privateKey, webhookSecret: "secret" } }),
      "bad_key",
      "openssl",
    ],
    ["an owner where it isn't installed", () => ({ owner: "aurora-games" }), "not_installed", "/installations/new"],
  ])("with %s stops, with what to do", async (_, wrong, reason, mend) => {
    const given = registered();
    const outcome = await given.connecting(wrong(given));
    expect(outcome).toMatchObject({ ok: false, failure: { reason, mend: expect.stringContaining(mend) } });
    expect(JSON.stringify(outcome)).not.toContain("PRIVATE KEY-----\\n");
  });

  test("that is suspended, or sees no repository, says so", async () => {
    const { emulator, connecting } = registered();
    const [installation] = emulator.state.installations.values();
    if (installation === undefined) throw new Error("not installed");
    emulator.selectRepositories(installation, []);
    expect(await connecting()).toMatchObject({
      value: { steps: expect.arrayContaining([expect.objectContaining({ kind: "warning", what: "repositories" })]) },
    });
    emulator.suspend(installation);
    expect(await connecting()).toMatchObject({
      failure: { reason: "not_installed", message: expect.stringContaining("suspended") },
    });
  });
});

test("what is left of an App is its owner's to remove, and is said", () => {
  expect(disconnectSteps(CONNECTION).map(({ kind }) => kind)).toEqual(["left", "left"]);
});

describe("where GitHub is", () => {
  test.each([
    ["acme", null, "https://api.github.com"],
    ["acme", "http://127.0.0.1:4000", "http://127.0.0.1:4000"],
    ["acme", "http://[::1]:4000", "http://[::1]:4000"],
  ])("%s at %s is %s", (owner, loopbackOrigin, origin) => {
    expect(githubOrigin(owner, loopbackOrigin === null ? null : { loopbackOrigin })).toEqual({
      ok: true,
      value: origin,
    });
  });

  test.each([
    ["../x", null, "bad_owner"],
    ["", null, "bad_owner"],
    ["-acme", null, "bad_owner"],
    ["acme", "https://127.0.0.1.evil.example", "bad_loopback_origin"],
    ["acme", "http://localhost:80/path", "bad_loopback_origin"],
  ])("%j at %s is refused", (owner, loopbackOrigin, reason) => {
    const origin = githubOrigin(owner, loopbackOrigin === null ? null : { loopbackOrigin });
    expect(origin).toMatchObject({ ok: false, failure: { reason } });
  });
});
