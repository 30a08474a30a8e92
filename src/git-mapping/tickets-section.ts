import type { ChangeDetail } from "../api/changes.ts";
import { type Instant, parseInstant } from "../core/time.ts";
import { wallMinute } from "../core/wall-time.ts";
import { counted, rest, tableLines, verbatim } from "./markdown.ts";

const SHOWN = 20;

/** What a change would do to the open tickets, as a proposed change says it. */
export interface TicketEffect {
  readonly counts: Pick<ChangeDetail["counts"], "open" | "weighed" | "differ" | "turnLate">;
  /** Those that turn late before the others. Empty where nobody may read which tickets there are. */
  readonly tickets: ChangeDetail["tickets"];
}

export function ticketsSection({ counts, tickets }: TicketEffect, zone: string): readonly string[] {
  const { open, differ, turnLate } = counts;
  const due = (text: string | null): string => (text === null ? "none" : wallOf(parseInstant(text), zone));
  const rows = tickets
    .slice(0, SHOWN)
    .map(({ ticketId, organization, before, after, turnsLate }) => [
      verbatim(ticketId),
      organization === null ? "–" : verbatim(organization),
      before.tier === after.tier ? verbatim(after.tier) : `${verbatim(before.tier)} → ${verbatim(after.tier)}`,
      before.due === after.due ? due(after.due) : `${due(before.due)} → ${due(after.due)}`,
      turnsLate ? "**turns late**" : "",
    ]);
  const late = turnLate === 0 ? "none turns" : turnLate === 1 ? "one turns" : `${turnLate.toLocaleString("en")} turn`;
  return [
    "### Open tickets",
    "",
    differ === 0
      ? `None of ${counted(open, "open ticket")} would be decided otherwise.`
      : `Of ${counted(open, "open ticket")}, ${differ.toLocaleString("en")} would be decided otherwise; ${late} late at once.`,
    ...(rows.length === 0
      ? []
      : [
          "",
          ...tableLines(["Ticket", "Organization", "Tier", "First response due", ""], rows),
          ...rest(differ, SHOWN),
        ]),
  ];
}

const wallOf = (at: Instant | null, zone: string): string => (at === null ? "–" : wallMinute(at, zone));
