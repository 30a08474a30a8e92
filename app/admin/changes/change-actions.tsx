import { Button } from "@zendeskgarden/react-buttons";
import { useState } from "react";
import type { ChangeDetail } from "../../../src/api/changes.ts";
import { Confirm } from "../parts/confirm.tsx";
import { useMayEdit } from "../policy/owner-banner.tsx";
import { useAdmin } from "../reader.ts";
import { standingOf } from "./standing.ts";

interface ActionsProps {
  readonly change: ChangeDetail;
  readonly busy: boolean;
  readonly act: (step: "apply" | "pause" | "resume") => void;
  readonly undo: () => void;
}

/** What can be done with a change as it stands. */
export function ChangeActions({ change, busy, act, undo }: ActionsProps) {
  const { words } = useAdmin();
  const mayEdit = useMayEdit();
  const [asked, setAsked] = useState(false);
  if (!mayEdit) return null;
  const { counts, organizations, outdated } = change;
  const harsh = counts.turnLate > 0 || organizations.some(({ after }) => after === null);
  switch (standingOf(change)) {
    case "proposed":
      return (
        <>
          <Button
            isPrimary
            disabled={busy || outdated !== null}
            onClick={() => (harsh ? setAsked(true) : act("apply"))}
          >
            {words.changes.apply}
          </Button>
          {asked && (
            <Confirm
              danger
              title={words.changes.harshTitle}
              action={words.changes.apply}
              cancel={() => setAsked(false)}
              confirm={() => {
                setAsked(false);
                act("apply");
              }}
            >
              {words.changes.harshWords(counts.turnLate)}
            </Confirm>
          )}
        </>
      );
    case "applying":
      return (
        <Button disabled={busy} onClick={() => act("pause")}>
          {words.changes.pause}
        </Button>
      );
    case "paused":
      return (
        <>
          <Button isPrimary disabled={busy} onClick={() => act("resume")}>
            {words.changes.resume}
          </Button>
          <Undo change={change} busy={busy} undo={undo} />
        </>
      );
    case "applied":
      return <Undo change={change} busy={busy} undo={undo} />;
    case "undone":
      return null;
  }
}

function Undo({ change, busy, undo }: Pick<ActionsProps, "change" | "busy" | "undo">) {
  const { words } = useAdmin();
  if (change.undoUntil === null) return null;
  return (
    <Button disabled={busy} onClick={undo}>
      {words.changes.undo}
    </Button>
  );
}
