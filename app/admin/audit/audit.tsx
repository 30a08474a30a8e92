import { useMutation } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { Field, Select } from "@zendeskgarden/react-forms";
import { Alert } from "@zendeskgarden/react-notifications";
import { type AuditTopic, auditAction, auditPage, auditTopic, auditVerdict } from "../../../src/api/audit.ts";
import { Icon } from "../../icons.tsx";
import { useApi } from "../api/use-api.ts";
import { useNavigation, useRoute } from "../navigation.ts";
import { Empty } from "../parts/empty.tsx";
import { Thrown } from "../parts/failure.tsx";
import { PageHead, Stack } from "../parts/page.tsx";
import { PagedList, usePages } from "../parts/paged-list.tsx";
import { saveFile } from "../parts/save-file.ts";
import { SearchBar, SearchField } from "../parts/search-bar.tsx";
import { useAdmin } from "../reader.ts";
import { AuditTable } from "./audit-table.tsx";

/** Who did what, when. Nothing here can be altered, and that can be checked. */
export function Audit() {
  const { words } = useAdmin();
  const api = useApi();
  const navigation = useNavigation();
  const { query } = useRoute();
  const { search = "", action = "" } = query;
  const pages = usePages("/audit", auditPage, { search, action });
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
        <SearchBar>
          <SearchField
            label={words.audit.search}
            value={search}
            change={(typed) => navigation.refine({ search: typed, action })}
          />
          <Field>
            <Field.Label>{words.audit.action}</Field.Label>
            <Select value={action} onChange={({ target }) => navigation.refine({ search, action: target.value })}>
              <option value="">{words.audit.every}</option>
              {auditTopic.options.map((topic) => (
                <ActionsOf key={topic} topic={topic} />
              ))}
            </Select>
          </Field>
        </SearchBar>
        <PagedList
          pages={pages}
          entriesOf={({ entries }) => entries}
          empty={
            <Empty icon="list" title={words.audit.none}>
              {words.audit.noneWords}
            </Empty>
          }
        >
          {(entries) => <AuditTable entries={entries} />}
        </PagedList>
      </Stack>
    </>
  );
}

/** The choices of one topic: all of its actions by their common beginning, and each. */
function ActionsOf({ topic }: { readonly topic: AuditTopic }) {
  const { words } = useAdmin();
  const label = words.audit.topics[topic];
  const actions = auditAction.options.filter((action) => action.startsWith(`${topic}.`));
  return (
    <optgroup label={label}>
      {actions.length > 1 && <option value={topic}>{words.audit.all(label)}</option>}
      {actions.map((action) => (
        <option key={action} value={action}>
          {words.audit.actions[action]}
        </option>
      ))}
    </optgroup>
  );
}
