import { Table } from "@zendeskgarden/react-tables";
import styled from "styled-components";
import { type ChangeShown, changePage } from "../../../src/api/changes.ts";
import { ink } from "../../paint.ts";
import { DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { PageHead, Quiet } from "../parts/page.tsx";
import { PagedList, usePages } from "../parts/paged-list.tsx";
import { useAdmin } from "../reader.ts";
import { hrefOf } from "../route.ts";
import { useMoment } from "../use-moment.ts";
import { StateTag } from "./state-tag.tsx";
import { changeTitle } from "./title.ts";

const Title = styled.a`
  color: ${ink("foreground.primary")};
  font-weight: ${({ theme }) => theme.fontWeights.semibold};
  text-decoration: none;

  &:hover {
    text-decoration: underline;
  }
`;

/** Every change of the mapping and the policy, newest first. */
export function ChangeList() {
  const { words } = useAdmin();
  const pages = usePages("/changes", changePage);
  return (
    <>
      <PageHead title={words.screens.changes} words={words.changes.words} />
      <PagedList
        pages={pages}
        entriesOf={({ changes }) => changes}
        empty={
          <Empty icon="history" title={words.changes.noneTitle}>
            {words.changes.noneWords}
          </Empty>
        }
      >
        {(changes) => <ChangeTable changes={changes} />}
      </PagedList>
    </>
  );
}

function ChangeTable({ changes }: { readonly changes: readonly ChangeShown[] }) {
  const { words, locale } = useAdmin();
  const moment = useMoment();
  return (
    <DataTable
      label={words.screens.changes}
      columns={[
        { title: words.changes.change },
        { title: words.changes.state, width: "140px" },
        { title: words.changes.by, width: "190px" },
        { title: words.changes.rows, width: "110px" },
        { title: words.changes.tickets, width: "110px" },
      ]}
    >
      {changes.map((change) => (
        <Table.Row key={change.id}>
          <Table.Cell>
            <Title href={hrefOf("changes", [change.id])}>{changeTitle(change, words)}</Title>
            {change.note !== "" && (
              <>
                <br />
                <Quiet>{change.note}</Quiet>
              </>
            )}
          </Table.Cell>
          <Table.Cell>
            <StateTag change={change} />
          </Table.Cell>
          <Table.Cell>
            {change.proposedBy.name}
            <br />
            <Quiet>{moment(change.appliedAt ?? change.proposedAt)}</Quiet>
          </Table.Cell>
          <Table.Cell>{change.counts.rows.toLocaleString(locale)}</Table.Cell>
          <Table.Cell>{change.counts.differ.toLocaleString(locale)}</Table.Cell>
        </Table.Row>
      ))}
    </DataTable>
  );
}
