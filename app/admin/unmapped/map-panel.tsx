import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { Field, MediaInput } from "@zendeskgarden/react-forms";
import { Drawer } from "@zendeskgarden/react-modals";
import { useState } from "react";
import styled from "styled-components";
import { organizationPage } from "../../../src/api/organizations.ts";
import type { StrangerShown } from "../../../src/api/unmapped.ts";
import { Icon } from "../../icons.tsx";
import { Spoken } from "../../sidebar/layout.tsx";
import { queryText } from "../api/api.ts";
import { failureIn } from "../api/failure.ts";
import { useApi } from "../api/use-api.ts";
import { NoteField } from "../changes/note-field.tsx";
import { usePropose } from "../changes/use-propose.ts";
import { EMPTY_DRAFT, fieldsOf, problemsByField } from "../organizations/draft.ts";
import { OrganizationFields } from "../organizations/organization-fields.tsx";
import { Answer } from "../parts/answer.tsx";
import { Thrown } from "../parts/failure.tsx";
import { Quiet, Stack } from "../parts/page.tsx";
import { useUnsaved } from "../parts/unsaved.tsx";
import { useDebounced } from "../parts/use-debounced.ts";
import { usePolicy, useTierTitle } from "../policy/use-policy.ts";
import { useAdmin } from "../reader.ts";
import { strangerName } from "./stranger-card.tsx";

const Wide = styled(Drawer)`
  width: min(560px, 100vw);
`;

const Found = styled.li`
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: 12px;
  padding: 8px 0;
`;

interface MapPanelProps {
  readonly stranger: StrangerShown;
  readonly note: string;
  readonly setNote: (note: string) => void;
  readonly close: () => void;
}

/** Which row somebody belongs to: one that is there, or a new one. */
export function MapPanel(props: MapPanelProps) {
  const { stranger, note, setNote, close } = props;
  const { words } = useAdmin();
  const [making, setMaking] = useState(false);
  const propose = usePropose({ onProposed: close });
  const name = strangerName(stranger);
  if (making) return <NewRow {...props} />;
  return (
    <Wide isOpen onClose={close}>
      <Drawer.Header tag="h2">{words.unmapped.whose(name)}</Drawer.Header>
      <Drawer.Body>
        <Stack>
          <Thrown error={propose.error} />
          <RowSearch
            busy={propose.isPending}
            pick={(row) => propose.mutate({ kind: "map", stranger: stranger.id, to: row, note })}
          />
          <NoteField note={note} setNote={setNote} />
          <div>
            <Quiet>{words.unmapped.notThere}</Quiet>{" "}
            <Button isLink onClick={() => setMaking(true)}>
              {words.unmapped.makeRow}
            </Button>
          </div>
        </Stack>
      </Drawer.Body>
      <Drawer.Close aria-label={words.close} />
    </Wide>
  );
}

function RowSearch({ busy, pick }: { readonly busy: boolean; readonly pick: (row: string) => void }) {
  const { words } = useAdmin();
  const api = useApi();
  const tierTitle = useTierTitle();
  const [typed, setTyped] = useState("");
  const search = useDebounced(typed, 200);
  const found = useQuery({
    queryKey: ["organizations", "search", search],
    queryFn: () => api.ask(`/organizations${queryText({ search, limit: 12 })}`, organizationPage),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <Field>
        <Field.Label>{words.organizations.search}</Field.Label>
        <MediaInput
          type="search"
          start={<Icon name="search" />}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </Field>
      <Answer query={found}>
        {({ organizations }) => (
          <ul>
            {organizations.map(({ id, name, tier }) => (
              <Found key={id}>
                <span>
                  {name} <Quiet>{tierTitle(tier)}</Quiet>
                </span>
                <Button size="small" disabled={busy} onClick={() => pick(id)}>
                  {words.unmapped.mapHere}
                  <Spoken>: {name}</Spoken>
                </Button>
              </Found>
            ))}
            {organizations.length === 0 && <Quiet>{words.organizations.none}</Quiet>}
          </ul>
        )}
      </Answer>
    </>
  );
}

function NewRow({ stranger, note, setNote, close }: MapPanelProps) {
  const { words } = useAdmin();
  const firstTier = usePolicy().data?.tiers[0]?.name ?? "";
  const [before] = useState({
    ...EMPTY_DRAFT,
    name: strangerName(stranger),
    tier: firstTier,
    domains: stranger.domain ?? "",
    organizationId: stranger.organizationId ?? "",
    externalId: stranger.externalId ?? "",
  });
  const [draft, setDraft] = useState(before);
  const propose = usePropose({ onProposed: close });
  const { question, leaving } = useUnsaved(draft !== before && !propose.isSuccess);
  return (
    <Wide isOpen onClose={() => leaving(close)}>
      <Drawer.Header tag="h2">{words.unmapped.newRowFor(strangerName(stranger))}</Drawer.Header>
      <Drawer.Body>
        <Stack>
          <Thrown error={propose.error} />
          <OrganizationFields
            draft={draft}
            readOnly={false}
            problems={propose.error === null ? {} : problemsByField(failureIn(propose.error))}
            change={(part) => setDraft({ ...draft, ...part })}
          />
          <NoteField note={note} setNote={setNote} />
        </Stack>
      </Drawer.Body>
      <Drawer.Footer>
        <Drawer.FooterItem>
          <Button
            isPrimary
            disabled={propose.isPending}
            onClick={() => propose.mutate({ kind: "map", stranger: stranger.id, to: fieldsOf(draft), note })}
          >
            {words.changes.preview}
          </Button>
        </Drawer.FooterItem>
      </Drawer.Footer>
      <Drawer.Close aria-label={words.close} />
      {question}
    </Wide>
  );
}
