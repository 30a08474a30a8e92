import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { createTestHarness } from "wrangler";
import { defaultSeed } from "../../emulator/github/seed.ts";
import { serveGithubEmulator } from "../../emulator/github/serve.ts";
import { OPERATOR_TOKEN, SECRET_KEY } from "../support/world.ts";

// The bundle as it is deployed, with Octokit in it, in the runtime that it is deployed to.

const ROOT = join(import.meta.dirname, "../..");
const OWNER = "openback-support";
const SETTINGS = {
  TIERLINE_SECRET_KEY: SECRET_KEY,
  TIERLINE_OPERATOR_TOKEN: OPERATOR_TOKEN,
  TIERLINE_PUBLIC_URL: "http://127.0.0.1:8787",
  TIERLINE_DEVELOPMENT: "1",
};

test("on workerd an issue arrives by a webhook, is labelled and commented; edited, its comment is edited", async () => {
  const worker = createTestHarness({ root: ROOT, workers: [{ configPath: "wrangler.toml", vars: SETTINGS }] });
  onTestFinished(() => worker.close());
  const { url } = await worker.listen();
  const github = await serveGithubEmulator({
    port: 0,
    now: Date.now,
    random: Math.random,
    fetch: (input, init) => fetch(new URL(new URL(String(input)).pathname, url), init),
    seed: { app: defaultSeed.app && { ...defaultSeed.app, hookUrl: "https://elsewhere.example/" } },
  });
  onTestFinished(() => github.close());
  const [app] = github.emulator.seed.apps;

  const operator = async (path: string, body: object): Promise<void> => {
    const headers = { authorization: `Bearer ${OPERATOR_TOKEN}`, "content-type": "application/json" };
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    const response = await fetch(`${url.origin}/operator${path}`, init);
    expect(response.ok, await response.text()).toBe(true);
  };
  const credentials = { appId: app?.id, privateKey: app?.privateKey, webhookSecret: app?.webhookSecret };
  await operator("/connect", { owner: OWNER, credentials, origin: github.origin });
  await operator("/mode", { mode: "live", owner: OWNER });

  const body = "### Severity\n\nSev 2 – Major\n\n### What happened\n\nNothing arrives.";
  const issue = github.emulator.as("ines").openIssue(`${OWNER}/aurora-games`, { title: "Late", body });
  const labels = () => issue.labels.map(({ name }) => name);
  const ours = () => issue.comments.filter((comment) => comment.app !== null).map((comment) => comment.body);
  const within = { timeout: 20_000, interval: 50 };
  await vi.waitFor(() => expect(ours()).toHaveLength(1), within);
  expect(labels()).toContain("sev: 2");
  const [before] = ours();

  github.emulator.as("ada").label(issue, "sev: 1");
  await vi.waitFor(() => expect(ours()[0]).not.toBe(before), within);
  await vi.waitFor(() => expect(labels()).not.toContain("sev: 2"), within);
  expect(ours()).toHaveLength(1);
}, 60_000);
