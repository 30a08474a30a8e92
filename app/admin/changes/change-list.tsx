import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { Table } from "@zendeskgarden/react-tables";
import styled from "styled-components";
import { type ChangeShown, changePage } from "../../../src/api/changes.ts";
import { ink } from "../../paint.ts";
import { queryText } from "../api/api.ts";
import { useApi } from "../api/use-api.ts";
import { Answer } from "../parts/answer.tsx";
import { Empty } from "../parts/empty.tsx";
import { PageHead, Quiet, Scroll, Stack } from "../parts/page.tsx";
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
  const api = useApi();
  const pages = useInfiniteQuery({
    queryKey: ["changes"],
    queryFn: ({ pageParam }) => api.ask(`/changes${queryText({ cursor: pageParam })}`, changePage),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
  return (
    <>
      <PageHead title={words.screens.changes} words={words.changes.words} />
      <Answer query={pages}>
        {({ pages: shown }) => {
          const changes = shown.flatMap((page) => page.changes);
          if (changes.length === 0) {
            return (
              <Empty icon="history" title={words.changes.noneTitle}>
                {words.changes.noneWords}
              </Empty>
            );
          }
          return (
            <Stack>
              <ChangeTable changes={changes} />
              {pages.hasNextPage && (
                <Button disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                  {words.more}
                </Button>
              )}
            </Stack>
          );
        }}
      </Answer>
    </>
  );
}

function ChangeTable({ changes }: { readonly changes: readonly ChangeShown[] }) {
  const { words, locale } = useAdmin();
  const moment = useMoment();
  return (
    <Scroll aria-label={words.screens.changes}>
      <Table size="small" isReadOnly>
        <Table.Head>
          <Table.HeaderRow>
            <Table.HeaderCell>{words.changes.change}</Table.HeaderCell>
            <Table.HeaderCell width="140px">{words.changes.state}</Table.HeaderCell>
            <Table.HeaderCell width="190px">{words.changes.by}</Table.HeaderCell>
            <Table.HeaderCell width="110px">{words.changes.rows}</Table.HeaderCell>
            <Table.HeaderCell width="110px">{words.changes.tickets}</Table.HeaderCell>
          </Table.HeaderRow>
        </Table.Head>
        <Table.Body>
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
        </Table.Body>
      </Table>
    </Scroll>
  );
}
