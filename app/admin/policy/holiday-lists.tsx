import { Button } from "@zendeskgarden/react-buttons";
import { Field, Toggle } from "@zendeskgarden/react-forms";
import { Table } from "@zendeskgarden/react-tables";
import * as z from "zod";
import { wallDate } from "../../dates.ts";
import { Icon } from "../../icons.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { Card, Cluster, Quiet } from "../parts/page.tsx";
import { useAdmin } from "../reader.ts";
import type { Editing } from "./contract-table.tsx";
import { type Path, shownAt, withEdit } from "./document.ts";
import { WHY_READ_ONLY } from "./owner-banner.tsx";

const holidayList = z.object({
  title: z.string(),
  source: z.string().optional(),
  holidays: z.array(z.object({ date: z.string(), name: z.string(), observed: z.boolean() })),
});

interface HolidayListsProps extends Editing {
  readonly year: number;
  readonly importCalendar: () => void;
}

/** The lists of holidays; one that isn't observed keeps support open. */
export function HolidayLists({ year, importCalendar, ...editing }: HolidayListsProps) {
  const { words } = useAdmin();
  const { document, mayEdit } = editing;
  return (
    <Card>
      <Cluster style={{ justifyContent: "space-between", marginBottom: 12 }}>
        <h2>{words.policy.holidayLists}</h2>
        {mayEdit && (
          <Button size="small" onClick={importCalendar}>
            <Button.StartIcon>
              <Icon name="up" />
            </Button.StartIcon>
            {words.policy.importCalendar}
          </Button>
        )}
      </Cluster>
      {Object.entries(document.holidays).map(([name, value]) => {
        const list = holidayList.safeParse(value);
        return list.success ? <HolidayList key={name} name={name} list={list.data} year={year} {...editing} /> : null;
      })}
    </Card>
  );
}

interface HolidayListProps extends Editing {
  readonly name: string;
  readonly list: z.infer<typeof holidayList>;
  readonly year: number;
}

function HolidayList({ name, list, year, document, edits, setEdits, mayEdit }: HolidayListProps) {
  const { words, locale } = useAdmin();
  const inYear = list.holidays.flatMap((holiday, index) =>
    holiday.date.startsWith(`${year}-`) ? [{ ...holiday, index }] : [],
  );
  const path = (index: number): Path => ["holidays", name, "holidays", index, "observed"];
  return (
    <section>
      <h3 lang="en">
        {list.title} <Quiet>{words.policy.holidaysIn(inYear.length, String(year))}</Quiet>
      </h3>
      <DataTable
        label={list.title}
        columns={[
          { title: words.policy.date, width: "180px" },
          { title: words.policy.day },
          { title: words.policy.observed, width: "160px" },
        ]}
        style={{ marginBlock: "8px 20px" }}
      >
        {inYear.map(({ date, name: title, index }) => {
          const observed = shownAt(document, edits, path(index)) === true;
          return (
            <Table.Row key={date + title}>
              <Table.Cell>{wallDate(Date.parse(date), locale, "UTC")}</Table.Cell>
              <Table.Cell lang="en">{title}</Table.Cell>
              <Table.Cell>
                <Field>
                  <Toggle
                    checked={observed}
                    disabled={!mayEdit}
                    {...(!mayEdit && { "aria-describedby": WHY_READ_ONLY })}
                    onChange={() => setEdits(withEdit(document, edits, { path: path(index), value: !observed }))}
                  >
                    <Field.Label hidden>{words.policy.observedOn(title, date)}</Field.Label>
                  </Toggle>
                </Field>
              </Table.Cell>
            </Table.Row>
          );
        })}
      </DataTable>
    </section>
  );
}
