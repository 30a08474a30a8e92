import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { serveEmulator } from "./serve.ts";

const HELP = `A Zendesk account in memory, to develop against.

Usage: node emulator/main.ts [--port 8788] [--subdomain acme]

  --port       port on 127.0.0.1; 0 takes a free one (default 8788)
  --subdomain  name of the account (default acme)
  --help       this text`;

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8788" },
    subdomain: { type: "string", default: "acme" },
    help: { type: "boolean", default: false },
  },
});

if (values.help) {
  console.log(HELP);
} else if (!/^\d{1,5}$/.test(values.port)) {
  console.error(`--port must be a number, not "${values.port}"`);
  process.exitCode = 2;
} else {
  const random = () => randomInt(2 ** 47) / 2 ** 47;
  const { emulator, origin } = await serveEmulator({
    port: Number(values.port),
    subdomain: values.subdomain,
    now: Date.now,
    random,
    fetch,
  }).catch((error: unknown) => {
    console.error(`cannot listen on 127.0.0.1:${values.port} (${error}). Is it taken? --port 0 takes a free one.`);
    process.exit(1);
  });
  const { admin, client, apiToken } = emulator.seed;
  console.log(`Zendesk emulator for "${values.subdomain}" at ${origin}

Workspace    ${origin}/agent/              tickets, as an agent sees them; apps beside them
REST API     ${origin}/api/v2
Switchboard  ${origin}/emulator            who there is, and the credentials
             ${origin}/emulator/faults     POST a fault, DELETE them all
             ${origin}/emulator/calls      what was asked

A token:     curl ${origin}/oauth/tokens -H 'content-type: application/json' \\
               -d '{"grant_type":"client_credentials","client_id":"${client.identifier}","client_secret":"${client.secret}","scope":"read write","expires_in":7200}'
As anybody:  curl -u '${admin.email}/token:${apiToken}' ${origin}/api/v2/users/me`);
}
