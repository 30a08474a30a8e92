import styled, { type DefaultTheme } from "styled-components";
import type { Decided } from "../../src/api/ticket-answer.ts";
import { wallTime } from "../dates.ts";
import { useReader } from "../i18n/language.ts";
import { ink } from "../paint.ts";
import type { Moment } from "./countdown.ts";
import { Quiet } from "./layout.tsx";
import { lengthWords } from "./length.ts";
import { toneOf } from "./standing-badge.tsx";

const Left = styled.p<{ readonly $urgent: boolean }>`
  font-variant-numeric: tabular-nums;
  color: ${({ $urgent, theme }: { $urgent: boolean; theme: DefaultTheme }) =>
    ink($urgent ? "foreground.danger" : "foreground.default")({ theme })};
  font-weight: ${({ theme }) => theme.fontWeights.semibold};
`;

interface HowLongProps {
  readonly decided: Decided;
  readonly moment: Moment;
}

/** How long there is left, in time that counts and on the clock; or how late it is, or when it was answered. */
export function HowLong({ decided, moment }: HowLongProps) {
  const { words, locale, zone } = useReader();
  const wall = (ms: number): string => lengthWords(ms, words.units, { days: true });
  const { standing, late } = moment;
  switch (standing) {
    case "no_target":
      return null;
    case "overdue":
      return <Left $urgent>{words.overdueBy(wall(late))}</Left>;
    case "met":
    case "met_late": {
      const { at } = decided.firstResponse;
      const answered =
        at === null ? "" : words.answeredAt(wallTime(Date.parse(at), locale, zone, Date.parse(decided.now)));
      return <Quiet>{standing === "met" ? answered : `${answered}, ${words.late(wall(late))}`}</Quiet>;
    }
    case "on_track":
    case "due_soon": {
      const urgent = toneOf(standing) === "danger";
      if (decided.countdown?.aroundTheClock) {
        return (
          <>
            <Left $urgent={urgent}>{words.timeLeft(wall(moment.wallLeft))}</Left>
            <Quiet>{words.aroundTheClock}</Quiet>
          </>
        );
      }
      const counting = lengthWords(moment.countingLeft, words.units, { days: false });
      return (
        <>
          <Left $urgent={urgent}>{words.leftOfSupport(counting)}</Left>
          <Quiet>{words.onTheClock(wall(moment.wallLeft))}</Quiet>
        </>
      );
    }
    default:
      return standing satisfies never;
  }
}
