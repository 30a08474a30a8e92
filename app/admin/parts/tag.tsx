import type { ReactNode } from "react";
import styled, { type DefaultTheme } from "styled-components";
import { Icon, type IconName } from "../../icons.tsx";
import { ink } from "../../paint.ts";
import type { Tone } from "./stat.tsx";

const paint =
  (part: "background" | "foreground") =>
  ({ $tone, theme }: { $tone: Tone; theme: DefaultTheme }): string => {
    if ($tone === "neutral")
      return ink(part === "background" ? "background.recessed" : "foreground.default")({ theme });
    return ink(part === "background" ? `background.${$tone}` : `foreground.${$tone}Emphasis`)({ theme });
  };

const Pill = styled.span<{ readonly $tone: Tone }>`
  display: inline-flex;
  align-items: center;
  gap: 4px;
  padding: 0 8px;
  border-radius: 100px;
  background: ${paint("background")};
  color: ${paint("foreground")};
  font-size: ${({ theme }) => theme.fontSizes.sm};
  line-height: 20px;
  white-space: nowrap;

  & svg {
    width: 12px;
    height: 12px;
  }
`;

interface TagProps {
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly children: ReactNode;
}

/** A word with a ground to stand on; colour only repeats what it says. */
export function Tag({ tone = "neutral", icon, children }: TagProps) {
  return (
    <Pill $tone={tone}>
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </Pill>
  );
}
