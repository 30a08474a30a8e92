import { expect, onTestFinished, test } from "vitest";
import { setEdgeStage } from "../../cli/demo/edge-stage.ts";
import { play } from "../../cli/demo/play.ts";
import { readBack } from "../../cli/demo/read-back.ts";
import { restart } from "../../cli/demo/restart.ts";
import { STORIES } from "../../cli/demo/stories.ts";
import { ticketsWitness } from "../../cli/demo/witness-tickets.ts";
import { live } from "../support/edge.ts";
import { at } from "../support/given.ts";

// All of the demo's tickets go this way in test/long/edge.ts.

test("under `wrangler dev` a ticket of the demo ends as it does on Node, and what was stored outlives a restart", async () => {
  const stage = await setEdgeStage({
    subdomain: "acme",
    begins: at("2026-12-08 08:00"),
    ports: { tierline: 0, emulator: 0 },
    random: Math.random,
  });
  onTestFinished(() => stage.close());
  await live(stage);
  const stories = STORIES.filter(({ name }) => name === "severity by default");
  const cast = await play(stage, stories, () => undefined);
  const [row] = await readBack(stage, stories, cast);
  expect(row).toMatchObject({ differences: [], status: "new" });
  expect((await restart(stage, [ticketsWitness(stage, cast)])).differences).toEqual([]);
}, 60_000);
