import styled, { type DefaultTheme } from "styled-components";
import type { Decided } from "../../src/api/ticket-answer.ts";
import { sameWall, wallTime, zoneLabel } from "../dates.ts";
import { useReader } from "../i18n/language.ts";
import { Icon } from "../icons.tsx";
import { ink } from "../paint.ts";
import type { Moment } from "./countdown.ts";
import { Heading, Quiet, Section, WithIcon } from "./layout.tsx";
import { lengthWords } from "./length.ts";
import { StandingBadge, toneOf } from "./standing-badge.tsx";

const Top = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 4px 8px;
`;

const Due = styled.p`
  font-size: ${({ theme }) => theme.fontSizes.xl};
  font-weight: ${({ theme }) => theme.fontWeights.semibold};
  line-height: ${({ theme }) => theme.lineHeights.xl};
  letter-spacing: -0.01em;
`;

const Left = styled.p<{ readonly $urgent: boolean }>`
  font-variant-numeric: tabular-nums;
  color: ${({ $urgent, theme }: { $urgent: boolean; theme: DefaultTheme }) =>
    ink($urgent ? "foreground.danger" : "foreground.default")({ theme })};
  font-weight: ${({ theme }) => theme.fontWeights.semibold};
`;

const Walls = styled.dl`
  display: grid;
  grid-template-columns: auto 1fr;
  gap: 2px 12px;
  font-size: ${({ theme }) => theme.fontSizes.sm};
  line-height: ${({ theme }) => theme.lineHeights.sm};

  & > dt {
    color: ${ink("foreground.subtle")};
  }
`;

interface RespondByProps {
  readonly decided: Decided;
  readonly moment: Moment;
  readonly now: number;
}

/** By when, how long that is from now, and how the promise stands. */
export function RespondBy({ decided, moment, now }: RespondByProps) {
  const { words, locale, zone } = useReader();
  const { due, target, aim } = decided;
  if (due === null) return <NoTarget />;
  const dueAt = Date.parse(due);
  const time = (at: string | number): string =>
    wallTime(typeof at === "string" ? Date.parse(at) : at, locale, zone, now);
  const contractTime = (at: number): string =>
    `${wallTime(at, locale, decided.zone, now)} ${zoneLabel(at, locale, decided.zone)}`;
  const past = moment.standing === "overdue" || moment.standing === "met" || moment.standing === "met_late";
  return (
    <Section aria-labelledby="respond-by">
      <Top>
        <Heading id="respond-by">
          {past ? words.wasDue : target?.strict ? words.respondBefore : words.respondBy}
        </Heading>
        <StandingBadge standing={moment.standing} />
      </Top>
      <div>
        <Due>
          <time dateTime={due}>{time(dueAt)}</time>
        </Due>
        <HowLong decided={decided} moment={moment} />
        {moment.stillUntil !== null && (
          <Quiet>
            <WithIcon>
              <Icon name="closed" width="14" height="14" />
              {words.closedUntil(time(moment.stillUntil))}
            </WithIcon>
          </Quiet>
        )}
      </div>
      <Walls>
        {!sameWall(dueAt, zone, decided.zone) && (
          <>
            <dt>{words.contractTime}</dt>
            <dd>{contractTime(dueAt)}</dd>
          </>
        )}
        {target !== null && (
          <>
            <dt>{words.promise}</dt>
            <dd>“{target.words}”</dd>
          </>
        )}
        {aim !== null && aim !== due && (
          <>
            <dt>{words.aim}</dt>
            <dd>{time(aim)}</dd>
          </>
        )}
      </Walls>
    </Section>
  );
}

function HowLong({ decided, moment }: { readonly decided: Decided; readonly moment: Moment }) {
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

function NoTarget() {
  const { words } = useReader();
  return (
    <Section aria-labelledby="respond-by">
      <Top>
        <Heading id="respond-by">{words.respondBy}</Heading>
        <StandingBadge standing="no_target" />
      </Top>
      <div>
        <Due>{words.noTarget}</Due>
        <Quiet>{words.noTargetWords}</Quiet>
      </div>
    </Section>
  );
}
