import { Fragment } from "react";
import styled from "styled-components";
import type { Decided } from "../../src/api/ticket-answer.ts";
import { wallClock, wallDate, zoneLabel } from "../dates.ts";
import { type Reader, useReader } from "../i18n/language.ts";
import { ink, tint } from "../paint.ts";
import { Spoken } from "./layout.tsx";
import { type Mark, type MarkKind, type Picture, type PictureRow, pictureOf, type Stretch } from "./picture-rows.ts";

const HEIGHT = 20;
const BAR_HEIGHT = 10;
const CLOSED_HEIGHT = 16;

const Grid = styled.div`
  display: grid;
  grid-template-columns: auto 1fr;
  align-items: center;
  gap: 3px 8px;
  font-size: 11px;
  line-height: 16px;
  color: ${ink("foreground.subtle")};
  font-variant-numeric: tabular-nums;

  svg {
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
  .hours {
    stroke: ${ink("border.subtle")};
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

const Legend = styled.ul`
  display: flex;
  flex-wrap: wrap;
  gap: 2px 10px;
  grid-column: 1 / -1;
  padding-top: 4px;

  li {
    display: inline-flex;
    align-items: center;
    gap: 4px;
  }
  svg {
    width: 12px;
    height: 12px;
  }
`;

interface ClockPictureProps {
  readonly decided: Decided;
  readonly now: number;
}

/** The days between arrival and due on the contract's wall: what was open, what counts, and where now is. */
export function ClockPicture({ decided, now }: ClockPictureProps) {
  const reader = useReader();
  const { words, locale } = reader;
  // Redrawn each minute: a second isn't seen at ten pixels an hour.
  const picture = pictureOf(decided, now - (now % 60_000));
  if (picture === null) return null;
  const { rows, hours } = picture;
  return (
    <figure style={{ margin: 0 }}>
      <Grid aria-hidden="true">
        <span>{zoneLabel(now, locale, decided.zone)}</span>
        <HourScale hours={hours} />
        {rows.map((row) => (
          <Fragment key={row.day.date}>
            {row.day.leftOutBefore > 0 && <LeftOut>… {words.daysLeftOut(row.day.leftOutBefore)} …</LeftOut>}
            <DayName $today={row.marks.some(({ kind }) => kind === "now")}>
              {dayName(row, reader, decided.zone)}
            </DayName>
            <DayStrip row={row} words={words} />
          </Fragment>
        ))}
        <Legend>
          {SHADES.filter((shade) => rows.some((row) => row[shade].length > 0)).map((shade) => (
            <LegendItem key={shade} className={shade} label={words[shade]} />
          ))}
          {MARKS.filter((kind) => rows.some(({ marks }) => marks.some((mark) => mark.kind === kind))).map((kind) => (
            <li key={kind}>
              <svg viewBox="-7 -7 14 14" aria-hidden="true">
                <MarkShape kind={kind} />
              </svg>
              {markWord(kind, reader)}
            </li>
          ))}
        </Legend>
      </Grid>
      <PictureInWords decided={decided} rows={rows} reader={reader} />
    </figure>
  );
}

const SHADES = ["left", "used", "open"] as const;
const MARKS = ["arrived", "aim", "due", "now"] as const satisfies readonly MarkKind[];

function markWord(kind: MarkKind, { words }: Reader): string {
  return words[kind];
}

function HourScale({ hours: { from, to } }: Pick<Picture, "hours">) {
  const step = to - from > 14 ? 6 : 3;
  const first = Math.ceil(from / step) * step;
  const ticks = Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, index) => first + index * step);
  return (
    <svg height="14" aria-hidden="true">
      {ticks.map((hour) => (
        <text
          key={hour}
          x={percent((hour - from) / (to - from))}
          y="11"
          textAnchor={hour === from ? "start" : hour === to ? "end" : "middle"}
        >
          {hour}
        </text>
      ))}
    </svg>
  );
}

function DayStrip({ row, words }: { readonly row: PictureRow; readonly words: Reader["words"] }) {
  const { day, closed, marks } = row;
  const height = closed && marks.length === 0 ? CLOSED_HEIGHT : HEIGHT;
  const bar = closed ? CLOSED_HEIGHT : BAR_HEIGHT;
  const y = (height - bar) / 2;
  return (
    <svg height={height} aria-hidden="true">
      <rect className="closed" width="100%" y={y} height={bar} rx="3" />
      <Stretches stretches={row.open} className="open" y={y} height={bar} />
      <Stretches stretches={row.used} className="used" y={y} height={bar} />
      <Stretches stretches={row.left} className="left" y={y} height={bar} />
      {closed && (
        <text {...captionPlace(marks)} y={y + bar - 4}>
          {day.holiday ?? words.closed}
        </text>
      )}
      {marks.map((mark) => (
        <MarkAt key={mark.kind} mark={mark} height={height} />
      ))}
    </svg>
  );
}

/** In the middle, or at the end that is farther from a mark. */
function captionPlace([mark]: readonly Mark[]) {
  if (mark === undefined) return { x: "50%", textAnchor: "middle" } as const;
  return mark.at < 0.5 ? ({ x: "98%", textAnchor: "end" } as const) : ({ x: "2%", textAnchor: "start" } as const);
}

interface StretchesProps {
  readonly stretches: readonly Stretch[];
  readonly className: string;
  readonly y: number;
  readonly height: number;
}

function Stretches({ stretches, className, y, height }: StretchesProps) {
  return stretches.map(({ from, to }) => (
    <rect key={from} className={className} x={percent(from)} width={percent(to - from)} y={y} height={height} rx="1" />
  ));
}

function MarkAt({ mark, height }: { readonly mark: Mark; readonly height: number }) {
  return (
    <svg x={percent(mark.at)} y={height / 2} overflow="visible" width="1" height="1" aria-hidden="true">
      <MarkShape kind={mark.kind} />
    </svg>
  );
}

/** Each of its own shape: a triangle arrives, a hollow diamond is aimed at, a full one is due, a line is now. */
function MarkShape({ kind }: { readonly kind: MarkKind }) {
  switch (kind) {
    case "arrived":
      return <path className="mark" d="M-3.5 -5 L4.5 0 L-3.5 5 Z" />;
    case "aim":
      return <path className="mark" d="M0 -5.5 L5.5 0 L0 5.5 L-5.5 0 Z" />;
    case "due":
      return <path className="mark mark-due" d="M0 -5.5 L5.5 0 L0 5.5 L-5.5 0 Z" />;
    case "now":
      return (
        <>
          <path className="now" d="M0 -8 V8" />
          <circle className="now-head" cy="-7.5" r="2.5" />
        </>
      );
    default:
      return kind satisfies never;
  }
}

function LegendItem({ className, label }: { readonly className: string; readonly label: string }) {
  return (
    <li>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <rect className={className} y="2" width="12" height="8" rx="2" />
      </svg>
      {label}
    </li>
  );
}

interface PictureInWordsProps {
  readonly decided: Decided;
  readonly rows: readonly PictureRow[];
  readonly reader: Reader;
}

/** The same for who doesn't see the picture. */
function PictureInWords({ decided, rows, reader }: PictureInWordsProps) {
  const { words, locale } = reader;
  const names = rows.map((row) => dayName(row, reader, decided.zone));
  const [first, last] = [names[0] ?? "", names.at(-1) ?? ""];
  const clock = (at: number): string => wallClock(at, locale, decided.zone);
  return (
    <Spoken as="div">
      <table>
        <caption>
          {words.picture(first, last)}. {words.pictureZone(decided.zone)}.
        </caption>
        <thead>
          <tr>
            <th scope="col">{words.day}</th>
            <th scope="col">{words.hours}</th>
            <th scope="col">{words.marks}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ day, marks }, index) => (
            <tr key={day.date}>
              <th scope="row">{names[index]}</th>
              <td>
                {day.openSpans
                  .map(({ from, to }) => `${clock(Date.parse(from))}–${clock(Date.parse(to))}`)
                  .join(", ") || words.closed}
                {day.holiday === null ? "" : `, ${day.holiday}`}
              </td>
              <td>{marks.map(({ kind, instant }) => `${markWord(kind, reader)} ${clock(instant)}`).join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Spoken>
  );
}

const dayName = ({ day }: PictureRow, { locale }: Reader, zone: string): string =>
  wallDate(Date.parse(day.from), locale, zone);

const percent = (fraction: number): string => `${(fraction * 100).toFixed(3)}%`;
