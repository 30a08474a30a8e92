import styled from "styled-components";
import { ink } from "../../paint.ts";

const Mark = styled.span`
  display: inline-flex;
  align-items: center;
  gap: 10px;
  font-size: ${({ theme }) => theme.fontSizes.lg};
  font-weight: ${({ theme }) => theme.fontWeights.semibold};
  color: ${ink("foreground.default")};

  & svg {
    flex: none;
    color: ${ink("foreground.primary")};
  }
`;

/** Three tiers, each a line longer than the one above. */
export function Logo() {
  return (
    <Mark>
      <svg viewBox="0 0 24 24" width="24" height="24" fill="none" aria-hidden="true" focusable="false">
        <path d="M4 6h7M4 12h12M4 18h16" stroke="currentColor" strokeWidth="3.2" strokeLinecap="round" />
      </svg>
      Tierline
    </Mark>
  );
}
