// `npm run dev`: the Worker on this machine, as `wrangler dev` runs it, beside a Zendesk emulator. Both on loopback, and
// nothing leaves it. What the Worker stores is kept in .wrangler/, so it is there after a restart; the emulator forgets,
// unless one of your own runs on its port already: then that one is used.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { OFFLINE } from "../cli/demo/local-worker.ts";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const WORKER = "http://127.0.0.1:8787";
const ZENDESK = "http://127.0.0.1:8788";
const VARIABLES = join(ROOT, ".dev.vars");
const READY_WITHIN_MS = 60_000;

const { TIERLINE_OPERATOR_TOKEN: token } = variables();
const children = [];
let stopping = false;
process.once("SIGINT", () => stop(0));
process.once("SIGTERM", () => stop(0));

if (!(await answers(`${ZENDESK}/emulator`)))
  run("node", ["emulator/main.ts", "--port", new URL(ZENDESK).port], "ignore");
run("wrangler", ["dev", "--ip", "127.0.0.1", "--port", new URL(WORKER).port, "--inspector-port", "0"], "inherit");
await bothAnswer();
if (!stopping) console.log(whatNow());

/** The settings of the Worker in development; made once, because what is stored is sealed with them. */
function variables() {
  if (!existsSync(VARIABLES)) {
    const made = {
      TIERLINE_SECRET_KEY: randomBytes(32).toString("base64"),
      TIERLINE_OPERATOR_TOKEN: randomBytes(24).toString("hex"),
      TIERLINE_PUBLIC_URL: WORKER,
      TIERLINE_DEVELOPMENT: "1",
    };
    const lines = Object.entries(made).map(([name, value]) => `${name}="${value}"\n`);
    writeFileSync(VARIABLES, lines.join(""), { mode: 0o600 });
  }
  return parseEnv(readFileSync(VARIABLES, "utf8"));
}

function run(program, parameters, output) {
  const env = { ...process.env, ...OFFLINE };
  const child = spawn(program, parameters, { cwd: ROOT, env, stdio: ["ignore", output, "inherit"] });
  child.on("error", (error) => {
    console.error(`${program} can't be started: ${error.message}. Use \`npm run dev\`, which finds it.`);
    stop(1);
  });
  child.on("close", (code) => stop(code ?? 1));
  children.push(child);
}

/** Ends both, whichever ended first. */
function stop(code) {
  if (stopping) return;
  stopping = true;
  process.exitCode = code;
  for (const child of children) child.kill("SIGTERM");
}

async function bothAnswer() {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!stopping && !((await answers(`${WORKER}/livez`)) && (await answers(`${ZENDESK}/emulator`)))) {
    if (Date.now() > deadline) {
      console.error(`The Worker does not answer at ${WORKER}: see above.`);
      return stop(1);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function answers(url) {
  return fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

function whatNow() {
  return `
Tierline listens on ${WORKER}, an emulated Zendesk named "acme" on ${ZENDESK}. Stop both with Ctrl-C.
Settings are in .dev.vars, what is stored in .wrangler/.

In another terminal:
  export TIERLINE_OPERATOR_TOKEN=${token} TIERLINE_ZENDESK_CLIENT_SECRET=emulator-secret
  npm run tierline -- connect --url ${WORKER} --subdomain acme --client-id tierline --zendesk-origin ${ZENDESK}
  npm run tierline -- mode live
  curl -u ada@acme.test/token:emulator ${ZENDESK}/api/v2/tickets -H 'content-type: application/json' \\
    -d '{"ticket":{"subject":"Push is down","comment":{"body":"Since nine."},"requester":{"name":"Ines","email":"ines@aurora-games.example"}}}'
  curl -u ada@acme.test/token:emulator ${ZENDESK}/api/v2/tickets/1
  npm run tierline -- decisions
`;
}
