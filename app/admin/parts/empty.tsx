import type { ReactNode } from "react";
import styled from "styled-components";
import { Icon, type IconName } from "../../icons.tsx";
import { ink } from "../../paint.ts";

const Centre = styled.div`
  display: flex;
  flex-direction: column;
  align-items: center;
  gap: 8px;
  padding: 56px 16px;
  border: 1px dashed ${ink("border.default")};
  border-radius: 8px;
  text-align: center;
  color: ${ink("foreground.subtle")};

  & > svg {
    width: 32px;
    height: 32px;
    stroke-width: 1.2;
  }
  & > strong {
    color: ${ink("foreground.default")};
    font-weight: ${({ theme }) => theme.fontWeights.semibold};
  }
`;

interface EmptyProps {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
}

/** There is nothing to list, and that is said. */
export function Empty({ icon, title, children }: EmptyProps) {
  return (
    <Centre>
      <Icon name={icon} />
      <strong>{title}</strong>
      {children}
    </Centre>
  );
}
