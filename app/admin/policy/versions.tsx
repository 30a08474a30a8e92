import { useQuery } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { Table } from "@zendeskgarden/react-tables";
import { useState } from "react";
import { policyVersion, policyVersions } from "../../../src/api/policy.ts";
import { useApi } from "../api/use-api.ts";
import { AlteredPolicy } from "../changes/altered-policy.tsx";
import { NoteField } from "../changes/note-field.tsx";
import { usePropose } from "../changes/use-propose.ts";
import { useNavigation } from "../navigation.ts";
import { Answer } from "../parts/answer.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { Thrown } from "../parts/failure.tsx";
import { Cluster, Quiet, Stack } from "../parts/page.tsx";
import { Tag } from "../parts/tag.tsx";
import { useAdmin } from "../reader.ts";
import { useMoment } from "../use-moment.ts";

interface VersionsProps {
  /** The one that is looked at; `null` for none. */
  readonly number: string | null;
  readonly mayEdit: boolean;
}

/** Every wording that was in force, who brought it, and the way back to it. */
export function Versions({ number, mayEdit }: VersionsProps) {
  const { words } = useAdmin();
  const api = useApi();
  const navigation = useNavigation();
  const moment = useMoment();
  const propose = usePropose();
  const [note, setNote] = useState("");
  const query = useQuery({
    queryKey: ["policy", "versions"],
    queryFn: () => api.ask("/policy/versions", policyVersions),
  });
  return (
    <Answer query={query}>
      {({ versions }) =>
        versions.length === 0 ? (
          <Empty icon="history" title={words.policy.noVersions}>
            {words.policy.noVersionsWords}
          </Empty>
        ) : (
          <Stack>
            <Thrown error={propose.error} />
            <DataTable
              label={words.policy.tabs.versions}
              columns={[
                { title: words.policy.version, width: "90px" },
                { title: words.policy.note },
                { title: words.policy.author },
                { title: words.policy.since },
                { title: words.policy.actions, width: "220px" },
              ]}
            >
              {versions.map((version) => (
                <Table.Row key={version.number}>
                  <Table.Cell>
                    {version.number} {version.current && <Tag tone="success">{words.policy.inForce}</Tag>}
                  </Table.Cell>
                  <Table.Cell>{version.note || <Quiet>{words.none}</Quiet>}</Table.Cell>
                  <Table.Cell>{version.author}</Table.Cell>
                  <Table.Cell>{moment(version.since)}</Table.Cell>
                  <Table.Cell>
                    <Cluster>
                      <Button
                        size="small"
                        aria-expanded={number === String(version.number)}
                        onClick={() =>
                          navigation.within(
                            number === String(version.number) ? ["versions"] : ["versions", String(version.number)],
                          )
                        }
                      >
                        {words.policy.compare}
                      </Button>
                      {mayEdit && !version.current && (
                        <Button
                          size="small"
                          disabled={propose.isPending}
                          onClick={() => propose.mutate({ kind: "restore", version: version.number, note })}
                        >
                          {words.policy.restore}
                        </Button>
                      )}
                    </Cluster>
                  </Table.Cell>
                </Table.Row>
              ))}
            </DataTable>
            {mayEdit && versions.length > 1 && <NoteField note={note} setNote={setNote} />}
            {number !== null && <VersionDiff number={number} />}
          </Stack>
        )
      }
    </Answer>
  );
}

function VersionDiff({ number }: { readonly number: string }) {
  const { words } = useAdmin();
  const api = useApi();
  const query = useQuery({
    queryKey: ["policy", "versions", number],
    queryFn: () => api.ask(`/policy/versions/${encodeURIComponent(number)}`, policyVersion),
  });
  return (
    <section aria-label={words.policy.differencesOf(number)}>
      <h2>{words.policy.differencesOf(number)}</h2>
      <Answer query={query}>
        {({ differences }) =>
          differences.length === 0 ? (
            <Quiet>{words.policy.noDifferences}</Quiet>
          ) : (
            <AlteredPolicy differences={differences} />
          )
        }
      </Answer>
    </section>
  );
}
