// The same as main.ts on workerd: what Tierline's Worker takes in beside bare Hono there. Prints a Markdown section.
//   node bench/ingest/on-workerd.ts [ROUNDS [SECONDS]]
import { type Entrant, race } from "./race.ts";
import { zendeskEvents } from "./zendesk-events.ts";

const [rounds = 5, seconds = 3] = process.argv.slice(2).map(Number);
const BASE = "bare Hono, POST ok";
const ENTRANTS: readonly Entrant[] = [
  [BASE, "workerd-rival.ts", "hono"],
  ["Hono, reads the body", "workerd-rival.ts", "body"],
  ["Hono, asks a Durable Object for nothing", "workerd-rival.ts", "object"],
  ["the least that verifies, parses, stores in an object", "workerd-rival.ts", "least"],
  ["**Tierline**: verify, parse, dedupe, commit in the account's object", "workerd-tierline.ts"],
  ["the least, its object on this disk", "workerd-rival.ts", "least", "--disk"],
  ["**Tierline**, its objects on this disk", "workerd-tierline.ts", "--disk"],
];

const { how, table } = await race({ events: zendeskEvents, entrants: ENTRANTS, base: BASE, rounds, seconds });
console.log(`## Ingest on workerd over loopback

${how}
Bundles as for a deploy, on workerd alone; objects store in memory, in the last two rows on disk. Ratios are
to bare Hono on workerd in the same round; processor time is workerd's, per request. "The least" leaves out every check but the
signature, and all of a Desk but one table with one column.

${table}

What this tells: how much work the Worker has with an event, beside others in the same runtime. workerd commits each call's writes by
themselves: under strace "the least" made 4,639 calls of fsync for some 4,520 events. Tierline's object lets a timer of no time go by
first and stores what has come by then together: 166 for some 3,420.
What this can't tell: times on Cloudflare's machines, where a commit goes to other machines instead of a disk before it is
answered for, where the Worker and its object may be in different places, and where many isolates share the front.
`);
