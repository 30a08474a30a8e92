import { join } from "node:path";
import { onTestFinished, test } from "vitest";
import { createTestHarness } from "wrangler";
import { OPERATOR_TOKEN, SECRET_KEY } from "../support/world.ts";
import { playWholeStory } from "./whole-story.ts";

// The bundle as it is deployed, with the modules that travel beside it, in the runtime that it is deployed to, with the
// flags of wrangler.toml and no others: it needs nothing of Node.

const ROOT = join(import.meta.dirname, "../..");
const SETTINGS = {
  TIERLINE_SECRET_KEY: SECRET_KEY,
  TIERLINE_OPERATOR_TOKEN: OPERATOR_TOKEN,
  TIERLINE_PUBLIC_URL: "http://127.0.0.1:8787",
  TIERLINE_DEVELOPMENT: "1",
};

test("on workerd an issue and a ticket are decided, edited, answered, and changed by one push to the mapping", async () => {
  const worker = createTestHarness({ root: ROOT, workers: [{ configPath: "wrangler.toml", vars: SETTINGS }] });
  onTestFinished(() => worker.close());
  const { url } = await worker.listen();
  await playWholeStory(url);
}, 120_000);
