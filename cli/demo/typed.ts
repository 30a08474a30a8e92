import { Writable } from "node:stream";
import { OPERATOR_COMMANDS } from "../operator-commands.ts";
import { run } from "../run.ts";
import type { Terminal } from "../terminal.ts";
import type { Stage } from "./stage.ts";

/** Runs a tierline command as a person would, against the stage's server. @param quiet what it says is kept back */
export async function typed(stage: Stage, terminal: Terminal, quiet: boolean, args: readonly string[]): Promise<void> {
  const connecting = args[0] === "connect" && args[1] !== "github" ? ["--zendesk-origin", stage.zendesk.origin] : [];
  await run(OPERATOR_COMMANDS, [...args, ...connecting, ...(quiet ? ["--json"] : [])], {
    ...terminal,
    output: quiet ? new Writable({ write: (_chunk, _encoding, done) => done() }) : terminal.output,
    environment: {
      TIERLINE_URL: stage.tierlineUrl,
      TIERLINE_OPERATOR_TOKEN: stage.operatorToken,
      TIERLINE_ZENDESK_CLIENT_SECRET: stage.zendesk.emulator.seed.client.secret,
    },
  });
}
