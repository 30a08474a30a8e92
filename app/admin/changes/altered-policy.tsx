import { Table } from "@zendeskgarden/react-tables";
import type { PolicyDifference } from "../../../src/api/changes.ts";
import { Scroll } from "../parts/page.tsx";
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
    <Scroll aria-label={words.changes.policy}>
      <Table size="small" isReadOnly>
        <Table.Head>
          <Table.HeaderRow>
            <Table.HeaderCell width="40%">{words.changes.place}</Table.HeaderCell>
            <Table.HeaderCell>{words.changes.what}</Table.HeaderCell>
          </Table.HeaderRow>
        </Table.Head>
        <Table.Body>
          {differences.map(({ path, before, after }) => (
            <Table.Row key={path.join("/")}>
              <Table.Cell>{placeWords(path, words.policy.places, data?.tiers ?? [])}</Table.Cell>
              <Table.Cell>
                <Diff before={text(before)} after={text(after)} />
              </Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </Scroll>
  );
}
