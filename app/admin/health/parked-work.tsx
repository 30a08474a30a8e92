import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { Table } from "@zendeskgarden/react-tables";
import { type Health, parkedReplayed } from "../../../src/api/health.ts";
import { useApi } from "../api/use-api.ts";
import { DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { Thrown } from "../parts/failure.tsx";
import { Card, Cluster, Quiet, Stack } from "../parts/page.tsx";
import { useAdmin } from "../reader.ts";
import { useMoment } from "../use-moment.ts";

interface ParkedWorkProps {
  readonly parked: Health["parked"];
  readonly count: number;
}

/** What could not be done and waits for a person: why, and a way to try it again. */
export function ParkedWork({ parked, count }: ParkedWorkProps) {
  const { words, locale } = useAdmin();
  const moment = useMoment();
  const api = useApi();
  const queries = useQueryClient();
  const replay = useMutation({
    mutationFn: (ids: "all" | readonly string[]) =>
      api.ask("/parked/replay", parkedReplayed, { method: "POST", json: { ids } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["health"] }),
  });
  if (count === 0) {
    return (
      <Empty icon="done" title={words.health.nothingParked}>
        {words.health.nothingParkedWords}
      </Empty>
    );
  }
  return (
    <Card>
      <Cluster style={{ justifyContent: "space-between", marginBottom: 12 }}>
        <h2>{words.health.parkedTitle(count.toLocaleString(locale))}</h2>
        <Button size="small" disabled={replay.isPending} onClick={() => replay.mutate("all")}>
          {words.health.replayAll}
        </Button>
      </Cluster>
      <Stack>
        <Thrown error={replay.error} />
        <div role="status">{replay.data !== undefined && words.health.replayed(replay.data.replayed)}</div>
        <DataTable
          label={words.health.parked}
          columns={[
            { title: words.changes.ticket, width: "120px" },
            { title: words.health.why },
            { title: words.policy.since, width: "170px" },
            { title: words.policy.actions, width: "140px" },
          ]}
        >
          {parked.map(({ id, ticketId, reason, detail, attempts, since }) => (
            <Table.Row key={id}>
              <Table.Cell>{ticketId === null ? words.health.delivery : `#${ticketId}`}</Table.Cell>
              <Table.Cell lang="en">
                {detail}
                <br />
                <Quiet>
                  {reason}, {words.health.attempts(attempts)}
                </Quiet>
              </Table.Cell>
              <Table.Cell>{moment(since)}</Table.Cell>
              <Table.Cell>
                <Button size="small" disabled={replay.isPending} onClick={() => replay.mutate([id])}>
                  {words.health.replay}
                </Button>
              </Table.Cell>
            </Table.Row>
          ))}
        </DataTable>
      </Stack>
    </Card>
  );
}
