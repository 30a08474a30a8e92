import { Alert } from "@zendeskgarden/react-notifications";
import { Table } from "@zendeskgarden/react-tables";
import type { ImportOutcome } from "../../../src/api/organizations.ts";
import { DataTable } from "../parts/data-table.tsx";
import { Stack } from "../parts/page.tsx";
import { Stat, Stats } from "../parts/stat.tsx";
import { useAdmin } from "../reader.ts";

/** What a file would do, or why it can't: line by line, as editors count them. */
export function ImportReport({ outcome }: { readonly outcome: ImportOutcome }) {
  const { words, locale } = useAdmin();
  const { rows, added, altered, removed, unchanged, problems, problemCount } = outcome;
  const count = (n: number): string => n.toLocaleString(locale);
  if (problemCount > 0) {
    return (
      <Stack>
        <Alert type="error" role="alert">
          <Alert.Title>{words.import.problems(count(problemCount))}</Alert.Title>
          {words.import.problemsWords}
        </Alert>
        <DataTable
          label={words.import.problems(count(problemCount))}
          columns={[
            { title: words.import.line, width: "70px" },
            { title: words.import.column, width: "18%" },
            { title: words.import.found, width: "22%" },
            { title: words.import.problem },
          ]}
        >
          {problems.slice(0, 200).map(({ line, column, found, message, accepted }) => (
            <Table.Row key={`${line} ${column} ${message}`}>
              <Table.Cell>{line}</Table.Cell>
              <Table.Cell>{column ?? words.import.wholeRow}</Table.Cell>
              <Table.Cell>{found}</Table.Cell>
              <Table.Cell lang="en">
                {message}
                {accepted.length > 0 && ` (${accepted.join(", ")})`}
              </Table.Cell>
            </Table.Row>
          ))}
        </DataTable>
      </Stack>
    );
  }
  return (
    <Stack>
      <p role="status">{added + altered + removed === 0 ? words.import.same : words.import.ready(count(rows))}</p>
      <Stats>
        <Stat name={words.import.added}>{count(added)}</Stat>
        <Stat name={words.import.altered}>{count(altered)}</Stat>
        <Stat name={words.import.removed} tone={removed > 0 ? "danger" : "neutral"}>
          {count(removed)}
        </Stat>
        <Stat name={words.import.unchanged}>{count(unchanged)}</Stat>
      </Stats>
    </Stack>
  );
}
