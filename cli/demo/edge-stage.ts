import { setTimeout as wait } from "node:timers/promises";
import { serveEmulator } from "../../emulator/serve.ts";
import { type Instant, instant } from "../../src/core/time.ts";
import { freePort } from "./free-port.ts";
import { LocalWorker } from "./local-worker.ts";
import { People } from "./people.ts";
import type { Stage } from "./stage.ts";
import { StoryClock } from "./story-clock.ts";

export interface EdgeStageOptions {
  readonly subdomain: string;
  readonly begins: Instant;
  /** 0 takes a free one. */
  readonly ports: { readonly tierline: number; readonly emulator: number };
  readonly random: () => number;
  /** See {@link LocalWorker}. */
  readonly mappings?: string;
}

/** The stage with the Worker on it, which can be stopped and started again. */
export interface EdgeStage extends Stage {
  readonly worker: LocalWorker;
}

const OPERATOR_TOKEN = "demo-operator-token-for-loopback";
const REST_WITHIN_MS = 60_000;
const POLL_MS = 50;

/**
 * An emulated Zendesk account and, as `npm run dev` runs it, the Worker on workerd. The Worker's clock can't be moved, so
 * the account alone lives in the time of the stories: its records are dated by it, while its webhooks are signed, and its
 * tokens expire, by the time on the wall.
 */
export async function setEdgeStage({
  subdomain,
  begins,
  ports,
  random,
  mappings,
}: EdgeStageOptions): Promise<EdgeStage> {
  const clock = new StoryClock(begins);
  const port = ports.tierline === 0 ? await freePort() : ports.tierline;
  const zendesk = await serveEmulator({
    subdomain,
    port: ports.emulator,
    now: clock.now,
    wall: Date.now,
    random,
    fetch: globalThis.fetch,
  });
  const worker = new LocalWorker({
    port,
    settings: {
      TIERLINE_SECRET_KEY: btoa("a key for the demo's own folder."),
      TIERLINE_OPERATOR_TOKEN: OPERATOR_TOKEN,
      TIERLINE_PUBLIC_URL: `http://127.0.0.1:${port}`,
      TIERLINE_DEVELOPMENT: "1",
    },
    ...(mappings === undefined ? {} : { mappings }),
  });
  const close = async (): Promise<void> => {
    await worker.discard();
    await zendesk.close();
  };
  try {
    await worker.start();
  } catch (error) {
    await close();
    throw error;
  }

  /** Tickets of all accounts that wait for a look, by the Worker's own metrics. */
  const waiting = async (): Promise<number> => {
    const headers = { authorization: `Bearer ${OPERATOR_TOKEN}` };
    const text = await (await fetch(`${worker.url}/metrics`, { headers })).text();
    const accounts = [...text.matchAll(/^tierline_inbox_pending\{.*\} (\d+)$/gm)];
    return accounts.reduce((sum, [, count]) => sum + Number(count), 0);
  };
  return {
    subdomain,
    clock,
    zendesk,
    worker,
    tierlineUrl: worker.url,
    operatorToken: OPERATOR_TOKEN,
    people: new People(zendesk.origin, zendesk.emulator.seed.apiToken),
    serverTime: () => instant(Date.now()),
    async settle() {
      clock.run();
      const deadline = performance.now() + REST_WITHIN_MS;
      // Twice: what is written last brings webhooks of its own.
      for (let quiet = 0; quiet < 2; ) {
        if (performance.now() > deadline) throw new Error(`the Worker never comes to rest:\n${worker.log}`);
        await zendesk.emulator.idle();
        quiet = (await waiting()) === 0 ? quiet + 1 : 0;
        await wait(POLL_MS);
      }
      clock.stand();
    },
    close,
  };
}
