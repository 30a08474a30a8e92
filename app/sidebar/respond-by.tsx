import styled from "styled-components";
import type { Decided } from "../../src/api/ticket-answer.ts";
import { sameWall, wallTime, zoneLabel } from "../dates.ts";
import { useReader } from "../i18n/language.ts";
import { Icon } from "../icons.tsx";
import { ink } from "../paint.ts";
import type { Moment } from "./countdown.ts";
import { HowLong } from "./how-long.tsx";
import { Ends, Heading, Quiet, Section, WithIcon } from "./layout.tsx";
import { StandingBadge } from "./standing-badge.tsx";

const Due = styled.p`
  font-size: ${({ theme }) => theme.fontSizes.xl};
  font-weight: ${({ theme }) => theme.fontWeights.semibold};
  line-height: ${({ theme }) => theme.lineHeights.xl};
  letter-spacing: -0.01em;
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
      <Ends>
        <Heading id="respond-by">
          {past ? words.wasDue : target?.strict ? words.respondBefore : words.respondBy}
        </Heading>
        <StandingBadge standing={moment.standing} />
      </Ends>
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
            <dd lang="en">“{target.words}”</dd>
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

function NoTarget() {
  const { words } = useReader();
  return (
    <Section aria-labelledby="respond-by">
      <Ends>
        <Heading id="respond-by">{words.respondBy}</Heading>
        <StandingBadge standing="no_target" />
      </Ends>
      <div>
        <Due>{words.noTarget}</Due>
        <Quiet>{words.noTargetWords}</Quiet>
      </div>
    </Section>
  );
}
