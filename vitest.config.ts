import { availableParallelism } from "node:os";
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { outsideWorld } from "./test/workerd/outside.ts";

// No test reaches the network, and neither does what runs it.
process.env["CLOUDFLARE_CF_FETCH_ENABLED"] ??= "false";
process.env["WRANGLER_SEND_METRICS"] ??= "false";
process.env["WRANGLER_WRITE_LOGS"] ??= "false";

/** Long enough for a test that must share a small machine: what passes at all passes there too. */
const PATIENCE_MS = 30_000;

/**
 * What is begun last is waited for in the end, by all processors but one. So before all that vitest would begin with come
 * the files that wait for servers and builds of their own, which leave the processors to others, and then the longest.
 */
const FIRST = [/\/test\/(runtime|workerd)\//, /\/test\/(sim\/simulation|handlers\/access)\.test/];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = FIRST.findIndex((names) => names.test(moduleId));
      return place === -1 ? FIRST.length : place;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // What a Worker logs is shown where its test failed.
    silent: "passed-only",
    // One more than processors: a test that waits for a browser or a child process leaves its own to another. By itself
    // vitest takes one less, on a machine of two half of it.
    maxWorkers: availableParallelism() + 1,
    reporters: process.env["CI"] ? ["default"] : ["dot"],
    projects: [
      {
        test: {
          name: "node",
          include: ["test/**/*.test.ts"],
          exclude: ["test/long/**", "test/workerd/**", "test/browser/**"],
          // Modules are loaded once, not for each file anew: none of them keeps anything, and no test leaves anything.
          isolate: false,
          testTimeout: PATIENCE_MS,
        },
      },
      {
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          testTimeout: PATIENCE_MS,
          hookTimeout: PATIENCE_MS,
          expect: { poll: { timeout: PATIENCE_MS / 2 } },
        },
      },
      {
        plugins: [
          cloudflareTest({
            main: "./src/worker.ts",
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              // For vitest alone. That the program needs no Node shows where its bundle runs (test/runtime/worker.test.ts).
              compatibilityFlags: ["nodejs_compat"],
              bindings: {
                TIERLINE_SECRET_KEY: btoa("a master key of the tests' own.."),
                TIERLINE_OPERATOR_TOKEN: "operator-token-of-the-tests-0123",
                TIERLINE_PUBLIC_URL: "http://127.0.0.1:8787",
                TIERLINE_DEVELOPMENT: "1",
              },
              outboundService: outsideWorld(),
            },
          }),
        ],
        test: {
          name: "workerd",
          include: ["test/workerd/**/*.test.ts"],
          testTimeout: PATIENCE_MS,
          globalSetup: ["test/workerd/bundle.ts"],
        },
      },
    ],
  },
});
