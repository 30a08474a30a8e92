import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { People } from "../../../cli/demo/people.ts";
import { type ServedEmulator, serveEmulator } from "../../../emulator/serve.ts";
import { randomFrom } from "../../support/business-questions.ts";
import { type Audit, Ledger } from "./ledger.ts";
import { Staff } from "./staff.ts";
import { type Launch, Tierline } from "./tierline.ts";
import { Traffic } from "./traffic.ts";

/** An emulated account in this process and Tierline in another, connected and live, with customers who can write in. */
export interface Stage {
  readonly zendesk: ServedEmulator;
  readonly tierline: Tierline;
  readonly people: People;
  readonly staff: Staff;
  readonly ledger: Ledger;
  readonly traffic: Traffic;
  /** The user whose writes are Tierline's. */
  readonly integrationId: number;
  readonly folder: string;
  /** The newest audits of a ticket last. */
  audits(ticketId: number): readonly Audit[];
  /** How many jobs are queued or at work; only Tierline starts any. */
  jobs(): number;
  /**
   * Has the network deliver one event in twenty twice and one in ten late, after others that came later, and hold up
   * one call in twenty on its way, so that people get in between a read and its write.
   */
  disorder(): Promise<void>;
  /** Takes back every fault but those of {@link Stage.disorder}. */
  calm(): Promise<void>;
  setFault(match: { method: string; path: string }, fault: object): Promise<void>;
  close(): Promise<void>;
}

const SUBDOMAIN = "acme";
/** People's clicks don't count against it. */
const CALLS_A_MINUTE = 12_000;
/** What is refused can't be seen to happen: whether a ticket is updated too often shows in its history. */
const NO_LIMIT = 1_000_000;
const REST_MS = 3_000;
const REST_WITHIN_MS = 180_000;

export interface StageOptions {
  /** What the account's plan allows all apps together in a minute. */
  readonly callsAMinute?: number;
  /** The release to begin with; this one, unless said. */
  readonly root?: string;
  readonly launch?: Launch;
}

export async function openStage(seed: number, options: StageOptions = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "tierline-kill-"));
  const audits: Stage["audits"] = (ticketId) => zendesk.emulator.state.tickets.get(ticketId)?.audits ?? [];
  const ledger = new Ledger(audits);
  const zendesk = await serveEmulator({
    port: 0,
    subdomain: SUBDOMAIN,
    now: Date.now,
    random: randomFrom(seed),
    fetch: ledger.fetch,
    limited: "apps",
    // Zendesk would pause a webhook that nobody answers so often, and the kills would meet no load.
    breaker: false,
    rateLimits: {
      account: options.callsAMinute ?? CALLS_A_MINUTE,
      ticketUpdates: NO_LIMIT,
      ticketUpdatesPerUser: NO_LIMIT,
      ticketLists: NO_LIMIT,
    },
  });
  const { emulator, origin } = zendesk;
  const traffic = new Traffic((ticketId) => audits(ticketId).length);
  const tierline = await Tierline.in(folder, options.launch);
  tierline.root = options.root ?? tierline.root;
  await tierline.start();
  await tierline.command(
    ["connect", "--subdomain", SUBDOMAIN, "--client-id", emulator.seed.client.identifier, "--zendesk-origin", origin],
    { TIERLINE_ZENDESK_CLIENT_SECRET: emulator.seed.client.secret },
  );
  await tierline.command(["mode", "live"]);
  const people = new People(origin, emulator.seed.apiToken);
  const staff = await Staff.move(people, emulator.seed);
  const { user } = await people.call(emulator.seed.admin.email, "GET", "/api/v2/users/me.json");

  const post = async (path: string, body: object): Promise<void> => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(origin + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`the emulator refused ${path}: ${await response.text()}`);
  };
  const disorder = async (): Promise<void> => {
    await post("/emulator/webhook_faults", { fault: { kind: "duplicate", copies: 2 }, probability: 0.05 });
    await post("/emulator/webhook_faults", { fault: { kind: "reorder", withinMs: 3_000 }, probability: 0.1 });
    const slowly = async (method: string, ms: number, probability: number): Promise<void> =>
      post("/emulator/faults", {
        match: { method, path: "/api/v2/tickets/*" },
        fault: { kind: "slow", ms },
        probability,
      });
    await slowly("PUT", 800, 0.05);
    await slowly("GET", 100, 0.05);
  };
  return {
    zendesk,
    tierline,
    people,
    staff,
    ledger,
    traffic,
    integrationId: user?.id ?? 0,
    folder,
    audits,
    jobs: () =>
      [...emulator.state.jobs.values()].filter(({ status }) => status === "queued" || status === "working").length,
    disorder,
    setFault: (match, fault) => post("/emulator/faults", { match, fault, times: 1 }),
    async calm() {
      await fetch(`${origin}/emulator/faults`, { method: "DELETE" });
      await disorder();
    },
    async close() {
      if (tierline.running) await tierline.kill();
      traffic.close();
      await zendesk.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when nothing has moved for a while and nothing waits. @returns whether it came to that in time */
export async function comeToRest({ zendesk, tierline, ledger }: Stage, withinMs = REST_WITHIN_MS): Promise<boolean> {
  const begun = performance.now();
  let quietSince = begun;
  let sent = ledger.deliveries.length;
  while (performance.now() - begun < withinMs) {
    await zendesk.emulator.idle();
    const busy = ledger.deliveries.length !== sent || (await tierline.waiting()) > 0;
    if (busy) quietSince = performance.now();
    else if (performance.now() - quietSince > REST_MS) return true;
    sent = ledger.deliveries.length;
    await wait(100);
  }
  return false;
}
