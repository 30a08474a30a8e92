import { Table } from "@zendeskgarden/react-tables";
import type { ChangeDetail } from "../../../src/api/changes.ts";
import { plainDate } from "../../dates.ts";
import { DataTable } from "../parts/data-table.tsx";
import { Stack } from "../parts/page.tsx";
import { Tag } from "../parts/tag.tsx";
import { useTierTitle } from "../policy/use-policy.ts";
import { type AdminReader, useAdmin } from "../reader.ts";
import { Diff } from "./diff.tsx";
import { type FieldDifference, type FieldValue, listDiff, organizationDiff } from "./organization-diff.ts";

type AlteredRow = ChangeDetail["organizations"][number];

/** The rows of the mapping that a change adds, alters or removes, cell by cell. */
export function AlteredRows({ rows }: { readonly rows: readonly AlteredRow[] }) {
  const { words } = useAdmin();
  return (
    <DataTable
      label={words.changes.rows}
      columns={[{ title: words.changes.row, width: "30%" }, { title: words.changes.what }]}
    >
      {rows.map((row) => (
        <Table.Row key={row.id}>
          <Table.Cell>{(row.after ?? row.before)?.name}</Table.Cell>
          <Table.Cell>
            <RowDifference row={row} />
          </Table.Cell>
        </Table.Row>
      ))}
    </DataTable>
  );
}

function RowDifference({ row: { before, after } }: { readonly row: AlteredRow }) {
  const reader = useAdmin();
  const { words } = reader;
  const tierTitle = useTierTitle();
  if (before === null && after !== null) {
    return (
      <>
        <Tag tone="success" icon="plus">
          {words.changes.added}
        </Tag>{" "}
        {tierTitle(after.tier)}
        {after.domains.length > 0 && `, ${after.domains.join(", ")}`}
      </>
    );
  }
  if (after === null) return <Tag tone="danger">{words.changes.removed}</Tag>;
  return (
    <Stack $gap={6}>
      {organizationDiff(before, after).map((difference) => (
        <div key={difference.field}>
          {words.fields[difference.field]}: <FieldDiff difference={difference} reader={reader} tierTitle={tierTitle} />
        </div>
      ))}
    </Stack>
  );
}

interface FieldDiffProps {
  readonly difference: FieldDifference;
  readonly reader: AdminReader;
  readonly tierTitle: (name: string) => string;
}

function FieldDiff({ difference: { field, before, after }, reader, tierTitle }: FieldDiffProps) {
  if (Array.isArray(before) && Array.isArray(after)) {
    const { gone, come } = listDiff(before, after);
    return <Diff before={gone.join(", ") || null} after={come.join(", ") || null} />;
  }
  const text = (value: FieldValue): string => (field === "tier" ? tierTitle(String(value)) : fieldText(value, reader));
  return <Diff before={text(before)} after={text(after)} />;
}

/** A single cell, as a person reads it. */
function fieldText(value: FieldValue, { words, locale }: AdminReader): string {
  if (value === null || value === "") return words.none;
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value !== "string") return value.join(", ");
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return plainDate(value, locale);
  const state = Object.entries(words.onboarding).find(([name]) => name === value);
  return state?.[1] ?? value;
}
