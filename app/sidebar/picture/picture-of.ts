import type { Decided } from "../../../src/api/ticket-answer.ts";
import { dayRows } from "./day-rows.ts";
import { lane } from "./lane.ts";
import type { Bounds, Course, MarkKind, Moment, Picture, PicturedDay } from "./picture.ts";

type Pictured = Pick<Decided, "strip" | "arrived" | "aim" | "due" | "target" | "firstResponse">;

/**
 * What lies between the arrival and the due date: a row for each date where open time counts, and one that runs through
 * the nights where all time does.
 * @param now epoch milliseconds
 * @returns `null` when there is no due date to draw
 */
export function pictureOf(decided: Pictured, now: number): Picture | null {
  const { strip, arrived, due, target, firstResponse } = decided;
  if (strip === null || due === null) return null;
  const promised = { from: Date.parse(arrived), to: Date.parse(due) };
  const answered = firstResponse.at === null ? null : Date.parse(firstResponse.at);
  // The clock stops with the answer.
  const until = Math.min(answered ?? now, now);
  const moments = momentsOf(promised, decided.aim, now);
  const days = strip.days.map((day): PicturedDay => {
    const bounds = boundsOf(day);
    return {
      day,
      bounds,
      open: day.openSpans.map(boundsOf),
      moments: moments.filter((moment) => isOn(moment, bounds)),
    };
  });
  const course: Course = {
    ...{ days, moments, promised, now },
    used: { from: promised.from, to: Math.min(until, promised.to) },
    left: { from: answered === null ? Math.max(until, promised.from) : promised.to, to: promised.to },
  };
  return { days, ...(target?.kind === "elapsed" ? lane(course) : dayRows(course)) };
}

const boundsOf = ({ from, to }: { readonly from: string; readonly to: string }): Bounds => ({
  from: Date.parse(from),
  to: Date.parse(to),
});

function momentsOf({ from, to }: Bounds, aim: string | null, now: number): readonly Moment[] {
  const stated: readonly [MarkKind, number | null][] = [
    ["arrived", from],
    ["aim", aim === null || Date.parse(aim) === to ? null : Date.parse(aim)],
    ["due", to],
    ["now", now],
  ];
  return stated.flatMap(([kind, instant]) => (instant === null ? [] : [{ kind, instant }]));
}

/** What ends with a day belongs to it: due at midnight is the end of the day before. */
const isOn = ({ kind, instant }: Moment, { from, to }: Bounds): boolean =>
  kind === "due" || kind === "aim" ? from < instant && instant <= to : from <= instant && instant < to;
