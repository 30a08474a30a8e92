import { useQuery } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { Drawer } from "@zendeskgarden/react-modals";
import { type FormEvent, useState } from "react";
import { type OrganizationShown, organization } from "../../../src/api/organization.ts";
import { useApi } from "../api/use-api.ts";
import { NoteField } from "../changes/note-field.tsx";
import { usePropose } from "../changes/use-propose.ts";
import { Answer } from "../parts/answer.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { Stack } from "../parts/page.tsx";
import { SidePanel } from "../parts/side-panel.tsx";
import { Tag } from "../parts/tag.tsx";
import { useUnsaved } from "../parts/unsaved.tsx";
import { ReadOnlyWords, useMayEdit } from "../policy/owner-banner.tsx";
import { usePolicy } from "../policy/use-policy.ts";
import { useAdmin } from "../reader.ts";
import { changedFields, type Draft, draftOf, EMPTY_DRAFT, fieldsOf } from "./draft.ts";
import { OrganizationForm } from "./organization-form.tsx";

interface PanelProps {
  readonly close: () => void;
}

/** One row: to read, or to edit where that may be. `new` is a row that isn't there yet. */
export function OrganizationPanel({ id, close }: PanelProps & { readonly id: string }) {
  const { words } = useAdmin();
  const api = useApi();
  const row = useQuery({
    queryKey: ["organizations", "row", id],
    queryFn: () => api.ask(`/organizations/${encodeURIComponent(id)}`, organization),
    enabled: id !== "new",
    staleTime: 0,
  });
  if (id === "new") return <Editor key="new" shown={null} close={close} />;
  if (row.data !== undefined && !row.isError) return <Editor key={row.data.etag} shown={row.data} close={close} />;
  return (
    <SidePanel title={words.organizations.one} close={close}>
      <Answer query={row}>{() => null}</Answer>
    </SidePanel>
  );
}

function Editor({ shown, close }: PanelProps & { readonly shown: OrganizationShown | null }) {
  const { words } = useAdmin();
  const mayEdit = useMayEdit();
  const firstTier = usePolicy().data?.tiers[0]?.name ?? "";
  const [before] = useState<Draft>(() => (shown === null ? { ...EMPTY_DRAFT, tier: firstTier } : draftOf(shown)));
  const [draft, setDraft] = useState(before);
  const [note, setNote] = useState("");
  const [removing, setRemoving] = useState(false);
  const changed = changedFields(before, draft);
  const propose = usePropose({ onProposed: () => setDraft(before) });
  const { question, leaving } = useUnsaved(Object.keys(changed).length > 0 && mayEdit);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const edit =
      shown === null
        ? { op: "add" as const, organization: fieldsOf(draft) }
        : { op: "set" as const, id: shown.id, etag: shown.etag, organization: changed };
    propose.mutate({ kind: "organizations", edits: [edit], note });
  };
  const remove = () => {
    if (shown === null) return;
    setRemoving(false);
    propose.mutate({ kind: "organizations", edits: [{ op: "remove", id: shown.id, etag: shown.etag }], note });
  };
  const nothing = Object.keys(changed).length === 0;
  return (
    <SidePanel
      title={shown?.name ?? words.organizations.add}
      close={() => leaving(close)}
      footer={
        mayEdit && (
          <>
            {shown !== null && (
              <Drawer.FooterItem>
                <Button isDanger isBasic onClick={() => setRemoving(true)}>
                  {words.organizations.remove}
                </Button>
              </Drawer.FooterItem>
            )}
            <Drawer.FooterItem>
              <Button type="submit" form="organization" isPrimary disabled={nothing || propose.isPending}>
                {words.changes.preview}
              </Button>
            </Drawer.FooterItem>
          </>
        )
      }
    >
      <form id="organization" onSubmit={submit} noValidate>
        <Stack>
          <ReadOnlyWords />
          {shown?.problems.map(({ kind, words: said }) => (
            <div key={kind}>
              <Tag tone="warning" icon="warning">
                {words.problems[kind]}
              </Tag>{" "}
              <span lang="en">{said}</span>
            </div>
          ))}
          <OrganizationForm
            draft={draft}
            setDraft={setDraft}
            note={note}
            setNote={setNote}
            error={propose.error}
            readOnly={!mayEdit}
          />
        </Stack>
      </form>
      {question}
      {removing && shown !== null && (
        <Confirm
          danger
          title={words.organizations.removeQuestion(shown.name)}
          action={words.changes.preview}
          confirm={remove}
          cancel={() => setRemoving(false)}
        >
          <Stack>
            <p>{words.organizations.removeWords}</p>
            <NoteField note={note} setNote={setNote} />
          </Stack>
        </Confirm>
      )}
    </SidePanel>
  );
}
