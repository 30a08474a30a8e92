import styled, { type DefaultTheme } from "styled-components";
import type { Notice } from "../../src/api/ticket-answer.ts";
import { useReader } from "../i18n/language.ts";
import { Icon } from "../icons.tsx";
import { ink } from "../paint.ts";
import { Heading, Section } from "./layout.tsx";

type Level = Notice["level"];

const Note = styled.li<{ readonly $level: Level }>`
  display: grid;
  grid-template-columns: 16px 1fr;
  gap: 8px;
  padding: 10px 12px;
  border-radius: ${({ theme }) => theme.borderRadii.md};
  background: ${({ $level, theme }: { $level: Level; theme: DefaultTheme }) =>
    ink($level === "warning" ? "background.warning" : "background.subtle")({ theme })};
  font-size: ${({ theme }) => theme.fontSizes.sm};
  line-height: ${({ theme }) => theme.lineHeights.sm};

  & > svg {
    color: ${({ $level, theme }: { $level: Level; theme: DefaultTheme }) =>
      ink($level === "warning" ? "foreground.warning" : "foreground.subtle")({ theme })};
  }
  & h3 {
    font-weight: ${({ theme }) => theme.fontWeights.semibold};
  }
  & p + p {
    margin-top: 4px;
  }
`;

const List = styled.ul`
  display: flex;
  flex-direction: column;
  gap: 8px;
`;

/** What is special about this request, each with what to do about it. */
export function Notices({ notices }: { readonly notices: readonly Notice[] }) {
  const { words } = useReader();
  if (notices.length === 0) return null;
  return (
    <Section aria-labelledby="notices">
      <Heading id="notices">{words.notices}</Heading>
      <List>
        {notices.map(({ kind, level, words: said, mend }) => (
          <Note key={`${kind} ${said}`} $level={level}>
            <Icon name={level === "warning" ? "warning" : "info"} />
            <div>
              <h3>{words.notice[kind]}</h3>
              <p lang="en">{said}</p>
              {mend !== null && <p lang="en">{mend}</p>}
            </div>
          </Note>
        ))}
      </List>
    </Section>
  );
}
