import { Table } from "@zendeskgarden/react-tables";
import { useState } from "react";
import styled from "styled-components";
import type { PolicyShown } from "../../../src/api/policy.ts";
import { ink } from "../../paint.ts";
import { Scroll, Stack } from "../parts/page.tsx";
import { useAdmin } from "../reader.ts";
import { CellEditor } from "./cell-editor.tsx";
import { type Edit, keysAt, type Path, samePlace } from "./document.ts";
import { placeWords } from "./place.ts";
import { PolicyCell } from "./policy-cell.tsx";

export interface Editing {
  readonly document: NonNullable<PolicyShown["document"]>;
  readonly edits: readonly Edit[];
  readonly setEdits: (edits: readonly Edit[]) => void;
  readonly mayEdit: boolean;
}

const Group = styled.tr`
  & > th {
    padding: 14px 12px 6px;
    text-align: left;
    color: ${ink("foreground.subtle")};
    font-size: ${({ theme }) => theme.fontSizes.sm};
    font-weight: ${({ theme }) => theme.fontWeights.semibold};
    background: ${ink("background.subtle")};
  }
`;

const RowName = styled(Table.HeaderCell).attrs({ scope: "row", as: "th" })`
  font-weight: ${({ theme }) => theme.fontWeights.regular};
  padding-inline: 12px;
  text-align: left;
  vertical-align: middle;
`;

const SECTIONS = ["features", "support_hours", "initial_response_time"] as const;
const LEVELS = ["policy", "support_levels"] as const;
const READINGS = ["zone", "day_rule", "default_tier", "default_severity"] as const;

/** The contract's table: a column for each tier, and every cell in the contract's own words. */
export function ContractTable({ tiers, ...editing }: Editing & { readonly tiers: PolicyShown["tiers"] }) {
  const { words } = useAdmin();
  const [open, setOpen] = useState<Path | null>(null);
  const { document, edits } = editing;
  const cell = (path: Path, label: string) => (
    <PolicyCell
      path={path}
      label={label}
      {...editing}
      edited={edits.some((edit) => samePlace(edit.path, path))}
      open={() => setOpen(path)}
    />
  );
  const place = (path: Path): string => placeWords(path, words.policy.places, tiers);
  return (
    <Stack $gap={24}>
      <Scroll aria-label={words.policy.tabs.table}>
        <Table isReadOnly size="small">
          <Table.Head>
            <Table.HeaderRow>
              <Table.HeaderCell width="28%">{words.policy.term}</Table.HeaderCell>
              {tiers.map(({ name, title }) => (
                <Table.HeaderCell key={name}>{title}</Table.HeaderCell>
              ))}
            </Table.HeaderRow>
          </Table.Head>
          {SECTIONS.map((section) => (
            <Table.Body key={section}>
              <Group>
                <th colSpan={tiers.length + 1} scope="rowgroup">
                  {words.policy.sections[section]}
                </th>
              </Group>
              {rowsOf(document, section, tiers).map((row) => (
                <Table.Row key={row}>
                  <RowName>{place(["policy", row])}</RowName>
                  {tiers.map(({ name }) => {
                    const path = [...LEVELS, name, section, row];
                    return <Table.Cell key={name}>{cell(path, place(path))}</Table.Cell>;
                  })}
                </Table.Row>
              ))}
            </Table.Body>
          ))}
        </Table>
      </Scroll>
      <Scroll aria-label={words.policy.readings}>
        <Table isReadOnly size="small">
          <Table.Head>
            <Table.HeaderRow>
              <Table.HeaderCell width="28%">{words.policy.readings}</Table.HeaderCell>
              <Table.HeaderCell>{words.policy.value}</Table.HeaderCell>
            </Table.HeaderRow>
          </Table.Head>
          <Table.Body>
            {READINGS.map((key) => (
              <Table.Row key={key}>
                <RowName>{place(["policy", key])}</RowName>
                <Table.Cell>{cell(["policy", "readings", key], place(["policy", key]))}</Table.Cell>
              </Table.Row>
            ))}
            {severities(document).map((key) => (
              <Table.Row key={key}>
                <RowName>{place(["policy", key])}</RowName>
                <Table.Cell>
                  {cell(["policy", "priority_definitions", key, "definition"], place(["policy", key, "definition"]))}
                </Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </Scroll>
      {open !== null && (
        <CellEditor key={open.join("/")} path={open} {...editing} tiers={tiers} close={() => setOpen(null)} />
      )}
    </Stack>
  );
}

const severities = (document: unknown): readonly string[] =>
  keysAt(document, ["policy", "priority_definitions"]).filter((key) => key.startsWith("severity_"));

/** Every row that a tier has, in the order in which they first come. */
function rowsOf(document: unknown, section: string, tiers: PolicyShown["tiers"]): readonly string[] {
  return [...new Set(tiers.flatMap(({ name }) => keysAt(document, [...LEVELS, name, section])))];
}
