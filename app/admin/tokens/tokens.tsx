import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { Field, Input } from "@zendeskgarden/react-forms";
import { Table } from "@zendeskgarden/react-tables";
import { type FormEvent, useState } from "react";
import styled from "styled-components";
import { type TokenShown, tokenList, tokenMade } from "../../../src/api/tokens.ts";
import { useApi } from "../api/use-api.ts";
import { Answer } from "../parts/answer.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { Thrown } from "../parts/failure.tsx";
import { PageHead, Quiet, Stack } from "../parts/page.tsx";
import { useAdmin } from "../reader.ts";
import { useMoment } from "../use-moment.ts";
import { NewToken } from "./new-token.tsx";

const Form = styled.form`
  display: flex;
  flex-wrap: wrap;
  align-items: flex-end;
  gap: 12px;

  & > :first-child {
    flex: 0 1 360px;
  }
`;

/** Tokens by which programs act as an administrator does. */
export function Tokens() {
  const { words } = useAdmin();
  const api = useApi();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [ending, setEnding] = useState<TokenShown | null>(null);
  const query = useQuery({ queryKey: ["tokens"], queryFn: () => api.ask("/tokens", tokenList) });
  const again = () => queries.invalidateQueries({ queryKey: ["tokens"] });
  const make = useMutation({
    mutationFn: () => api.ask("/tokens", tokenMade, { method: "POST", json: { name } }),
    onSuccess: async () => {
      setName("");
      await again();
    },
  });
  const revoke = useMutation({
    mutationFn: ({ id }: TokenShown) => api.tell(`/tokens/${encodeURIComponent(id)}`, { method: "DELETE" }),
    onSuccess: again,
    onSettled: () => setEnding(null),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") make.mutate();
  };
  return (
    <>
      <PageHead title={words.screens.tokens} words={words.tokens.words} />
      <Stack $gap={20}>
        <Form onSubmit={submit} noValidate>
          <Field>
            <Field.Label>{words.tokens.name}</Field.Label>
            <Field.Hint>{words.tokens.nameHint}</Field.Hint>
            <Input value={name} maxLength={80} onChange={({ target }) => setName(target.value)} />
          </Field>
          <Button isPrimary type="submit" disabled={name.trim() === "" || make.isPending}>
            {words.tokens.make}
          </Button>
        </Form>
        <Thrown error={make.error ?? revoke.error} />
        <Answer query={query}>
          {({ tokens }) =>
            tokens.length === 0 ? (
              <Empty icon="key" title={words.tokens.none}>
                {words.tokens.noneWords}
              </Empty>
            ) : (
              <TokenTable tokens={tokens} end={setEnding} />
            )
          }
        </Answer>
      </Stack>
      {make.data !== undefined && <NewToken made={make.data} close={() => make.reset()} />}
      {ending !== null && (
        <Confirm
          danger
          title={words.tokens.endQuestion(ending.name)}
          action={words.tokens.end}
          busy={revoke.isPending}
          confirm={() => revoke.mutate(ending)}
          cancel={() => setEnding(null)}
        >
          {words.tokens.endWords}
        </Confirm>
      )}
    </>
  );
}

interface TokenTableProps {
  readonly tokens: readonly TokenShown[];
  readonly end: (token: TokenShown) => void;
}

function TokenTable({ tokens, end }: TokenTableProps) {
  const { words } = useAdmin();
  const moment = useMoment();
  return (
    <DataTable
      label={words.screens.tokens}
      columns={[
        { title: words.tokens.name },
        { title: words.tokens.madeBy },
        { title: words.tokens.used },
        { title: words.policy.actions, width: "120px" },
      ]}
    >
      {tokens.map((token) => (
        <Table.Row key={token.id}>
          <Table.Cell>{token.name}</Table.Cell>
          <Table.Cell>
            {token.madeBy} <Quiet>{moment(token.madeAt)}</Quiet>
          </Table.Cell>
          <Table.Cell>{token.usedAt === null ? <Quiet>{words.tokens.never}</Quiet> : moment(token.usedAt)}</Table.Cell>
          <Table.Cell>
            <Button size="small" isDanger onClick={() => end(token)} aria-label={words.tokens.endNamed(token.name)}>
              {words.tokens.end}
            </Button>
          </Table.Cell>
        </Table.Row>
      ))}
    </DataTable>
  );
}
