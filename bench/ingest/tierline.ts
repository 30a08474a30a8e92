// Tierline, connected to an emulated Zendesk in this process.
import { createEmulator } from "../../emulator/emulator.ts";
import { systemClock } from "../../src/node/clock.ts";
import { announce } from "./contestant.ts";
import { serveTierline } from "./tierline-in-process.ts";

const ZENDESK = "http://127.0.0.1:1";

const zendesk = createEmulator({
  subdomain: "bench",
  origin: ZENDESK,
  now: systemClock.now,
  random: Math.random,
  delay: (ms, run) => void setTimeout(run, ms),
  fetch: () => Promise.reject(new Error("the emulator sends nothing: the events come from the bench")),
});
const tierline = await serveTierline((input, init) => zendesk.fetch(new Request(input, init)));

const id = await tierline.deskIds.of("zendesk", "bench");
const account = await tierline.accounts.create(id, "zendesk");
const { identifier, secret } = zendesk.seed.client;
const request = {
  helpdesk: "zendesk",
  subdomain: "bench",
  credentials: { kind: "oauth_client", clientId: identifier, clientSecret: secret },
  dryRun: false,
  developmentOrigin: ZENDESK,
} as const;
const connected = await account.connect(request, { kind: "operator" });
if (!connected.ok) throw new Error(connected.failure.message);
const [webhook] = zendesk.state.webhooks.values();
if (webhook === undefined) throw new Error("connecting made no webhook");

announce({ port: tierline.port, path: `/webhooks/zendesk/${id}`, secret: webhook.secret }, tierline.accepted);
