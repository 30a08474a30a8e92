import type { UseQueryResult } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { Table } from "@zendeskgarden/react-tables";
import styled from "styled-components";
import type { Meaning, PolicyCheck, WorkedExample } from "../../../src/api/policy.ts";
import { ink } from "../../paint.ts";
import { Diff } from "../changes/diff.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { Thrown } from "../parts/failure.tsx";
import { Cluster, Quiet, Stack } from "../parts/page.tsx";
import { useAdmin } from "../reader.ts";
import { type Path, samePlace } from "./document.ts";

const Understood = styled.section`
  padding: 14px 16px;
  border-radius: 8px;
  background: ${ink("background.recessed")};

  & h3 {
    margin-bottom: 6px;
    font-weight: ${({ theme }) => theme.fontWeights.semibold};
  }
`;

interface MeaningsProps {
  readonly query: UseQueryResult<PolicyCheck>;
  readonly settled: boolean;
  readonly path: Path;
  /** Takes one of the words that would be accepted. */
  readonly pick: (words: string) => void;
  readonly unchanged: boolean;
}

/** What the words are understood to mean, with three arrivals worked out by them; or what would be understood. */
export function Meanings({ query, settled, path, pick, unchanged }: MeaningsProps) {
  const { words } = useAdmin();
  if (unchanged) return <Quiet>{words.policy.typeToSee}</Quiet>;
  if (query.isError) return <Thrown error={query.error} retry={() => void query.refetch()} />;
  const { data } = query;
  if (data === undefined) return <Quiet role="status">{words.policy.checking}</Quiet>;
  const own = data.problems.filter((problem) => samePlace(problem.path, path));
  const others = data.problems.filter((problem) => !samePlace(problem.path, path));
  const accepted = [...new Set(own.flatMap((problem) => problem.accepted))];
  const meaning = data.meanings.find((one) => samePlace(one.path, path));
  return (
    <Stack aria-busy={!settled} aria-live="polite">
      {accepted.length > 0 && (
        <Understood>
          <h3>{words.policy.accepted}</h3>
          <Cluster lang="en">
            {accepted.map((one) => (
              <Button key={one} size="small" onClick={() => pick(one)}>
                {one}
              </Button>
            ))}
          </Cluster>
        </Understood>
      )}
      {others.map(({ path: where, message }) => (
        <p key={where.join("/")} lang="en">
          {where.slice(1).join(" › ")}: {message}
        </p>
      ))}
      {meaning !== undefined && own.length === 0 && (
        <Understood>
          <h3>{words.policy.understood}</h3>
          <span lang="en">
            <Diff before={said(meaning.before)} after={said(meaning.after)} />
          </span>
        </Understood>
      )}
      {data.examples.length > 0 && <Examples examples={data.examples} />}
      {data.warnings.map((warning) => (
        <Quiet key={warning} lang="en">
          {warning}
        </Quiet>
      ))}
    </Stack>
  );
}

const said = (meaning: Meaning | null): string | null => meaning?.words ?? null;

function Examples({ examples }: { readonly examples: readonly WorkedExample[] }) {
  const { words } = useAdmin();
  return (
    <section>
      <Quiet>{words.policy.examples}</Quiet>
      <DataTable
        label={words.policy.examples}
        columns={[{ title: words.policy.arrives, width: "42%" }, { title: words.policy.dueThen }]}
        lang="en"
        narrow
      >
        {examples.map(({ arrived, arrivedWords, tier, severity, beforeWords, afterWords }) => (
          <Table.Row key={`${arrived} ${tier.name} ${severity}`}>
            <Table.Cell>
              {arrivedWords}
              <br />
              <Quiet>
                {tier.title}, {words.changes.severity(severity)}
              </Quiet>
            </Table.Cell>
            <Table.Cell>
              {beforeWords === afterWords ? afterWords : <Diff before={beforeWords} after={afterWords} />}
            </Table.Cell>
          </Table.Row>
        ))}
      </DataTable>
    </section>
  );
}
