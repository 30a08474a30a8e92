import { Button } from "@zendeskgarden/react-buttons";
import { Tabs } from "@zendeskgarden/react-tabs";
import { useState } from "react";
import styled from "styled-components";
import type { PolicyShown } from "../../../src/api/policy.ts";
import { ink } from "../../paint.ts";
import { NoteField } from "../changes/note-field.tsx";
import { usePropose } from "../changes/use-propose.ts";
import { useNavigation, useRoute } from "../navigation.ts";
import { Answer } from "../parts/answer.tsx";
import { Empty } from "../parts/empty.tsx";
import { Thrown } from "../parts/failure.tsx";
import { PageHead, Stack } from "../parts/page.tsx";
import { Tag } from "../parts/tag.tsx";
import { useUnsaved } from "../parts/unsaved.tsx";
import { useAdmin } from "../reader.ts";
import { ContractTable } from "./contract-table.tsx";
import type { Edit } from "./document.ts";
import { Hours } from "./hours.tsx";
import { OwnerBanner, OwnerQuestion } from "./owner-banner.tsx";
import { usePolicy } from "./use-policy.ts";
import { Versions } from "./versions.tsx";

const TABS = ["table", "hours", "versions"] as const;

/** The contract as it is read: by whom, what and when it was worded so. */
export function Policy() {
  const { words } = useAdmin();
  const query = usePolicy();
  const [handing, setHanding] = useState(false);
  return (
    <>
      <PageHead title={words.screens.policy} words={words.policy.words}>
        {query.data?.owner === "admin" && <Button onClick={() => setHanding(true)}>{words.owner.handBack}</Button>}
      </PageHead>
      <OwnerBanner />
      {handing && <OwnerQuestion owner="files" close={() => setHanding(false)} />}
      <Answer query={query}>
        {(policy) =>
          policy.document === null ? (
            <Empty icon="table" title={words.policy.noDocument}>
              {words.policy.noDocumentWords}
            </Empty>
          ) : (
            <PolicyTabs policy={policy} document={policy.document} />
          )
        }
      </Answer>
    </>
  );
}

const Waiting = styled.div`
  position: sticky;
  z-index: 1;
  top: 0;
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 8px 16px;
  padding: 10px 16px;
  border: 1px solid ${ink("border.warning")};
  border-radius: 8px;
  background: ${ink("background.warning")};
  color: ${ink("foreground.warningEmphasis")};

  & > :nth-child(2) {
    flex: 1 1 240px;
    max-width: 420px;
  }
`;

interface PolicyTabsProps {
  readonly policy: PolicyShown;
  readonly document: NonNullable<PolicyShown["document"]>;
}

function PolicyTabs({ policy, document }: PolicyTabsProps) {
  const { words } = useAdmin();
  const route = useRoute();
  const navigation = useNavigation();
  const [edits, setEdits] = useState<readonly Edit[]>([]);
  const [note, setNote] = useState("");
  const propose = usePropose({ onProposed: () => setEdits([]) });
  const { question } = useUnsaved(edits.length > 0);
  const selected = TABS.find((tab) => tab === route.rest[0]) ?? "table";
  const editing = { document, edits, setEdits, mayEdit: policy.owner === "admin" };
  const submit = () =>
    propose.mutate({ kind: "policy", note, edits: edits.map(({ path, ...value }) => ({ path: [...path], ...value })) });
  return (
    <Stack>
      {policy.warnings.map((warning) => (
        <div key={warning} lang="en">
          <Tag tone="warning" icon="warning">
            {words.policy.warning}
          </Tag>{" "}
          {warning}
        </div>
      ))}
      {edits.length > 0 && (
        <Waiting role="status">
          <strong>{words.policy.edits(edits.length)}</strong>
          <NoteField inline note={note} setNote={setNote} />
          <Button size="small" isPrimary disabled={propose.isPending} onClick={submit}>
            {words.changes.preview}
          </Button>
          <Button size="small" onClick={() => setEdits([])}>
            {words.policy.discard}
          </Button>
        </Waiting>
      )}
      <Thrown error={propose.error} />
      <Tabs
        selectedItem={selected}
        // The tabs are one screen: what is being edited stays.
        onChange={(tab) => {
          navigation.within([String(tab)]);
        }}
      >
        <Tabs.TabList style={{ overflowX: "auto", overflowY: "hidden" }}>
          {TABS.map((tab) => (
            <Tabs.Tab key={tab} item={tab}>
              {words.policy.tabs[tab]}
            </Tabs.Tab>
          ))}
        </Tabs.TabList>
        <Tabs.TabPanel item="table">
          {selected === "table" && <ContractTable tiers={policy.tiers} {...editing} />}
        </Tabs.TabPanel>
        <Tabs.TabPanel item="hours">{selected === "hours" && <Hours {...editing} />}</Tabs.TabPanel>
        <Tabs.TabPanel item="versions">
          {selected === "versions" && <Versions number={route.rest[1] ?? null} mayEdit={editing.mayEdit} />}
        </Tabs.TabPanel>
      </Tabs>
      {question}
    </Stack>
  );
}
