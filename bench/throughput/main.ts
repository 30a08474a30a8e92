// How many calls, and how much of the helpdesk's time, it takes to bring waiting tickets up to date at each plan's rate
// limit: a real Desk and an emulated Zendesk in this process, on a clock that jumps from one event to the next. Prints a
// Markdown section.
//   node bench/throughput/main.ts [TICKETS]
import { table } from "../figures.ts";
import { bringUpToDate, JOB_MS, LATENCY_MS, type Spent } from "./bring-up-to-date.ts";

const [all = 100_000] = process.argv.slice(2).map(Number);
/** By their calls a minute. */
const PLANS = [
  [200, "Team"],
  [400, "Growth, Professional"],
  [700, "Enterprise"],
  [2500, "Enterprise Plus, High Volume"],
] as const;
/** The smallest plan is measured with all of them; so many on the others, their time multiplied. */
const some = Math.min(all, 10_000);
const alone = Math.min(all, 1_000);
/** With so many, the events of our own writes come back and are taken in. */
const echoed = Math.min(all, 5_000);

const rows: string[][] = [];
for (const [plan, name] of PLANS) {
  const count = rows.length === 0 ? all : some;
  const together = await bringUpToDate({ plan, tickets: count, together: true, echoes: false });
  const oneByOne = await bringUpToDate({ plan, tickets: alone, together: false, echoes: false });
  rows.push([
    `${plan} calls a minute (${name})`,
    perHundred(together, count),
    ((together.asked / count) * 100).toFixed(2),
    `${((together.minutes * all) / count).toFixed(1)} min`,
    perHundred(oneByOne, alone),
    `${((oneByOne.minutes * all) / alone / 60).toFixed(1)} h`,
  ]);
}
const echo = await bringUpToDate({ plan: 700, tickets: echoed, together: true, echoes: true });

console.log(`## Many tickets at once

${number(all)} open tickets that wait and all need a write, each plan's limits in force, of which Tierline uses nine tenths; time is the
helpdesk's own, on a virtual clock. The first plan is measured with all of them, the others with ${number(some)} and one by one with
${number(alone)}, their time multiplied. Assumed, since nothing public says: answers after ${LATENCY_MS} ms, jobs of ${JOB_MS / 1000} s; at most twenty run at once, which
is what the time together comes from.

${table(
  ["plan", "together: reads and writes per 100", "questions after jobs per 100", "time", "one by one: per 100", "time"],
  rows,
)}

With the events of our own writes coming back (${number(echoed)} tickets, ${number(echo.echoes)} events): ${perHundred(echo, echoed)} reads and writes per 100 tickets.
An echo costs no call.
`);

function perHundred({ reads, writes }: Spent, of: number): string {
  return (((reads + writes) / of) * 100).toFixed(2);
}

function number(count: number): string {
  return count.toLocaleString("en");
}
