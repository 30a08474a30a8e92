// How many events a second each server takes, side by side: every round starts with another, and ratios are taken within
// a round. Prints a Markdown section.
//   node bench/ingest/main.ts [ROUNDS [SECONDS]]
import { race } from "./race.ts";
import { zendeskEvents } from "./zendesk-events.ts";

const [rounds = 5, seconds = 3] = process.argv.slice(2).map(Number);
const BASE = "bare Hono, POST ok";
const ENTRANTS = [
  ["`node:http`, POST ok", "node-http.ts"],
  [BASE, "hono.ts"],
  ["Hono, reads the body", "hono.ts", "--read"],
  ["`node:http`, the least that verifies, parses, commits", "least.ts"],
  ["**Tierline**: verify, parse, dedupe, commit `FULL`", "tierline.ts"],
] as const;

const { how, table } = await race({ events: zendeskEvents, entrants: ENTRANTS, base: BASE, rounds, seconds });
console.log(`## Ingest on Node over loopback

${how}
Ratios are to bare Hono in the same round; processor time is the server's, per request. "The least" leaves out the framework,
every check but the signature, and all of a Desk but one table with one column: how near anything on this disk could come.

${table}
`);
