import { useMutation } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { Field, Input, Select } from "@zendeskgarden/react-forms";
import { type FormEvent, useState } from "react";
import styled from "styled-components";
import { whatIfAnswer } from "../../../src/api/ticket-answer.ts";
import { useApi } from "../api/use-api.ts";
import { Empty } from "../parts/empty.tsx";
import { Thrown } from "../parts/failure.tsx";
import { Card, PageHead, Stack } from "../parts/page.tsx";
import { usePolicy } from "../policy/use-policy.ts";
import { useAdmin } from "../reader.ts";
import { type Question, requestOf } from "./question.ts";
import { WhatIfResult } from "./what-if-result.tsx";

const Columns = styled.div`
  display: grid;
  grid-template-columns: minmax(260px, 340px) minmax(0, 1fr);
  align-items: start;
  gap: 20px;

  @media (max-width: 1000px) {
    grid-template-columns: minmax(0, 1fr);
  }
`;

/** A ticket that doesn't exist: who would ask, how severe, when; and what would be promised. */
export function WhatIf() {
  const { words } = useAdmin();
  const api = useApi();
  const { data: policy } = usePolicy();
  const zone = policy?.zone ?? "Etc/GMT";
  const [question, setQuestion] = useState<Question>({ who: "", email: "", organizationId: "", severity: "3", at: "" });
  const ask = useMutation({
    mutationFn: (asked: Question) =>
      api.ask("/what-if", whatIfAnswer, { method: "POST", json: requestOf(asked, zone) }),
  });
  const change = (part: Partial<Question>) => setQuestion({ ...question, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate(question);
  };
  return (
    <>
      <PageHead title={words.screens["what-if"]} words={words.whatIf.words} />
      <Columns>
        <Card as="form" onSubmit={submit} noValidate>
          <Stack>
            <Field>
              <Field.Label>{words.fields.tier}</Field.Label>
              <Field.Hint>{words.whatIf.tierHint}</Field.Hint>
              <Select value={question.who} onChange={({ target }) => change({ who: target.value })}>
                <option value="">{words.whatIf.asMapped}</option>
                {policy?.tiers.map(({ name, title }) => (
                  <option key={name} value={name}>
                    {title}
                  </option>
                ))}
              </Select>
            </Field>
            {question.who === "" && (
              <>
                <Field>
                  <Field.Label>{words.whatIf.email}</Field.Label>
                  <Input
                    type="email"
                    value={question.email}
                    placeholder="ines@aurora-games.example"
                    onChange={({ target }) => change({ email: target.value })}
                  />
                </Field>
                <Field>
                  <Field.Label>{words.fields.organizationId}</Field.Label>
                  <Input
                    inputMode="numeric"
                    value={question.organizationId}
                    onChange={({ target }) => change({ organizationId: target.value })}
                  />
                </Field>
              </>
            )}
            <Field>
              <Field.Label>{words.whatIf.severity}</Field.Label>
              <Select value={question.severity} onChange={({ target }) => change({ severity: target.value })}>
                {["1", "2", "3", "4"].map((level) => (
                  <option key={level} value={level}>
                    {words.changes.severity(Number(level))}
                  </option>
                ))}
              </Select>
            </Field>
            <Field>
              <Field.Label>{words.whatIf.arrives}</Field.Label>
              <Field.Hint>{words.whatIf.arrivesHint(zone)}</Field.Hint>
              <Input
                type="datetime-local"
                value={question.at}
                onChange={({ target }) => change({ at: target.value })}
              />
            </Field>
            <Button isPrimary type="submit" disabled={ask.isPending}>
              {words.whatIf.ask}
            </Button>
          </Stack>
        </Card>
        <div aria-live="polite">
          <Stack>
            <Thrown error={ask.error} />
            {ask.data === undefined ? (
              <Empty icon="question" title={words.whatIf.nothing}>
                {words.whatIf.nothingWords}
              </Empty>
            ) : (
              <WhatIfResult decided={ask.data} />
            )}
          </Stack>
        </div>
      </Columns>
    </>
  );
}
