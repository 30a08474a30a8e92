import { Table } from "@zendeskgarden/react-tables";
import type { ChangeDetail } from "../../../src/api/changes.ts";
import { DataTable } from "../parts/data-table.tsx";
import { Quiet } from "../parts/page.tsx";
import { Tag } from "../parts/tag.tsx";
import { useTierTitle } from "../policy/use-policy.ts";
import { useAdmin } from "../reader.ts";
import { useMoment } from "../use-moment.ts";
import { Diff } from "./diff.tsx";

type TicketDifference = ChangeDetail["tickets"][number];
type Promised = TicketDifference["before"];

/** The open tickets that are decided otherwise: by when they were due, and by when they will be. */
export function AlteredTickets({ tickets }: { readonly tickets: readonly TicketDifference[] }) {
  const { words } = useAdmin();
  return (
    <DataTable
      label={words.changes.tickets}
      columns={[
        { title: words.changes.ticket, width: "110px" },
        { title: words.changes.organization },
        { title: words.fields.tier },
        { title: words.changes.due, width: "38%" },
        { title: words.changes.effect, width: "110px" },
      ]}
    >
      {tickets.map((ticket) => (
        <TicketRow key={ticket.ticketId} ticket={ticket} />
      ))}
    </DataTable>
  );
}

function TicketRow({
  ticket: { ticketId, organization, before, after, turnsLate },
}: {
  readonly ticket: TicketDifference;
}) {
  const { words } = useAdmin();
  const tierTitle = useTierTitle();
  const moment = useMoment();
  const due = ({ due: at }: Promised): string => (at === null ? words.changes.noTarget : moment(at));
  const tier = (promised: Promised): string => tierTitle(promised.tier);
  const both = (of: (promised: Promised) => string) =>
    of(before) === of(after) ? of(after) : <Diff before={of(before)} after={of(after)} />;
  return (
    <Table.Row>
      <Table.Cell>
        #{ticketId}
        <br />
        <Quiet>{words.changes.severity(after.severity)}</Quiet>
      </Table.Cell>
      <Table.Cell>{organization ?? <Quiet>{words.none}</Quiet>}</Table.Cell>
      <Table.Cell>{both(tier)}</Table.Cell>
      <Table.Cell>{both(due)}</Table.Cell>
      <Table.Cell>
        <Effect before={before} after={after} turnsLate={turnsLate} />
      </Table.Cell>
    </Table.Row>
  );
}

function Effect({ before, after, turnsLate }: Pick<TicketDifference, "before" | "after" | "turnsLate">) {
  const { words } = useAdmin();
  if (turnsLate) {
    return (
      <Tag tone="danger" icon="late">
        {words.changes.turnsLate}
      </Tag>
    );
  }
  const [from, to] = [before.due, after.due].map((at) => (at === null ? Number.POSITIVE_INFINITY : Date.parse(at)));
  if (from === undefined || to === undefined || from === to) return <Tag>{words.changes.sameDue}</Tag>;
  return to < from ? <Tag tone="warning">{words.changes.sooner}</Tag> : <Tag>{words.changes.later}</Tag>;
}
