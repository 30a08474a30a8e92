// How long five calendar years take to compile in a process that has never seen the zone, then once more with the zone's
// table there, then at best. With `--intl` the process has used Intl before. Writes JSON, in nanoseconds.
import { businessTimeBetween } from "../../src/core/business-time.ts";
import { compileCalendar } from "../../src/core/calendar.ts";
import { instant } from "../../src/core/time.ts";
import { DEFINITION } from "./calendar.ts";

const [from, to] = [instant(Date.UTC(2025, 0, 1, 12)), instant(Date.UTC(2029, 11, 31, 12))];

function compile(): number {
  const begun = process.hrtime.bigint();
  businessTimeBetween(compileCalendar(DEFINITION), from, to);
  return Number(process.hrtime.bigint() - begun);
}

if (process.argv.includes("--intl")) new Intl.DateTimeFormat("en-US", { timeZone: "Asia/Tokyo" }).format(0);
const cold = compile();
const again = compile();
let best = again;
for (let i = 0; i < 100; i += 1) best = Math.min(best, compile());
process.stdout.write(`${JSON.stringify({ cold, again, best })}\n`);
