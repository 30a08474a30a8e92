import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { Hono } from "hono";
import type * as server from "../../../src/node/server.ts";
import { type Patch, withPatches } from "../../sim/bugs/bug.ts";
import { attack, TACTICS } from "./attacks.ts";
import { Probe } from "./probe.ts";

/** A server without one of its limits, and the attack that has to show it. */
export interface Sabotage {
  readonly name: string;
  readonly patch: Patch;
  readonly tactic: keyof typeof TACTICS;
  readonly shows: "failed" | "uncut";
}

export const SABOTAGES: readonly Sabotage[] = [
  {
    name: "the server takes a hundred connections",
    patch: ["node/server.ts", "server.maxConnections = 4_096;", "server.maxConnections = 100;"],
    tactic: "slow headers",
    shows: "failed",
  },
  {
    name: "headers may take for ever",
    patch: ["node/server.ts", "headersTimeout: 10_000, requestTimeout: 15_000", "headersTimeout: 0, requestTimeout: 0"],
    tactic: "slow headers",
    shows: "uncut",
  },
  {
    name: "a body may take for ever",
    patch: ["node/server.ts", "requestTimeout: 15_000", "requestTimeout: 0"],
    tactic: "slow body",
    shows: "uncut",
  },
];

const CONNECTIONS = 200;
const SECONDS = 20;

/** Attacks the server with the mistake in it. @returns whether it shows */
export function rehearse({ patch, tactic, shows }: Sabotage): Promise<boolean> {
  return withPatches([patch], async (folder) => {
    const { listen }: typeof server = await import(pathToFileURL(join(folder, "src/node/server.ts")).href);
    const app = new Hono().get("/livez", (context) => context.text("ok"));
    app.post("/*", async (context) => context.text((await context.req.text()).slice(0, 0), 401));
    // Whose body breaks off is gone: nothing to complain of.
    app.onError((_, context) => context.text("gone", 400));
    const { port, close } = await listen(app, "127.0.0.1", 0);
    const probe = new Probe();
    const attacker = attack({ port, webhookPath: "/webhook" }, TACTICS[tactic], CONNECTIONS);
    for (let n = 0; n < SECONDS; n++) {
      await wait(1000);
      void probe.ask({ port, path: "/livez" });
    }
    const cut = attacker.cut();
    attacker.stop();
    await close(0);
    return shows === "failed" ? probe.failed > 0 : cut === 0;
  });
}
