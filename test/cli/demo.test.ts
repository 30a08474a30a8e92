import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { COMMANDS } from "../../cli/commands.ts";
import { run } from "../../cli/run.ts";
import type { ExitCode } from "../../cli/terminal.ts";
import { instant } from "../../src/core/time.ts";

test("the demo's tickets all end as the contract asks, at the promised cost, and it says so with exit code 0", async () => {
  const [input, output, errors] = [new PassThrough(), new PassThrough(), new PassThrough()];
  let code: ExitCode = 0;
  const printed = text(output);
  await run(COMMANDS, ["demo", "--once"], {
    input,
    output,
    errors,
    environment: {},
    fetch,
    now: () => instant(Date.now()),
    wait: () => Promise.resolve(),
    end: (given) => {
      code = given;
    },
  });
  output.end();
  const shown = await printed;
  expect(shown).toMatch(/\n52 of 52 tickets and 9 of 9 issues are as the contract asks\.\n$/);
  expect(shown).toContain("a lone new ticket: 7 events, 1 read, 1 write\n");
  expect(code).toBe(0);
}, 60_000);
