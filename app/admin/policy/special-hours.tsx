import { Button } from "@zendeskgarden/react-buttons";
import { Field, Input } from "@zendeskgarden/react-forms";
import { type FormEvent, useState } from "react";
import styled from "styled-components";
import { plainDate } from "../../dates.ts";
import { marked } from "../parts/marked.ts";
import { Card, Cluster, Quiet, Stack } from "../parts/page.tsx";
import { useAdmin } from "../reader.ts";
import type { Editing } from "./contract-table.tsx";
import { type Edit, keysAt, type Path, shownAt, withEdit } from "./document.ts";
import { useCheck } from "./use-check.ts";

const SPECIAL: Path = ["policy", "support_hours", "holidays", "special_hours"];

const Line = styled.li`
  display: grid;
  grid-template-columns: 160px 1fr auto;
  align-items: center;
  gap: 12px;
`;

const Form = styled.form`
  display: flex;
  flex-wrap: wrap;
  align-items: flex-start;
  gap: 12px;
  margin-top: 12px;
`;

/** Dates with other hours than their day of the week, for every tier. */
export function SpecialHours({ document, edits, setEdits, mayEdit }: Editing) {
  const { words, locale } = useAdmin();
  const pathOf = (date: string): Path => [...SPECIAL, date];
  const dates = [
    ...new Set([
      ...keysAt(document, SPECIAL),
      ...edits.flatMap(({ path }) => (isSpecial(path) ? [String(path.at(-1))] : [])),
    ]),
  ]
    .filter((date) => shownAt(document, edits, pathOf(date)) !== undefined)
    .sort();
  const edit = (one: Edit) => setEdits(withEdit(document, edits, one));
  return (
    <Card>
      <h2>{words.policy.specialHours}</h2>
      {dates.length === 0 && <Quiet>{words.policy.noSpecialHours}</Quiet>}
      <Stack as="ul" $gap={8}>
        {dates.map((date) => (
          <Line key={date}>
            <span>{plainDate(date, locale)}</span>
            <span lang="en">{String(shownAt(document, edits, pathOf(date)))}</span>
            {mayEdit && (
              <Button
                size="small"
                onClick={() => edit({ path: pathOf(date) })}
                aria-label={words.policy.removeSpecial(plainDate(date, locale))}
              >
                {words.organizations.remove}
              </Button>
            )}
          </Line>
        ))}
      </Stack>
      {mayEdit && <AddSpecial add={(date, hours) => edit({ path: pathOf(date), value: hours })} />}
    </Card>
  );
}

const isSpecial = (path: Path): boolean =>
  path.length === SPECIAL.length + 1 && SPECIAL.every((key, index) => path[index] === key);

function AddSpecial({ add }: { readonly add: (date: string, hours: string) => void }) {
  const { words } = useAdmin();
  const [date, setDate] = useState("");
  const [hours, setHours] = useState("");
  const complete = date !== "" && hours.trim() !== "";
  const { query, settled } = useCheck(complete ? [{ path: [...SPECIAL, date], value: hours.trim() }] : []);
  const problem = complete && settled ? query.data?.problems[0] : undefined;
  const meaning = complete && settled ? query.data?.meanings[0]?.after : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!complete || !settled || problem !== undefined) return;
    add(date, hours.trim());
    setDate("");
    setHours("");
  };
  return (
    <Form onSubmit={submit} noValidate>
      <Field>
        <Field.Label>{words.policy.date}</Field.Label>
        <Input isCompact type="date" value={date} onChange={({ target }) => setDate(target.value)} />
      </Field>
      <Field>
        <Field.Label>{words.policy.hours}</Field.Label>
        <Input
          isCompact
          value={hours}
          placeholder="9am – 1pm GMT"
          {...marked(problem !== undefined)}
          onChange={({ target }) => setHours(target.value)}
        />
        {problem !== undefined && (
          <Field.Message validation="error">
            <span lang="en">{problem.message}</span>
          </Field.Message>
        )}
        {problem === undefined && meaning != null && (
          <Field.Message validation="success">
            <span lang="en">{meaning.words}</span>
          </Field.Message>
        )}
      </Field>
      <Cluster style={{ paddingTop: 28 }}>
        <Button size="small" type="submit" disabled={!complete || !settled || problem !== undefined}>
          {words.policy.addSpecial}
        </Button>
      </Cluster>
    </Form>
  );
}
