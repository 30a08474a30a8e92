import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type StrangerShown, unmapped } from "../../../src/api/unmapped.ts";
import { useApi } from "../api/use-api.ts";
import { NoteField } from "../changes/note-field.tsx";
import { usePropose } from "../changes/use-propose.ts";
import { Answer } from "../parts/answer.tsx";
import { Empty } from "../parts/empty.tsx";
import { Thrown } from "../parts/failure.tsx";
import { PageHead, Quiet, Stack } from "../parts/page.tsx";
import { OwnerBanner, useMayEdit } from "../policy/owner-banner.tsx";
import { useAdmin } from "../reader.ts";
import { MapPanel } from "./map-panel.tsx";
import { StrangerCard } from "./stranger-card.tsx";

/** Who writes tickets and is in no row of the mapping: served on the default tier until somebody says what they bought. */
export function Unmapped() {
  const { words } = useAdmin();
  const api = useApi();
  const query = useQuery({ queryKey: ["unmapped"], queryFn: () => api.ask("/unmapped", unmapped), staleTime: 0 });
  const [chosen, setChosen] = useState<StrangerShown | null>(null);
  const [note, setNote] = useState("");
  const mayEdit = useMayEdit();
  const propose = usePropose();
  return (
    <>
      <PageHead title={words.screens.unmapped} words={words.unmapped.words} />
      <OwnerBanner />
      <Answer query={query}>
        {({ strangers, more }) =>
          strangers.length === 0 ? (
            <Empty icon="done" title={words.unmapped.none}>
              {words.unmapped.noneWords}
            </Empty>
          ) : (
            <Stack>
              <Thrown error={propose.error} />
              {mayEdit && <NoteField note={note} setNote={setNote} />}
              <Stack as="ul" $gap={12}>
                {strangers.map((stranger) => (
                  <StrangerCard
                    key={stranger.id}
                    stranger={stranger}
                    busy={propose.isPending}
                    mapTo={(row) => propose.mutate({ kind: "map", stranger: stranger.id, to: row, note })}
                    choose={() => setChosen(stranger)}
                  />
                ))}
              </Stack>
              {more && <Quiet>{words.unmapped.more}</Quiet>}
            </Stack>
          )
        }
      </Answer>
      {chosen !== null && <MapPanel stranger={chosen} note={note} setNote={setNote} close={() => setChosen(null)} />}
    </>
  );
}
