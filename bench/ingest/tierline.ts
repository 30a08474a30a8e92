// Tierline as it is served, connected to an emulated Zendesk in this process. Looks at tickets wait for an hour, so what
// is measured is the way in: verify, parse, drop duplicates, commit to disk, answer.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTerms } from "../../cli/terms.ts";
import { createEmulator } from "../../emulator/emulator.ts";
import { hours } from "../../src/core/time.ts";
import { systemClock } from "../../src/node/clock.ts";
import { start } from "../../src/node.ts";
import { announce } from "./contestant.ts";

const ZENDESK = "http://127.0.0.1:1";
const OPERATOR_TOKEN = "operator-token-of-the-bench-0123";
const { now } = systemClock;

const zendesk = createEmulator({
  subdomain: "bench",
  origin: ZENDESK,
  now,
  random: Math.random,
  delay: (ms, run) => void setTimeout(run, ms),
  fetch: () => Promise.reject(new Error("the emulator sends nothing: the events come from the bench")),
});
const terms = await readTerms({});
if (!terms.ok) throw new Error(terms.failure.message);
const dataDir = mkdtempSync(join(tmpdir(), "tierline-bench-"));
process.once("exit", () => rmSync(dataDir, { recursive: true, force: true }));
const tierline = await start({
  settings: {
    secretKey: btoa("a master key of the bench's own."),
    operatorToken: OPERATOR_TOKEN,
    publicUrl: "http://127.0.0.1:4000",
    host: "127.0.0.1",
    port: 0,
    dataDir,
    policyFile: "",
    organizationsFile: "",
    development: true,
  },
  terms: terms.value,
  clock: systemClock,
  random: Math.random,
  fetch: (input, init) => zendesk.fetch(new Request(input, init)),
  writeLog: () => undefined,
  settle: hours(1),
  sweepEvery: null,
});

const id = await tierline.deskIds.of("zendesk", "bench");
const account = await tierline.accounts.create(id);
const { identifier, secret } = zendesk.seed.client;
const request = {
  subdomain: "bench",
  credentials: { kind: "oauth_client", clientId: identifier, clientSecret: secret },
  dryRun: false,
  developmentOrigin: ZENDESK,
} as const;
const connected = await account.connect(request, { kind: "operator" });
if (!connected.ok) throw new Error(connected.failure.message);
const [webhook] = zendesk.state.webhooks.values();
if (webhook === undefined) throw new Error("connecting made no webhook");

announce({ port: tierline.port, path: `/webhooks/zendesk/${id}`, secret: webhook.secret }, async () => {
  const headers = { authorization: `Bearer ${OPERATOR_TOKEN}` };
  const metrics = await (await tierline.app.request("/metrics", { headers })).text();
  return Number(/^tierline_webhook_requests_total\{.*"accepted"\} (\d+)$/m.exec(metrics)?.[1] ?? 0);
});
