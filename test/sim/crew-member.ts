import { parentPort } from "node:worker_threads";
import { BUGS, hunt } from "./bugs/hunt.ts";
import type { Finding, Task } from "./crew.ts";
import { simulate } from "./simulation.ts";

parentPort?.on("message", async (task: Task) => parentPort?.postMessage(await findOut(task)));

async function findOut(task: Task): Promise<Finding> {
  if (task.kind === "world") return { kind: "world", outcome: await simulate(task) };
  const bug = BUGS.find(({ name }) => name === task.name);
  if (bug === undefined) throw new Error(`no bug is called: ${task.name}`);
  return { kind: "bug", name: bug.name, by: (await hunt(bug, task.seeds)).by };
}
