import { Button } from "@zendeskgarden/react-buttons";
import { Drawer } from "@zendeskgarden/react-modals";
import { useState } from "react";
import type { StrangerShown } from "../../../src/api/unmapped.ts";
import { usePropose } from "../changes/use-propose.ts";
import { EMPTY_DRAFT, fieldsOf } from "../organizations/draft.ts";
import { OrganizationForm } from "../organizations/organization-form.tsx";
import { SidePanel } from "../parts/side-panel.tsx";
import { useUnsaved } from "../parts/unsaved.tsx";
import { usePolicy } from "../policy/use-policy.ts";
import { useAdmin } from "../reader.ts";
import { strangerName } from "./stranger-card.tsx";

export interface NewRowProps {
  readonly stranger: StrangerShown;
  readonly note: string;
  readonly setNote: (note: string) => void;
  readonly close: () => void;
}

/** A row of their own, begun with what is known of them. */
export function NewRow({ stranger, note, setNote, close }: NewRowProps) {
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
    <SidePanel
      title={words.unmapped.newRowFor(strangerName(stranger))}
      close={() => leaving(close)}
      footer={
        <Drawer.FooterItem>
          <Button
            isPrimary
            disabled={propose.isPending}
            onClick={() => propose.mutate({ kind: "map", stranger: stranger.id, to: fieldsOf(draft), note })}
          >
            {words.changes.preview}
          </Button>
        </Drawer.FooterItem>
      }
    >
      <OrganizationForm draft={draft} setDraft={setDraft} note={note} setNote={setNote} error={propose.error} />
      {question}
    </SidePanel>
  );
}
