import { Fragment } from "react";
import styled from "styled-components";
import type { Decided, StripDay } from "../../../src/api/ticket-answer.ts";
import { zoneLabel } from "../../dates.ts";
import { useReader } from "../../i18n/language.ts";
import { ink, tint } from "../../paint.ts";
import { Legend } from "./legend.tsx";
import { dayName } from "./names.ts";
import { PictureInWords } from "./picture-in-words.tsx";
import { pictureOf } from "./picture-of.ts";
import { RowStrip } from "./row-strip.tsx";
import { MidnightNames, Scale } from "./scale.tsx";

const Grid = styled.div`
  display: grid;
  grid-template-columns: auto 1fr;
  align-items: center;
  gap: 3px 8px;
  font-size: 11px;
  line-height: 16px;
  color: ${ink("foreground.subtle")};
  font-variant-numeric: tabular-nums;

  & > svg {
    display: block;
    width: 100%;
    overflow: visible;
  }

  .closed {
    fill: ${tint("grey", 200, 1000)};
  }
  .open {
    fill: ${tint("blue", 300, 900)};
  }
  .used {
    fill: ${tint("grey", 600, 600)};
  }
  .left {
    fill: ${tint("blue", 700, 600)};
  }
  .mark {
    fill: ${ink("background.default")};
    stroke: ${ink("foreground.default")};
    stroke-width: 1.5;
  }
  .mark-due {
    fill: ${ink("foreground.default")};
  }
  .now {
    stroke: ${ink("foreground.danger")};
    stroke-width: 2;
  }
  .now-head {
    fill: ${ink("foreground.danger")};
  }
  .midnight {
    stroke: ${ink("border.emphasis")};
  }
  text {
    fill: ${ink("foreground.subtle")};
    font-size: 11px;
  }
`;

const DayName = styled.span<{ readonly $today: boolean }>`
  white-space: nowrap;
  font-weight: ${({ $today, theme }) => ($today ? theme.fontWeights.semibold : theme.fontWeights.regular)};
`;

const LeftOut = styled.span`
  grid-column: 2;
`;

interface ClockPictureProps {
  readonly decided: Decided;
  readonly now: number;
}

/** The time between arrival and due on the contract's wall: what was open, what counts, and where now is. */
export function ClockPicture({ decided, now }: ClockPictureProps) {
  const { words, locale } = useReader();
  // Redrawn each minute: a second isn't seen at ten pixels an hour.
  const picture = pictureOf(decided, now - (now % 60_000));
  if (picture === null) return null;
  const { rows, ticks, days } = picture;
  const today = days.find(({ moments }) => moments.some(({ kind }) => kind === "now"))?.day;
  const nameOf = (day: StripDay): string => dayName(day, locale, decided.zone);
  return (
    <figure style={{ margin: 0 }}>
      <Grid aria-hidden="true">
        <span>{zoneLabel(now, locale, decided.zone)}</span>
        <Scale ticks={ticks} />
        {rows.map((row) => (
          <Fragment key={row.day.date}>
            {row.day.leftOutBefore > 0 && <LeftOut>… {words.daysLeftOut(row.day.leftOutBefore)} …</LeftOut>}
            <DayName $today={row.day === today}>{nameOf(row.day)}</DayName>
            <RowStrip row={row} />
            <MidnightNames midnights={row.midnights} nameOf={nameOf} />
          </Fragment>
        ))}
        <Legend rows={rows} />
      </Grid>
      <PictureInWords days={days} zone={decided.zone} />
    </figure>
  );
}
