import type { ReactNode } from "react";
import styled from "styled-components";
import { ink } from "../../paint.ts";
import { Spoken } from "../../sidebar/layout.tsx";
import { useAdmin } from "../reader.ts";

const Pair = styled.span`
  display: inline-flex;
  flex-wrap: wrap;
  align-items: baseline;
  gap: 2px 8px;

  & del,
  & ins {
    padding: 0 5px;
    border-radius: 4px;
    white-space: pre-wrap;
  }
  & del {
    background: ${ink("background.danger")};
    color: ${ink("foreground.dangerEmphasis")};
  }
  & ins {
    background: ${ink("background.success")};
    color: ${ink("foreground.successEmphasis")};
    text-decoration: none;
  }
`;

interface DiffProps {
  /** `null` where nothing was there. */
  readonly before: ReactNode;
  readonly after: ReactNode;
}

/** What was there, struck out, and what stands there instead: the words say which is which to who doesn't see it. */
export function Diff({ before, after }: DiffProps) {
  const { words } = useAdmin();
  return (
    <Pair>
      {before !== null && (
        <del>
          <Spoken>{words.diff.before} </Spoken>
          {before}
        </del>
      )}
      {after !== null && (
        <ins>
          <Spoken>{words.diff.after} </Spoken>
          {after}
        </ins>
      )}
    </Pair>
  );
}
