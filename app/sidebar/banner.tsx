import type { ReactNode } from "react";
import styled from "styled-components";
import { Icon, type IconName } from "../icons.tsx";
import { ink } from "../paint.ts";

const Bar = styled.div`
  display: grid;
  grid-template-columns: 16px 1fr;
  gap: 8px;
  padding: 8px 12px;
  border-radius: ${({ theme }) => theme.borderRadii.md};
  background: ${ink("background.subtle")};
  color: ${ink("foreground.subtle")};
  font-size: ${({ theme }) => theme.fontSizes.sm};
  line-height: ${({ theme }) => theme.lineHeights.sm};
`;

interface BannerProps {
  readonly show: boolean;
  readonly icon: IconName;
  readonly children: ReactNode;
}

/** One line over everything else, that says how to take what stands below. */
export function Banner({ show, icon, children }: BannerProps) {
  if (!show) return null;
  return (
    <Bar>
      <Icon name={icon} />
      <div>{children}</div>
    </Bar>
  );
}
