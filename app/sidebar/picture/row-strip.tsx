import { useReader } from "../../i18n/language.ts";
import { MarkShape } from "./mark-shape.tsx";
import { percent } from "./names.ts";
import type { Mark, PictureRow, Stretch } from "./picture.ts";

const HEIGHT = 20;
const BAR_HEIGHT = 10;
const CLOSED_HEIGHT = 16;

/** One row: what was open, what was counted and what is left of it, and the marks over it. */
export function RowStrip({ row }: { readonly row: PictureRow }) {
  const { words } = useReader();
  const { day, closed, marks, midnights } = row;
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
      {/* Below the bar, which goes on through midnight. */}
      {midnights.map(({ at }) => (
        <line key={at} className="midnight" x1={percent(at)} x2={percent(at)} y1={y + bar} y2={height} />
      ))}
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
