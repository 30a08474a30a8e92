import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { serveGithubEmulator } from "./github/serve.ts";
import { serveEmulator } from "./serve.ts";

const HELP = `A Zendesk account and a GitHub organization in memory, to develop against.

Usage: node emulator/main.ts [--port 8788] [--subdomain acme] [--github-port 8789]

  --port         Zendesk's port on 127.0.0.1; 0 takes a free one (default 8788)
  --subdomain    name of the account (default acme)
  --github-port  GitHub's port; 0 takes a free one (default the one after --port)
  --help         this text`;

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8788" },
    subdomain: { type: "string", default: "acme" },
    "github-port": { type: "string" },
    help: { type: "boolean", default: false },
  },
});

/** The port after the other one, so that neither has to be named. */
const githubPort = values["github-port"] ?? (values.port === "0" ? "0" : String(Number(values.port) + 1));
const isPort = (text: string) => /^\d{1,5}$/.test(text);

if (values.help) {
  console.log(HELP);
} else if (!isPort(values.port)) {
  console.error(`--port must be a number, not "${values.port}"`);
  process.exitCode = 2;
} else if (!isPort(githubPort)) {
  console.error(`--github-port must be a number, not "${githubPort}"`);
  process.exitCode = 2;
} else {
  const random = () => randomInt(2 ** 47) / 2 ** 47;
  const taken = (option: string, port: string) => (error: unknown) => {
    console.error(`cannot listen on 127.0.0.1:${port} (${error}). Is it taken? ${option} 0 takes a free one.`);
    process.exit(1);
  };
  const shared = { now: Date.now, random, fetch };
  const { emulator, origin } = await serveEmulator({
    ...shared,
    port: Number(values.port),
    subdomain: values.subdomain,
  }).catch(taken("--port", values.port));
  // Without an App: connecting is what registers one.
  const github = await serveGithubEmulator({ ...shared, port: Number(githubPort), seed: { app: null } }).catch(
    taken("--github-port", githubPort),
  );
  const { owner, people } = github.emulator.seed;
  const { admin, client, apiToken } = emulator.seed;
  console.log(`Zendesk emulator for "${values.subdomain}" at ${origin}

Workspace    ${origin}/agent/              tickets, as an agent sees them; apps beside them
REST API     ${origin}/api/v2
Switchboard  ${origin}/emulator            who there is, and the credentials
             ${origin}/emulator/faults     POST a fault, DELETE them all
             ${origin}/emulator/calls      what was asked

A token:     curl ${origin}/oauth/tokens -H 'content-type: application/json' \\
               -d '{"grant_type":"client_credentials","client_id":"${client.identifier}","client_secret":"${client.secret}","scope":"read write","expires_in":7200}'
As anybody:  curl -u '${admin.email}/token:${apiToken}' ${origin}/api/v2/users/me

GitHub emulator for "${owner}" at ${github.origin}

Connect it:  npm run tierline -- connect github --owner ${owner} --github-origin ${github.origin}
As anybody:  curl -H 'authorization: token ${people[0]?.token}' ${github.origin}/users/${people[0]?.login}
Switchboard  ${github.origin}/emulator            who there is; faults and calls as above`);
}
