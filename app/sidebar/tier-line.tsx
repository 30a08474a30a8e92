import { Tag } from "@zendeskgarden/react-tags";
import styled from "styled-components";
import type { Decided } from "../../src/api/ticket-answer.ts";
import { useReader } from "../i18n/language.ts";
import { Ends, Quiet, Spoken } from "./layout.tsx";

const Line = styled.header`
  display: flex;
  flex-direction: column;
  align-items: flex-start;
  gap: 6px;
`;

const Name = styled.h1`
  font-size: ${({ theme }) => theme.fontSizes.lg};
  font-weight: ${({ theme }) => theme.fontWeights.semibold};
  line-height: ${({ theme }) => theme.lineHeights.lg};
`;

/** What the customer bought, how that is known, and whose terms apply where they aren't those. */
export function TierLine({ decided: { tier, servedAs, severity } }: { readonly decided: Decided }) {
  const { words } = useReader();
  return (
    <Line>
      <Ends>
        <Name>
          <Spoken>{words.tier}: </Spoken>
          {tier.title}
        </Name>
        <Tag isPill>{words.severityNamed(severity.level, severity.title)}</Tag>
      </Ends>
      {servedAs !== null && <Tag size="small">{words.termsOf(servedAs.title)}</Tag>}
      <Quiet lang="en">{tier.from.words}</Quiet>
    </Line>
  );
}
