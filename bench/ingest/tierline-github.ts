// Tierline, connected to an emulated GitHub in this process.
import { createGithubEmulator } from "../../emulator/github/emulator.ts";
import { defaultSeed } from "../../emulator/github/seed.ts";
import { systemClock } from "../../src/node/clock.ts";
import { announce } from "./contestant.ts";
import { OWNER } from "./github-events.ts";
import { serveTierline } from "./tierline-in-process.ts";

const GITHUB = "http://127.0.0.1:1";

const github = createGithubEmulator({
  apiOrigin: GITHUB,
  webOrigin: GITHUB,
  now: systemClock.now,
  random: Math.random,
  fetch: () => Promise.reject(new Error("the emulator sends nothing: the events come from the bench")),
  seed: { ...defaultSeed, owner: OWNER },
});
const [app] = github.seed.apps;
if (app === undefined) throw new Error("the emulator has no App");
const tierline = await serveTierline(github.fetch);

const id = await tierline.deskIds.of("github", OWNER.toLowerCase());
const account = await tierline.accounts.create(id, "github");
const request = {
  helpdesk: "github",
  owner: OWNER,
  credentials: { appId: app.id, privateKey: app.privateKey, webhookSecret: app.webhookSecret },
  dryRun: false,
  developmentOrigin: GITHUB,
} as const;
const connected = await account.connect(request, { kind: "operator" });
if (!connected.ok) throw new Error(connected.failure.message);

announce({ port: tierline.port, path: `/webhooks/github/${id}`, secret: app.webhookSecret }, tierline.accepted);
