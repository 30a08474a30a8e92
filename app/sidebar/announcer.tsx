import { useEffect, useRef, useState } from "react";
import type { Decided } from "../../src/api/ticket-answer.ts";
import { wallTime } from "../dates.ts";
import { useReader } from "../i18n/language.ts";
import type { Standing } from "./countdown.ts";
import { Spoken } from "./layout.tsx";

interface AnnouncerProps {
  readonly decided: Decided;
  readonly standing: Standing;
  readonly now: number;
}

/** Says to a screen reader what has changed: another standing, severity or due date. Never the seconds, never at first. */
export function Announcer({ decided, standing, now }: AnnouncerProps) {
  const { words, locale, zone } = useReader();
  const { due, severity } = decided;
  const said = [
    words.standing[standing],
    words.nowDue(
      words.severityLevel(severity.level, severity.title),
      due === null ? words.noTarget : wallTime(Date.parse(due), locale, zone, now),
    ),
  ].join(". ");
  const last = useRef(said);
  const [spoken, setSpoken] = useState("");
  useEffect(() => {
    if (last.current !== said) setSpoken(said);
    last.current = said;
  }, [said]);
  return <Spoken role="status">{spoken}</Spoken>;
}
