import { Table } from "@zendeskgarden/react-tables";
import styled from "styled-components";
import type { AuditEntryShown } from "../../../src/api/audit.ts";
import { ink } from "../../paint.ts";
import { Quiet, Scroll } from "../parts/page.tsx";
import { useAdmin } from "../reader.ts";
import { useMoment } from "../use-moment.ts";

const Detail = styled.pre`
  margin: 8px 0 0;
  padding: 10px 12px;
  max-height: 320px;
  overflow: auto;
  border-radius: 6px;
  background: ${ink("background.recessed")};
  font-family: ${({ theme }) => theme.fonts.mono};
  font-size: ${({ theme }) => theme.fontSizes.sm};
  white-space: pre-wrap;
`;

const Hash = styled.code`
  font-family: ${({ theme }) => theme.fonts.mono};
  font-size: ${({ theme }) => theme.fontSizes.sm};
  color: ${ink("foreground.subtle")};
`;

export function AuditTable({ entries }: { readonly entries: readonly AuditEntryShown[] }) {
  const { words } = useAdmin();
  const moment = useMoment();
  return (
    <Scroll aria-label={words.screens.audit}>
      <Table isReadOnly size="small">
        <Table.Head>
          <Table.HeaderRow>
            <Table.HeaderCell width="70px">{words.audit.number}</Table.HeaderCell>
            <Table.HeaderCell width="170px">{words.audit.at}</Table.HeaderCell>
            <Table.HeaderCell width="170px">{words.audit.who}</Table.HeaderCell>
            <Table.HeaderCell>{words.audit.what}</Table.HeaderCell>
          </Table.HeaderRow>
        </Table.Head>
        <Table.Body>
          {entries.map(({ seq, at, actor, action, subject, detail, hash }) => (
            <Table.Row key={seq}>
              <Table.Cell>{seq}</Table.Cell>
              <Table.Cell>{moment(at)}</Table.Cell>
              <Table.Cell>
                {actor.name}
                <br />
                <Quiet>{words.audit.kinds[actor.kind]}</Quiet>
              </Table.Cell>
              <Table.Cell>
                <span lang="en">
                  {action} · {subject}
                </span>
                <details>
                  <summary>
                    {words.audit.detail} <Hash>{hash.slice(0, 12)}</Hash>
                  </summary>
                  <Detail tabIndex={0} role="region" aria-label={words.audit.detailOf(seq)}>
                    {JSON.stringify(detail, null, 2)}
                  </Detail>
                </details>
              </Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </Scroll>
  );
}
