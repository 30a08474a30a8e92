// The same as main.ts with GitHub's webhooks, beside what others take them in with. Prints a Markdown section.
//   node bench/ingest/github.ts [ROUNDS [SECONDS]]
import { githubEvents } from "./github-events.ts";
import { race } from "./race.ts";

const [rounds = 5, seconds = 3] = process.argv.slice(2).map(Number);
const BASE = "bare Hono, POST ok";
const PROBOT = "Probot 14.3.2: verify, parse, call a handler";
const TIERLINE = "**Tierline**: verify, parse, dedupe, commit `FULL`";
const ENTRANTS = [
  [BASE, "hono.ts"],
  ["`@octokit/webhooks` 14.2.0 in Hono: verify, parse, call a handler", "octokit-webhooks.ts"],
  [PROBOT, "probot.ts"],
  [TIERLINE, "tierline-github.ts"],
] as const;

const { how, table, ratio } = await race({ events: githubEvents, entrants: ENTRANTS, base: BASE, rounds, seconds });
console.log(`## GitHub's webhooks on Node over loopback

${how}
Ratios are to bare Hono in the same round; processor time is the server's, per request.

${table}

Tierline takes in **${ratio(TIERLINE, PROBOT)} ×** as many a second as Probot, in the same round.

What is in it: each event is an issue of its own, in the shape of GitHub's published example, with the seconds of a steady 5,000 a
second. All but bare Hono refuse an event that another secret has signed, and what they answered 200 is counted: by Tierline as stored and
no duplicate, by the others as handled. Probot makes its handler a client of GitHub's API for each event, as it always does.
What isn't: Probot and \`@octokit/webhooks\` store nothing and drop no duplicates, so an event that they have answered is lost when
the process ends. Their handlers only count, and Tierline's looks at the issues come later: nobody asks GitHub for anything.
`);
