import { Table } from "@zendeskgarden/react-tables";
import type { PolicyDifference } from "../../../src/api/changes.ts";
import { DataTable } from "../parts/data-table.tsx";
import { placeWords, valueText } from "../policy/place.ts";
import { usePolicy } from "../policy/use-policy.ts";
import { useAdmin } from "../reader.ts";
import { Diff } from "./diff.tsx";

/** The places of the policy that differ, in the contract's own words. */
export function AlteredPolicy({ differences }: { readonly differences: readonly PolicyDifference[] }) {
  const { words } = useAdmin();
  const { data } = usePolicy();
  const text = (value: unknown): string | null => (value === undefined ? null : valueText(value));
  return (
    <DataTable
      label={words.changes.policy}
      columns={[{ title: words.changes.place, width: "40%" }, { title: words.changes.what }]}
    >
      {differences.map(({ path, before, after }) => (
        <Table.Row key={path.join("/")}>
          <Table.Cell>{placeWords(path, words.policy.places, data?.tiers ?? [])}</Table.Cell>
          <Table.Cell>
            <Diff before={text(before)} after={text(after)} />
          </Table.Cell>
        </Table.Row>
      ))}
    </DataTable>
  );
}
