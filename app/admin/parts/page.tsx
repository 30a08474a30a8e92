import type { ReactNode } from "react";
import styled from "styled-components";
import { ink } from "../../paint.ts";

const Head = styled.header`
  display: flex;
  flex-wrap: wrap;
  align-items: flex-end;
  justify-content: space-between;
  gap: 12px 24px;
  margin-bottom: 20px;

  & h1 {
    font-size: ${({ theme }) => theme.fontSizes.xl};
    font-weight: ${({ theme }) => theme.fontWeights.semibold};
    line-height: ${({ theme }) => theme.lineHeights.xl};
  }
  & p {
    max-width: 68ch;
    margin-top: 2px;
    color: ${ink("foreground.subtle")};
  }
`;

const Actions = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
`;

interface PageHeadProps {
  readonly title: string;
  readonly words?: ReactNode;
  readonly children?: ReactNode;
}

/** The screen's name, what it is for, and what can be done on it. */
export function PageHead({ title, words, children }: PageHeadProps) {
  return (
    <Head>
      <div>
        <h1>{title}</h1>
        {words !== undefined && <p>{words}</p>}
      </div>
      {children !== undefined && <Actions>{children}</Actions>}
    </Head>
  );
}

export const Stack = styled.div<{ readonly $gap?: number }>`
  display: flex;
  flex-direction: column;
  gap: ${({ $gap = 16 }) => $gap}px;
`;

export const Cluster = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 8px;
`;

export const Card = styled.section`
  padding: 20px;
  border: 1px solid ${ink("border.subtle")};
  border-radius: 8px;
  background: ${ink("background.raised")};

  & > h2 {
    margin-bottom: 12px;
    font-weight: ${({ theme }) => theme.fontWeights.semibold};
  }
`;

export const Quiet = styled.span`
  color: ${ink("foreground.subtle")};
  font-size: ${({ theme }) => theme.fontSizes.sm};
  line-height: ${({ theme }) => theme.lineHeights.sm};
`;

/** A table may be wider than the page: it alone scrolls then, and by the keyboard, too. */
export const Scroll = styled.div.attrs({ tabIndex: 0, role: "region" })`
  overflow-x: auto;
  border: 1px solid ${ink("border.subtle")};
  border-radius: 8px;
  background: ${ink("background.raised")};

  & table {
    min-width: 640px;
  }
  & tbody tr:last-child > * {
    box-shadow: none;
    border-bottom: 0;
  }
  &:focus-visible {
    outline: 2px solid ${ink("border.primaryEmphasis")};
    outline-offset: 2px;
  }
`;
