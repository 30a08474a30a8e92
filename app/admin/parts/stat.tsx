import type { ReactNode } from "react";
import styled, { type DefaultTheme } from "styled-components";
import { ink } from "../../paint.ts";

export type Tone = "neutral" | "success" | "warning" | "danger";

const colour =
  (tone: Tone) =>
  ({ theme }: { theme: DefaultTheme }): string =>
    ink(tone === "neutral" ? "foreground.default" : `foreground.${tone}Emphasis`)({ theme });

export const Stats = styled.dl`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(230px, 100%), 1fr));
  gap: 12px;
`;

const Box = styled.div`
  padding: 14px 16px;
  border: 1px solid ${ink("border.subtle")};
  border-radius: 8px;
  background: ${ink("background.raised")};

  & dt {
    color: ${ink("foreground.subtle")};
    font-size: ${({ theme }) => theme.fontSizes.sm};
  }
`;

const Figure = styled.dd<{ readonly $tone: Tone }>`
  font-size: ${({ theme }) => theme.fontSizes.xl};
  font-weight: ${({ theme }) => theme.fontWeights.semibold};
  font-variant-numeric: tabular-nums;
  line-height: ${({ theme }) => theme.lineHeights.xl};
  color: ${({ $tone, theme }: { $tone: Tone; theme: DefaultTheme }) => colour($tone)({ theme })};
`;

const Note = styled.dd`
  color: ${ink("foreground.subtle")};
  font-size: ${({ theme }) => theme.fontSizes.sm};
`;

interface StatProps {
  readonly name: string;
  readonly children: ReactNode;
  readonly note?: ReactNode;
  readonly tone?: Tone;
}

/** One figure with its name; the tone only repeats what the note says. */
export function Stat({ name, children, note, tone = "neutral" }: StatProps) {
  return (
    <Box>
      <dt>{name}</dt>
      <Figure $tone={tone}>{children}</Figure>
      {note !== undefined && <Note>{note}</Note>}
    </Box>
  );
}
