import { Field, Input, Select } from "@zendeskgarden/react-forms";
import { Alert } from "@zendeskgarden/react-notifications";
import { Table } from "@zendeskgarden/react-tables";
import { useState } from "react";
import { plainDate } from "../../dates.ts";
import { usePropose } from "../changes/use-propose.ts";
import { DataTable } from "../parts/data-table.tsx";
import { Thrown } from "../parts/failure.tsx";
import { FilePicker } from "../parts/file-picker.tsx";
import { ProposalModal } from "../parts/proposal-modal.tsx";
import { useAdmin } from "../reader.ts";
import type { CalendarDay } from "./calendar-file.ts";
import type { Editing } from "./contract-table.tsx";

interface ImportHolidaysProps {
  readonly document: Editing["document"];
  readonly close: () => void;
}

interface Read {
  readonly name: string;
  /** `null` when it is no calendar. */
  readonly days: readonly CalendarDay[] | null;
}

const NEW = "";

/** A calendar file's dates become a list's. The file is read here, in the browser. */
export function ImportHolidays({ document, close }: ImportHolidaysProps) {
  const { words, locale } = useAdmin();
  const [read, setRead] = useState<Read | null>(null);
  const [list, setList] = useState(() => Object.keys(document.holidays)[0] ?? NEW);
  const [title, setTitle] = useState("");
  const [note, setNote] = useState("");
  const propose = usePropose({ onProposed: close });
  const pick = async (file: File) => {
    const { readCalendar } = await import("./calendar-file.ts");
    setRead({ name: file.name, days: readCalendar(await file.text(), new Date().getFullYear()) });
  };
  const days = read?.days ?? [];
  const named = list !== NEW || title.trim() !== "";
  const submit = () => {
    const entries = days.map(({ date, name }) => ({ date, name }));
    const source = read?.name ?? "";
    propose.mutate(
      list === NEW
        ? { kind: "holidays", list: listName(title), title, source, entries, note }
        : { kind: "holidays", list, entries, note },
    );
  };
  return (
    <ProposalModal
      large
      title={words.policy.importCalendar}
      note={note}
      setNote={setNote}
      ready={days.length > 0 && named && !propose.isPending}
      propose={submit}
      close={close}
    >
      <p>{words.policy.importWords}</p>
      <FilePicker
        accept=".ics,text/calendar"
        label={read === null ? words.policy.chooseCalendar : words.import.another(read.name)}
        picked={(file) => void pick(file)}
      />
      <Field>
        <Field.Label>{words.policy.intoList}</Field.Label>
        <Select value={list} onChange={({ target }) => setList(target.value)}>
          {Object.keys(document.holidays).map((name) => (
            <option key={name}>{name}</option>
          ))}
          <option value={NEW}>{words.policy.newList}</option>
        </Select>
      </Field>
      {list === NEW && (
        <Field>
          <Field.Label>{words.policy.listTitle}</Field.Label>
          <Input value={title} onChange={({ target }) => setTitle(target.value)} />
        </Field>
      )}
      <Thrown error={propose.error} />
      {read !== null && days.length === 0 && (
        <Alert type="error" role="alert">
          <Alert.Title>{words.policy.noCalendar}</Alert.Title>
          {words.policy.noCalendarWords}
        </Alert>
      )}
      {days.length > 0 && (
        <>
          <p role="status">{words.policy.readDays(days.length)}</p>
          <DataTable
            label={words.policy.readDays(days.length)}
            columns={[{ title: words.policy.date, width: "160px" }, { title: words.policy.day }]}
            narrow
            style={{ maxHeight: 320 }}
          >
            {days.slice(0, 200).map(({ date, name }) => (
              <Table.Row key={date + name}>
                <Table.Cell>{plainDate(date, locale)}</Table.Cell>
                <Table.Cell>{name}</Table.Cell>
              </Table.Row>
            ))}
          </DataTable>
        </>
      )}
    </ProposalModal>
  );
}

/** A list's key: small letters, digits and dashes. */
const listName = (title: string): string =>
  title
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60) || "holidays";
