import styled from "styled-components";
import { ink } from "../paint.ts";

/** The parts that every section of the sidebar is laid out with. */

export const Panel = styled.main`
  display: flex;
  flex-direction: column;
  gap: 16px;
  padding: 12px 16px 20px;
  max-width: 560px;
`;

export const Section = styled.section`
  display: flex;
  flex-direction: column;
  gap: 8px;

  & + & {
    border-top: 1px solid ${ink("border.subtle")};
    padding-top: 16px;
  }
`;

export const Heading = styled.h2`
  color: ${ink("foreground.subtle")};
  font-size: ${({ theme }) => theme.fontSizes.sm};
  font-weight: ${({ theme }) => theme.fontWeights.semibold};
  line-height: ${({ theme }) => theme.lineHeights.sm};
`;

export const Quiet = styled.p`
  color: ${ink("foreground.subtle")};
  font-size: ${({ theme }) => theme.fontSizes.sm};
  line-height: ${({ theme }) => theme.lineHeights.sm};
`;

/** What it is about at one end, and what there is to say or do about it at the other. */
export const Ends = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 4px 8px;
  width: 100%;
`;

/** Said to a screen reader, not drawn. */
export const Spoken = styled.span`
  position: absolute;
  width: 1px;
  height: 1px;
  margin: -1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
`;

export const WithIcon = styled.span`
  display: inline-flex;
  align-items: flex-start;
  gap: 6px;

  & > svg {
    flex: none;
    margin-block: 1px;
  }
`;

export const Facts = styled.dl`
  display: grid;
  grid-template-columns: minmax(96px, 38%) 1fr;
  gap: 8px 12px;
  font-size: ${({ theme }) => theme.fontSizes.sm};
  line-height: ${({ theme }) => theme.lineHeights.sm};

  & > dt {
    color: ${ink("foreground.subtle")};
  }
`;
