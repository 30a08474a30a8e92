import { type CalendarDefinition, WEEKDAYS, type Window } from "./calendar.ts";

const SHORT = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** The week as a person would say it: `Mon–Fri 09:00–18:00, Sat 09:00–16:00`. Neighbours with the same hours are one. */
export function weekWords(definition: CalendarDefinition): string {
  const runs: { from: number; to: number; hours: string }[] = [];
  for (const [day, weekday] of WEEKDAYS.entries()) {
    const hours = windowWords(definition.weekly[weekday]);
    const last = runs.at(-1);
    if (last?.hours === hours) last.to = day;
    else runs.push({ from: day, to: day, hours });
  }
  const open = runs.filter(({ hours }) => hours !== "");
  if (open.length === 0) return "never open";
  return open.map(({ from, to, hours }) => `${daysWords(from, to)} ${hours}`).join(", ");
}

/** `09:00–12:00 and 13:00–18:00`; empty for a closed day. */
export function windowWords(windows: readonly Window[]): string {
  return windows.map(({ open, close }) => `${minuteWords(open)}–${minuteWords(close)}`).join(" and ");
}

const daysWords = (from: number, to: number): string =>
  from === to ? `${SHORT[from]}` : `${SHORT[from]}–${SHORT[to]}`;

const twoDigits = (count: number): string => String(count).padStart(2, "0");

const minuteWords = (minute: number): string => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
