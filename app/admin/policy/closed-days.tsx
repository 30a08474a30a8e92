import { Table } from "@zendeskgarden/react-tables";
import type { PolicyYear } from "../../../src/api/policy.ts";
import { wallDate } from "../../dates.ts";
import { DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { Tag } from "../parts/tag.tsx";
import { useAdmin } from "../reader.ts";
import { windowsText } from "./year.ts";

interface ClosedDaysProps {
  readonly year: PolicyYear;
  readonly tier: string;
}

/** The year's picture as a list: each date that isn't as its week usually is. */
export function ClosedDays({ year: { year, days }, tier }: ClosedDaysProps) {
  const { words, locale } = useAdmin();
  if (days.length === 0) return <Empty icon="closed" title={words.policy.noClosedDays(String(year))} />;
  return (
    <details>
      <summary>{words.policy.closedDays(days.length, String(year))}</summary>
      <DataTable
        label={words.policy.closedDays(days.length, String(year))}
        columns={[
          { title: words.policy.date, width: "180px" },
          { title: words.policy.day },
          { title: words.policy.hours, width: "240px" },
        ]}
      >
        {days.map(({ date, kind, name, windows }) => (
          <Table.Row key={date}>
            <Table.Cell>{wallDate(Date.parse(date), locale, "UTC")}</Table.Cell>
            <Table.Cell>
              <span lang="en">{name ?? words.policy.days[kind]}</span>
            </Table.Cell>
            <Table.Cell>
              {windowsText(windows[tier] ?? []) || <Tag tone="danger">{words.policy.days.closed}</Tag>}
            </Table.Cell>
          </Table.Row>
        ))}
      </DataTable>
    </details>
  );
}
