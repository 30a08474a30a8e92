import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { Field, MediaInput, Select } from "@zendeskgarden/react-forms";
import { Alert } from "@zendeskgarden/react-notifications";
import styled from "styled-components";
import { auditPage, auditVerdict } from "../../../src/api/audit.ts";
import { Icon } from "../../icons.tsx";
import { queryText } from "../api/api.ts";
import { useApi } from "../api/use-api.ts";
import { useNavigation, useRoute } from "../navigation.ts";
import { Answer } from "../parts/answer.tsx";
import { Empty } from "../parts/empty.tsx";
import { Thrown } from "../parts/failure.tsx";
import { PageHead, Stack } from "../parts/page.tsx";
import { saveFile } from "../parts/save-file.ts";
import { useDebounced } from "../parts/use-debounced.ts";
import { useAdmin } from "../reader.ts";
import { AuditTable } from "./audit-table.tsx";

const Row = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: 12px;

  & > :first-child {
    flex: 1 1 260px;
    max-width: 420px;
  }
`;

/** The beginnings of actions, as the trail names them. */
const ACTIONS = ["change", "owner"] as const;

/** Who did what, when. Nothing here can be altered, and that can be checked. */
export function Audit() {
  const { words } = useAdmin();
  const api = useApi();
  const navigation = useNavigation();
  const { query } = useRoute();
  const { search = "", action = "" } = query;
  const asked = useDebounced(JSON.stringify({ search, action }), 200);
  const pages = useInfiniteQuery({
    queryKey: ["audit", asked],
    queryFn: ({ pageParam }) => api.ask(`/audit${queryText({ search, action, cursor: pageParam })}`, auditPage),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  });
  const verify = useMutation({ mutationFn: () => api.ask("/audit/verify", auditVerdict) });
  const exportAll = async () => saveFile(await api.download("/audit/export"), "audit.ndjson");
  const verdict = verify.data;
  return (
    <>
      <PageHead title={words.screens.audit} words={words.audit.words}>
        <Button disabled={verify.isPending} onClick={() => verify.mutate()}>
          {words.audit.verify}
        </Button>
        <Button onClick={() => void exportAll()}>
          <Button.StartIcon>
            <Icon name="down" />
          </Button.StartIcon>
          {words.audit.exportAll}
        </Button>
      </PageHead>
      <Stack>
        <Thrown error={verify.error} />
        <div role="status">
          {verdict?.kind === "whole" && (
            <Alert type="success">
              <Alert.Title>{words.audit.whole(verdict.entries)}</Alert.Title>
              {words.audit.wholeWords(verdict.head.slice(0, 16))}
            </Alert>
          )}
          {verdict?.kind === "broken" && (
            <Alert type="error">
              <Alert.Title>{words.audit.broken(verdict.seq)}</Alert.Title>
              <span lang="en">{verdict.detail}</span> {words.audit.brokenWords}
            </Alert>
          )}
        </div>
        <Row role="search">
          <Field>
            <Field.Label>{words.audit.search}</Field.Label>
            <MediaInput
              type="search"
              start={<Icon name="search" />}
              value={search}
              onChange={({ target }) => navigation.refine({ search: target.value, action })}
            />
          </Field>
          <Field>
            <Field.Label>{words.audit.action}</Field.Label>
            <Select value={action} onChange={({ target }) => navigation.refine({ search, action: target.value })}>
              <option value="">{words.audit.every}</option>
              {ACTIONS.map((one) => (
                <option key={one} value={one}>
                  {words.audit.actions[one]}
                </option>
              ))}
            </Select>
          </Field>
        </Row>
        <Answer query={pages}>
          {({ pages: shown }) => {
            const entries = shown.flatMap((page) => page.entries);
            if (entries.length === 0) {
              return (
                <Empty icon="list" title={words.audit.none}>
                  {words.audit.noneWords}
                </Empty>
              );
            }
            return (
              <Stack>
                <AuditTable entries={entries} />
                {pages.hasNextPage && (
                  <Button disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                    {words.more}
                  </Button>
                )}
              </Stack>
            );
          }}
        </Answer>
      </Stack>
    </>
  );
}
