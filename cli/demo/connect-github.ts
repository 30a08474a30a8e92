import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printLines, type Terminal } from "../terminal.ts";
import type { GithubStage } from "./github-stage.ts";
import { OWNER } from "./issue-stories.ts";
import type { Stage } from "./stage.ts";
import { typed } from "./typed.ts";

/** Connects the owner's repositories to the stage's server, and has it write. @param quiet nothing of it is said */
export async function connectGithub(
  stage: Stage,
  { github }: GithubStage,
  terminal: Terminal,
  quiet: boolean,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "tierline-demo-app-"));
  try {
    const [app] = github.emulator.seed.apps;
    writeFileSync(join(folder, "app.pem"), app?.privateKey ?? "", { mode: 0o600 });
    writeFileSync(join(folder, "secret.txt"), app?.webhookSecret ?? "", { mode: 0o600 });
    const connect = ["connect", "github", "--owner", OWNER, "--app-id", `${app?.id}`];
    const files = ["--private-key-file", "app.pem", "--webhook-secret-file", "secret.txt"];
    if (!quiet) printLines(terminal, ["", `tierline ${[...connect, ...files].join(" ")}`]);
    const there = files.map((word) => (word.startsWith("--") ? word : join(folder, word)));
    await typed(stage, terminal, quiet, [...connect, ...there, "--github-origin", github.origin]);
    await typed(stage, terminal, quiet, ["mode", "live", "--owner", OWNER]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
