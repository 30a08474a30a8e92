import type { Answer } from "./decision.ts";
import { windowWords } from "./opening-hours.ts";
import type { Policy } from "./policy.ts";
import { after, hours, type Instant } from "./time.ts";
import { type WalkedDay, walk } from "./walk.ts";
import { dayIn, localDateIn, wallClock, wallDate } from "./wall-time.ts";

const CLOSED = "░";
const OPEN = "▒";
const COUNTED = "█";
const ARRIVAL = "▶";
const DUE = "◆";
const LEGEND = `one mark an hour: ${ARRIVAL} arrival  ${DUE} due  ${COUNTED} counted  ${OPEN} open  ${CLOSED} closed`;

/** Days drawn at the beginning and at the end of a long walk. */
const FIRST = 7;
const LAST = 3;

/**
 * The days between arrival and due as lines of text, an hour a mark on the wall of the tier's calendar; empty when
 * nothing is due. A long walk is shortened in the middle.
 * @example `Thu 24 Dec  ░░░░░░░░░▒▒▒▒▒▒▒▶█░░░░░░  09:00–18:00`
 */
export function picture(answer: Answer, policy: Policy): readonly string[] {
  const calendar = policy.tiers.get(answer.servedAs)?.calendar;
  const { due } = answer;
  if (due === null || calendar === undefined) return [];
  const days = walk(calendar, answer.arrived, due);
  const lines = days.map((day) => line(day, answer, due, calendar.definition.zone));
  const left = lines.length - FIRST - LAST;
  const shown = left < 2 ? lines : [...lines.slice(0, FIRST), `… ${left} more days …`, ...lines.slice(-LAST)];
  return [...shown, LEGEND];
}

function line(day: WalkedDay, answer: Answer, due: Instant, zone: string): string {
  const dueHour = dueHourOn(day, answer, due, zone);
  const marks = Array.from({ length: 24 }, (_, hour) => (hour === dueHour ? DUE : mark(hour, day, answer, due, zone)));
  const words = day.windows.length > 0 ? windowWords(day.windows) : "closed";
  return `${wallDate(day.date).padEnd(10)}  ${marks.join("")}  ${words}${day.holiday === null ? "" : `, ${day.holiday}`}`;
}

/** The hours of a day on which the clocks change are drawn as if they didn't: this is a picture, not the proof. */
function mark(hour: number, day: WalkedDay, answer: Answer, due: Instant, zone: string): string {
  const begins = after(dayIn(zone, day.date).from, hours(hour));
  const ends = after(begins, hours(1));
  if (begins <= answer.arrived && answer.arrived < ends) return ARRIVAL;
  const counts = isAroundTheClock(answer) || isOpenHour(day, hour);
  if (counts && answer.arrived < ends && begins < due) return COUNTED;
  return isOpenHour(day, hour) ? OPEN : CLOSED;
}

/** Due at closing is drawn in the last hour that was open. */
function dueHourOn(day: WalkedDay, answer: Answer, due: Instant, zone: string): number | null {
  if (localDateIn(zone, due) !== day.date) return null;
  const hour = Number(wallClock(due, zone).slice(0, 2));
  return isAroundTheClock(answer) || isOpenHour(day, hour) ? hour : Math.max(hour - 1, 0);
}

const isAroundTheClock = ({ target }: Answer): boolean => target?.promise.kind === "elapsed";

function isOpenHour({ windows }: WalkedDay, hour: number): boolean {
  return windows.some(({ open, close }) => open < (hour + 1) * 60 && close > hour * 60);
}
