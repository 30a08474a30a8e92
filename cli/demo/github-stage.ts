import { defaultSeed } from "../../emulator/github/seed.ts";
import { type ServedGithubEmulator, serveGithubEmulator } from "../../emulator/github/serve.ts";
import type { Stage } from "./stage.ts";

/** An emulated GitHub beside a stage, on the stage's clock. */
export interface GithubStage {
  readonly github: ServedGithubEmulator;
  /** See {@link Stage.settle}. */
  settle(): Promise<void>;
}

export async function openGithub(stage: Stage, port: number, random: () => number): Promise<GithubStage> {
  const github = await serveGithubEmulator({
    port,
    now: stage.clock.now,
    random,
    fetch: globalThis.fetch,
    // An App signs itself in by the clock on the wall.
    expiry: false,
    // Until connect says where to.
    seed: { app: defaultSeed.app && { ...defaultSeed.app, hookUrl: `${stage.tierlineUrl}/livez` } },
  });
  return {
    github,
    async settle() {
      // What is written brings webhooks of its own, which may be looked into in turn.
      for (let turn = 0; turn < 3; turn++) {
        await github.emulator.idle();
        await stage.settle();
      }
    },
  };
}
