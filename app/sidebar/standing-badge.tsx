import styled, { type DefaultTheme } from "styled-components";
import { useReader } from "../i18n/language.ts";
import { Icon, type IconName } from "../icons.tsx";
import { ink } from "../paint.ts";
import type { Standing } from "./countdown.ts";

/** Each standing has its own shape, so that colour only repeats what icon and word say. */
const ICONS: Readonly<Record<Standing, IconName>> = {
  on_track: "clock",
  due_soon: "soon",
  overdue: "late",
  met: "done",
  met_late: "warning",
  no_target: "none",
};

type Tone = "success" | "warning" | "danger" | "neutral";

const TONES: Readonly<Record<Standing, Tone>> = {
  on_track: "success",
  due_soon: "warning",
  overdue: "danger",
  met: "success",
  met_late: "danger",
  no_target: "neutral",
};

export const toneOf = (standing: Standing): Tone => TONES[standing];

const background = (tone: Tone) => ink(tone === "neutral" ? "background.subtle" : `background.${tone}`);
const foreground = (tone: Tone) => ink(tone === "neutral" ? "foreground.subtle" : `foreground.${tone}Emphasis`);

const Badge = styled.span<{ readonly $tone: Tone }>`
  display: inline-flex;
  align-items: center;
  gap: 5px;
  flex: none;
  padding: 2px 8px 2px 6px;
  border-radius: 100px;
  background: ${({ $tone, theme }: { $tone: Tone; theme: DefaultTheme }) => background($tone)({ theme })};
  color: ${({ $tone, theme }: { $tone: Tone; theme: DefaultTheme }) => foreground($tone)({ theme })};
  font-size: ${({ theme }) => theme.fontSizes.sm};
  font-weight: ${({ theme }) => theme.fontWeights.semibold};
  line-height: ${({ theme }) => theme.lineHeights.sm};
  white-space: nowrap;
`;

export function StandingBadge({ standing }: { readonly standing: Standing }) {
  const { words } = useReader();
  return (
    <Badge $tone={toneOf(standing)}>
      <Icon name={ICONS[standing]} width="14" height="14" />
      {words.standing[standing]}
    </Badge>
  );
}
