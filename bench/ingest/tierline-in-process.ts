// Tierline as it is served, on a folder of its own. Looks at tickets wait for an hour, so what is measured is the way in:
// verify, parse, drop duplicates, commit to disk, answer.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTerms } from "../../cli/terms.ts";
import { hours } from "../../src/core/time.ts";
import { systemClock } from "../../src/node/clock.ts";
import { type Running, start } from "../../src/node.ts";

const OPERATOR_TOKEN = "operator-token-of-the-bench-0123";

export interface Served extends Running {
  /** Events taken in so far, as its own metrics count them. */
  accepted(): Promise<number>;
}

/** @param fetch the helpdesk */
export async function serveTierline(fetch: typeof globalThis.fetch): Promise<Served> {
  const terms = await readTerms({});
  if (!terms.ok) throw new Error(terms.failure.message);
  const dataDir = mkdtempSync(join(tmpdir(), "tierline-bench-"));
  process.once("exit", () => rmSync(dataDir, { recursive: true, force: true }));
  const tierline = await start({
    settings: {
      secretKey: btoa("a master key of the bench's own."),
      operatorToken: OPERATOR_TOKEN,
      publicUrl: "http://127.0.0.1:4000",
      host: "127.0.0.1",
      port: 0,
      dataDir,
      policyFile: "",
      organizationsFile: "",
      development: true,
    },
    terms: terms.value,
    clock: systemClock,
    random: Math.random,
    fetch,
    writeLog: () => undefined,
    settle: hours(1),
    sweepEvery: null,
  });
  return {
    ...tierline,
    async accepted() {
      const headers = { authorization: `Bearer ${OPERATOR_TOKEN}` };
      const metrics = await (await tierline.app.request("/metrics", { headers })).text();
      return Number(/^tierline_webhook_requests_total\{.*"accepted"\} (\d+)$/m.exec(metrics)?.[1] ?? 0);
    },
  };
}
