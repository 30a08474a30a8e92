import styled from "styled-components";
import { Icon } from "../../icons.tsx";
import { ink } from "../../paint.ts";
import { Spoken } from "../../sidebar/layout.tsx";
import { Quiet } from "../parts/page.tsx";
import { useAdmin } from "../reader.ts";
import { type Edit, type Json, type Path, shownAt } from "./document.ts";
import { valueText } from "./place.ts";

const Open = styled.button<{ readonly $edited: boolean }>`
  display: inline-flex;
  align-items: center;
  gap: 8px;
  max-width: 100%;
  margin: -4px -8px;
  padding: 4px 8px;
  border: 1px solid ${({ $edited, theme }) => ($edited ? ink("border.warning")({ theme }) : "transparent")};
  border-radius: 6px;
  background: ${({ $edited, theme }) => ($edited ? ink("background.warning")({ theme }) : "transparent")};
  color: inherit;
  font: inherit;
  text-align: left;
  cursor: pointer;

  & > .pencil {
    flex: none;
    width: 12px;
    height: 12px;
    opacity: 0;
    color: ${ink("foreground.subtle")};
  }
  &:hover,
  &:focus-visible {
    border-color: ${ink("border.primaryEmphasis")};
    outline: none;
    & > .pencil {
      opacity: 1;
    }
  }
`;

interface PolicyCellProps {
  readonly path: Path;
  /** Where in the contract it stands, for who hears it out of its table. */
  readonly label: string;
  readonly document: unknown;
  readonly edits: readonly Edit[];
  readonly edited: boolean;
  readonly mayEdit: boolean;
  readonly open: () => void;
}

/** One cell of the contract; a press opens it for editing. */
export function PolicyCell({ path, label, document, edits, edited, mayEdit, open }: PolicyCellProps) {
  const { words } = useAdmin();
  const value = shownAt(document, edits, path);
  if (!mayEdit) return <CellValue value={value} />;
  return (
    <Open type="button" $edited={edited} onClick={open}>
      <CellValue value={value} />
      <Icon name="pencil" className="pencil" />
      <Spoken>{words.policy.editCell(label)}</Spoken>
    </Open>
  );
}

/** Ticks and dashes as the contract prints them, words otherwise. */
function CellValue({ value }: { readonly value: Json | undefined }) {
  const { words } = useAdmin();
  switch (value) {
    case "included":
      return (
        <>
          <Icon name="check" />
          <Spoken>{words.policy.included}</Spoken>
        </>
      );
    case "not included":
    case undefined:
      return (
        <Quiet>
          <span aria-hidden="true">–</span>
          <Spoken>{words.policy.notIncluded}</Spoken>
        </Quiet>
      );
    default:
      return <span lang="en">{valueText(value)}</span>;
  }
}
