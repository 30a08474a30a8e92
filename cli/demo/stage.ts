import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ServedEmulator, serveEmulator } from "../../emulator/serve.ts";
import type { Terms } from "../../src/account/deps.ts";
import { type Instant, seconds } from "../../src/core/time.ts";
import { start } from "../../src/node.ts";
import { VirtualClock } from "./clock.ts";
import { freePort } from "./free-port.ts";
import { People } from "./people.ts";

export interface StageOptions {
  readonly subdomain: string;
  readonly terms: Terms;
  readonly begins: Instant;
  /** 0 takes a free one. */
  readonly ports: { readonly tierline: number; readonly emulator: number };
  readonly random: () => number;
}

/** An emulated Zendesk account and a Tierline server, each behind its own socket. */
export interface Stage {
  readonly subdomain: string;
  /** The account's. */
  readonly clock: {
    readonly now: () => Instant;
    advanceTo(at: Instant): void;
    /** From here on, time passes as it does on the wall. */
    thaw(): void;
  };
  readonly zendesk: ServedEmulator;
  readonly tierlineUrl: string;
  readonly operatorToken: string;
  readonly people: People;
  /** By which the server tells what is overdue, where that isn't the stories' time. */
  readonly serverTime: (() => Instant) | null;
  /** Lets everything that is under way, or due within ten seconds, come to its end. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** What is due within this time of an event belongs to it; a later timer is a limit or a retry. */
const HORIZON_MS = 10_000;
const OPERATOR_TOKEN = "demo-operator-token-for-loopback";

/** Account and server in this process, on one clock: a week of tickets takes seconds. */
export async function setStage({ subdomain, terms, begins, ports, random }: StageOptions): Promise<Stage> {
  const clock = new VirtualClock(begins);
  const port = ports.tierline === 0 ? await freePort() : ports.tierline;
  const tierlineUrl = `http://127.0.0.1:${port}`;
  const folder = mkdtempSync(join(tmpdir(), "tierline-demo-"));
  const zendesk = await serveEmulator({
    subdomain,
    port: ports.emulator,
    now: clock.now,
    random,
    fetch: globalThis.fetch,
    // Zendesk's own short waits (jobs, late webhooks) pass quickly in real time; its time limits follow the demo's clock.
    delay: (ms, run) => {
      if (ms < HORIZON_MS) setTimeout(run, ms / 50);
      else clock.at((clock.now() + ms) as Instant, run);
    },
  });
  const tierline = await start({
    settings: {
      secretKey: btoa("a key for the demo's own folder."),
      operatorToken: OPERATOR_TOKEN,
      publicUrl: tierlineUrl,
      host: "127.0.0.1",
      port,
      dataDir: folder,
      policyFile: "",
      organizationsFile: "",
      development: true,
    },
    terms,
    clock,
    random,
    fetch: globalThis.fetch,
    writeLog: () => undefined,
    settle: seconds(1),
    // The demo promises how many calls each story takes; no webhook is lost in it.
    sweepEvery: null,
    // Octokit would keep its distances by the clock on the wall.
    paced: false,
  });

  const quiet = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn++) {
      await zendesk.emulator.idle();
      for (const account of await tierline.accounts.all()) await account.desk.idle();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return {
    subdomain,
    clock,
    zendesk,
    tierlineUrl,
    operatorToken: OPERATOR_TOKEN,
    people: new People(zendesk.origin, zendesk.emulator.seed.apiToken),
    serverTime: null,
    async settle() {
      for (;;) {
        await quiet();
        const next = clock.next();
        if (next === null || next > clock.now() + HORIZON_MS) return;
        clock.advanceTo(next);
      }
    },
    async close() {
      await tierline.close();
      await zendesk.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
