import styled, { type DefaultTheme } from "styled-components";
import type { PolicyYear } from "../../../src/api/policy.ts";
import { ink, tint } from "../../paint.ts";
import { useAdmin } from "../reader.ts";
import { type DayKind, monthsOf, type YearMonth } from "./year.ts";

const Months = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(200px, 1fr));
  gap: 24px 32px;
`;

const MonthName = styled.div`
  margin-bottom: 6px;
  font-weight: ${({ theme }) => theme.fontWeights.semibold};
`;

const Days = styled.div`
  display: grid;
  grid-template-columns: repeat(7, 1fr);
  gap: 2px;
  font-size: 11px;
  font-variant-numeric: tabular-nums;
  text-align: center;
`;

const Weekday = styled.span`
  color: ${ink("foreground.subtle")};
`;

const GROUNDS: Readonly<Record<DayKind, (props: { theme: DefaultTheme }) => string>> = {
  open: tint("blue", 200, 900),
  short: tint("blue", 100, 1000),
  closed: () => "transparent",
  holiday: tint("red", 700, 700),
  special: tint("yellow", 400, 500),
};
const INKS: Readonly<Record<DayKind, (props: { theme: DefaultTheme }) => string>> = {
  open: ink("foreground.default"),
  short: ink("foreground.default"),
  closed: ink("foreground.subtle"),
  holiday: () => "#fff",
  special: tint("grey", 1200, 1200),
};

const Day = styled.span<{ readonly $kind: DayKind }>`
  padding: 2px 0;
  border-radius: 4px;
  background: ${({ $kind, theme }: { $kind: DayKind; theme: DefaultTheme }) => GROUNDS[$kind]({ theme })};
  color: ${({ $kind, theme }: { $kind: DayKind; theme: DefaultTheme }) => INKS[$kind]({ theme })};
  font-weight: ${({ $kind, theme }: { $kind: DayKind; theme: DefaultTheme }) =>
    $kind === "holiday" || $kind === "special" ? theme.fontWeights.semibold : theme.fontWeights.regular};
`;

const Legend = styled.ul`
  display: flex;
  flex-wrap: wrap;
  gap: 4px 16px;
  margin-top: 16px;
  color: ${ink("foreground.subtle")};
  font-size: ${({ theme }) => theme.fontSizes.sm};

  & li {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  & li > span {
    width: 24px;
    height: 16px;
  }
`;

/** A Monday, from which the days' names are taken. */
const MONDAY = Date.UTC(2024, 0, 1);

/** Twelve months at a glance. Who doesn't see it has the list of closed days beside it. */
export function YearPicture({ year, tier }: { readonly year: PolicyYear; readonly tier: string }) {
  const { words, locale } = useAdmin();
  const narrow = new Intl.DateTimeFormat(locale, { weekday: "narrow", timeZone: "UTC" });
  const weekdays = Array.from({ length: 7 }, (_, index) => narrow.format(MONDAY + index * 86_400_000));
  return (
    <figure style={{ margin: 0 }} aria-hidden="true">
      <Months>
        {monthsOf(year, tier).map((month) => (
          <Month key={month.month} month={month} year={year.year} weekdays={weekdays} />
        ))}
      </Months>
      <Legend>
        {(["open", "short", "special", "holiday"] as const).map((kind) => (
          <li key={kind}>
            <Day $kind={kind} /> {words.policy.days[kind]}
          </li>
        ))}
      </Legend>
    </figure>
  );
}

interface MonthProps {
  readonly month: YearMonth;
  readonly year: number;
  readonly weekdays: readonly string[];
}

function Month({ month: { month, lead, days }, year, weekdays }: MonthProps) {
  const { locale } = useAdmin();
  const name = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" }).format(Date.UTC(year, month, 1));
  return (
    <div>
      <MonthName>{name}</MonthName>
      <Days>
        {weekdays.map((weekday, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: seven columns that never move, some of one letter
          <Weekday key={index}>{weekday}</Weekday>
        ))}
        {days.map(({ date, day, kind, name: title }, index) => (
          <Day
            key={date}
            $kind={kind}
            title={title ?? undefined}
            style={index === 0 ? { gridColumnStart: lead + 1 } : undefined}
          >
            {day}
          </Day>
        ))}
      </Days>
    </div>
  );
}
