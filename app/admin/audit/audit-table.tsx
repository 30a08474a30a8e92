import { Table } from "@zendeskgarden/react-tables";
import styled from "styled-components";
import { type AuditEntryShown, auditAction } from "../../../src/api/audit.ts";
import { ink } from "../../paint.ts";
import { DataTable } from "../parts/data-table.tsx";
import { Quiet } from "../parts/page.tsx";
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
    <DataTable
      label={words.screens.audit}
      columns={[
        { title: words.audit.number, width: "70px" },
        { title: words.audit.at, width: "170px" },
        { title: words.audit.who, width: "170px" },
        { title: words.audit.what },
      ]}
    >
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
            <Action action={action} /> · <span lang="en">{subject}</span>
            <details>
              <summary>
                {words.audit.detail}{" "}
                <Hash>
                  {action} {hash.slice(0, 12)}
                </Hash>
              </summary>
              <Detail tabIndex={0} role="region" aria-label={words.audit.detailOf(seq)}>
                {JSON.stringify(detail, null, 2)}
              </Detail>
            </details>
          </Table.Cell>
        </Table.Row>
      ))}
    </DataTable>
  );
}

/** A newer version may have written what this one has no words for. */
function Action({ action }: { readonly action: string }) {
  const { words } = useAdmin();
  const known = auditAction.safeParse(action);
  return known.success ? <strong>{words.audit.actions[known.data]}</strong> : <strong lang="en">{action}</strong>;
}
