import { Button } from "@zendeskgarden/react-buttons";
import { useState } from "react";
import { NoteField } from "../changes/note-field.tsx";
import { usePropose } from "../changes/use-propose.ts";
import { Thrown } from "../parts/failure.tsx";
import { Quiet, Stack } from "../parts/page.tsx";
import { SidePanel } from "../parts/side-panel.tsx";
import { useAdmin } from "../reader.ts";
import { NewRow, type NewRowProps } from "./new-row.tsx";
import { RowSearch } from "./row-search.tsx";
import { strangerName } from "./stranger-card.tsx";

/** Which row somebody belongs to: one that is there, or a new one. */
export function MapPanel(props: NewRowProps) {
  const { stranger, note, setNote, close } = props;
  const { words } = useAdmin();
  const [making, setMaking] = useState(false);
  const propose = usePropose({ onProposed: close });
  if (making) return <NewRow {...props} />;
  return (
    <SidePanel title={words.unmapped.whose(strangerName(stranger))} close={close}>
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
    </SidePanel>
  );
}
