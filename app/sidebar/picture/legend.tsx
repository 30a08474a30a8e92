import styled from "styled-components";
import { useReader } from "../../i18n/language.ts";
import { MarkShape } from "./mark-shape.tsx";
import type { MarkKind, PictureRow } from "./picture.ts";

const List = styled.ul`
  display: flex;
  flex-wrap: wrap;
  gap: 2px 10px;
  grid-column: 1 / -1;
  padding-top: 4px;

  li {
    display: inline-flex;
    align-items: center;
    gap: 4px;
  }
  svg {
    width: 12px;
    height: 12px;
  }
`;

const SHADES = ["left", "used", "open"] as const;
const MARKS = ["arrived", "aim", "due", "now"] as const satisfies readonly MarkKind[];

/** What the shades and the marks mean: those that are drawn. */
export function Legend({ rows }: { readonly rows: readonly PictureRow[] }) {
  const { words } = useReader();
  return (
    <List>
      {SHADES.filter((shade) => rows.some((row) => row[shade].length > 0)).map((shade) => (
        <li key={shade}>
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <rect className={shade} y="2" width="12" height="8" rx="2" />
          </svg>
          {words[shade]}
        </li>
      ))}
      {MARKS.filter((kind) => rows.some(({ marks }) => marks.some((mark) => mark.kind === kind))).map((kind) => (
        <li key={kind}>
          <svg viewBox="-7 -7 14 14" aria-hidden="true">
            <MarkShape kind={kind} />
          </svg>
          {words[kind]}
        </li>
      ))}
    </List>
  );
}
