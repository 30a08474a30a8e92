import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, test } from "vitest";
import { freePort } from "../../cli/demo/free-port.ts";
import { milliseconds } from "../../src/core/time.ts";
import { systemClock } from "../../src/node/clock.ts";
import { start } from "../../src/node.ts";
import { EDITABLE } from "../support/administrators.ts";
import { OPERATOR_TOKEN, SECRET_KEY } from "../support/world.ts";
import { playWholeStory } from "./whole-story.ts";

test("on Node an issue and a ticket are decided, edited, answered, and changed by one push to the mapping", async () => {
  const [folder, port] = [mkdtempSync(join(tmpdir(), "tierline-story-")), await freePort()];
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const url = `http://127.0.0.1:${port}`;
  const server = await start({
    settings: {
      secretKey: SECRET_KEY,
      operatorToken: OPERATOR_TOKEN,
      publicUrl: url,
      host: "127.0.0.1",
      port,
      dataDir: folder,
      policyFile: "",
      organizationsFile: "",
      development: true,
    },
    terms: EDITABLE,
    clock: systemClock,
    random: Math.random,
    fetch,
    writeLog: () => undefined,
    settle: milliseconds(20),
    sweepEvery: null,
    // The distances that Octokit keeps are waited out on workerd.
    paced: false,
  });
  onTestFinished(() => server.close());
  await playWholeStory(new URL(url));
}, 60_000);
