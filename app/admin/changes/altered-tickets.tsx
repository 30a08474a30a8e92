import { Table } from "@zendeskgarden/react-tables";
import type { ChangeDetail } from "../../../src/api/changes.ts";
import { Quiet, Scroll } from "../parts/page.tsx";
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
    <Scroll aria-label={words.changes.tickets}>
      <Table size="small" isReadOnly>
        <Table.Head>
          <Table.HeaderRow>
            <Table.HeaderCell width="110px">{words.changes.ticket}</Table.HeaderCell>
            <Table.HeaderCell>{words.changes.organization}</Table.HeaderCell>
            <Table.HeaderCell>{words.fields.tier}</Table.HeaderCell>
            <Table.HeaderCell width="38%">{words.changes.due}</Table.HeaderCell>
            <Table.HeaderCell width="110px">{words.changes.effect}</Table.HeaderCell>
          </Table.HeaderRow>
        </Table.Head>
        <Table.Body>
          {tickets.map((ticket) => (
            <TicketRow key={ticket.ticketId} ticket={ticket} />
          ))}
        </Table.Body>
      </Table>
    </Scroll>
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
