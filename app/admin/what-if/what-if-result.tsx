import styled from "styled-components";
import type { Decided } from "../../../src/api/ticket-answer.ts";
import { wallTime, zoneLabel } from "../../dates.ts";
import { ClockPicture } from "../../sidebar/picture/clock-picture.tsx";
import { Card, Quiet, Stack } from "../parts/page.tsx";
import { Stat, Stats } from "../parts/stat.tsx";
import { useAdmin } from "../reader.ts";

const Steps = styled.ol`
  padding-left: 20px;
  list-style: decimal;

  & li + li {
    margin-top: 6px;
  }
`;

/** Due when and why, with the picture that the sidebar draws. */
export function WhatIfResult({ decided }: { readonly decided: Decided }) {
  const { words, locale } = useAdmin();
  const now = Date.parse(decided.now);
  const on = (at: string | null): string =>
    at === null
      ? words.changes.noTarget
      : `${wallTime(Date.parse(at), locale, decided.zone, now)} ${zoneLabel(Date.parse(at), locale, decided.zone)}`;
  return (
    <>
      <Stats>
        <Stat name={words.changes.due} note={decided.target?.words}>
          {on(decided.due)}
        </Stat>
        <Stat name={words.fields.tier} note={<span lang="en">{decided.tier.from.words}</span>}>
          {decided.servedAs?.title ?? decided.tier.title}
        </Stat>
        <Stat name={words.whatIf.severity} note={<span lang="en">{decided.hours}</span>}>
          {decided.severity.level} · {decided.severity.title}
        </Stat>
      </Stats>
      {decided.strip !== null && decided.due !== null && (
        <Card>
          <h2>{words.whatIf.picture}</h2>
          <ClockPicture decided={decided} now={now} />
        </Card>
      )}
      <Card lang="en">
        <h2>{decided.title}</h2>
        <Stack>
          <Steps>
            {decided.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </Steps>
          {decided.notices.map((notice) => (
            <Quiet key={notice.words}>{notice.words}</Quiet>
          ))}
        </Stack>
      </Card>
    </>
  );
}
