import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { createTestHarness } from "wrangler";
import { defaultSeed } from "../../emulator/github/seed.ts";
import { serveGithubEmulator } from "../../emulator/github/serve.ts";
import { MAPPING, organizations } from "../account/git-stage.ts";
import { OPERATOR_TOKEN, SECRET_KEY } from "../support/world.ts";

// The bundle as it is deployed, and beside it the module that reads mapping files, in the runtime that both are for.

const ROOT = join(import.meta.dirname, "../..");
const OWNER = "openback-support";
const CONTRACTS = `${OWNER}/support-contracts`;
const SETTINGS = {
  TIERLINE_SECRET_KEY: SECRET_KEY,
  TIERLINE_OPERATOR_TOKEN: OPERATOR_TOKEN,
  TIERLINE_PUBLIC_URL: "http://127.0.0.1:8787",
  TIERLINE_DEVELOPMENT: "1",
};

test("on workerd a push is checked, applied and answered by its check run; one with a problem is refused", async () => {
  const worker = createTestHarness({ root: ROOT, workers: [{ configPath: "wrangler.toml", vars: SETTINGS }] });
  onTestFinished(() => worker.close());
  const { url } = await worker.listen();
  const wiring = {
    ...{ port: 0, now: Date.now, random: Math.random },
    fetch: (input: string | URL | Request, init?: RequestInit) =>
      fetch(new URL(new URL(String(input)).pathname, url), init),
  };
  const hooked = defaultSeed.app && { ...defaultSeed.app, hookUrl: "https://elsewhere.example/" };
  const github = await serveGithubEmulator({ ...wiring, seed: { app: hooked } });
  onTestFinished(() => github.close());
  const people = [{ login: "mara", name: "Mara", staff: "admin" as const }];
  const others = { owner: "sister", app: hooked, people, repositories: [{ name: "help", private: true }] };
  const sister = await serveGithubEmulator({ ...wiring, seed: others });
  onTestFinished(() => sister.close());

  const operator = async (method: string, path: string, body?: object): Promise<unknown> => {
    const headers = { authorization: `Bearer ${OPERATOR_TOKEN}`, "content-type": "application/json" };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${url.origin}/operator${path}`, { method, headers, ...sent });
    const text = await response.text();
    expect(response.ok, text).toBe(true);
    return JSON.parse(text);
  };
  const connect = async (owner: string, { origin, emulator }: typeof github): Promise<void> => {
    const [app] = emulator.seed.apps;
    const credentials = { appId: app?.id, privateKey: app?.privateKey, webhookSecret: app?.webhookSecret };
    await operator("POST", "/connect", { owner, credentials, origin });
  };
  await connect(OWNER, github);
  await connect("sister", sister);
  const mara = github.emulator.as("mara");
  const first = mara.push(CONTRACTS, { files: MAPPING });
  for (const owner of [OWNER, "sister"]) {
    const followed = await operator("POST", "/mapping/git", { owner, repository: CONTRACTS });
    expect(followed).toMatchObject({
      owner: "git",
      trouble: null,
      git: { inForce: { sha: first.sha }, refused: null },
    });
  }

  // In another object than the one that reads the repository.
  const status = () => operator("GET", "/mapping?owner=sister");
  const within = { timeout: 20_000, interval: 100 };
  const second = mara.push(CONTRACTS, { files: { "organizations.csv": organizations({ bolt: "pro" }) } });
  await vi.waitFor(async () => expect(await status()).toMatchObject({ git: { inForce: { sha: second.sha } } }), within);
  const third = mara.push(CONTRACTS, { files: { "organizations.csv": organizations({ bolt: "gold" }) } });
  await vi.waitFor(async () => expect(await status()).toMatchObject({ git: { refused: { sha: third.sha } } }), within);
  const [repository] = [...github.emulator.state.repositories.values()].filter(
    (one) => one.name === "support-contracts",
  );
  const checks = () => repository?.checkRuns.map(({ head_sha, conclusion }) => [head_sha, conclusion]);
  await vi.waitFor(() => {
    expect(checks()).toEqual([
      [first.sha, "success"],
      [second.sha, "success"],
      [third.sha, "failure"],
    ]);
  }, within);
}, 60_000);
