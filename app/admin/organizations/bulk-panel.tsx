import { Checkbox, Field, Input, Select } from "@zendeskgarden/react-forms";
import { type ReactNode, useState } from "react";
import styled from "styled-components";
import { type Proposal, usePropose } from "../changes/use-propose.ts";
import { Thrown } from "../parts/failure.tsx";
import { Stack } from "../parts/page.tsx";
import { ProposalModal } from "../parts/proposal-modal.tsx";
import { usePolicy } from "../policy/use-policy.ts";
import { useAdmin } from "../reader.ts";

type BulkProposal = Extract<Proposal, { kind: "bulk" }>;

const FIELDS = ["tier", "start", "end", "onboarding", "sdk", "csm", "tam"] as const;
type FieldName = (typeof FIELDS)[number];

const Line = styled.div`
  display: grid;
  grid-template-columns: 200px 1fr;
  align-items: center;
  gap: 12px;
  min-height: 40px;
`;

interface BulkPanelProps {
  readonly rows: BulkProposal["rows"];
  readonly count: number;
  readonly close: () => void;
}

/** The fields that are ticked are set on every picked row; what isn't ticked stays. */
export function BulkPanel({ rows, count, close }: BulkPanelProps) {
  const { words, locale } = useAdmin();
  const { data } = usePolicy();
  const [values, setValues] = useState<Readonly<Partial<Record<FieldName, string>>>>({});
  const [note, setNote] = useState("");
  const propose = usePropose();
  const begin: Readonly<Record<FieldName, string>> = {
    ...{ tier: data?.tiers[0]?.name ?? "", start: "", end: "" },
    ...{ onboarding: "completed", sdk: "yes", csm: "", tam: "" },
  };
  const toggle = (name: FieldName) => {
    const { [name]: ticked, ...rest } = values;
    setValues(ticked === undefined ? { ...rest, [name]: begin[name] } : rest);
  };
  const options: Readonly<Partial<Record<FieldName, readonly (readonly [string, string])[]>>> = {
    tier: data?.tiers.map(({ name, title }) => [name, title] as const) ?? [],
    onboarding: (["completed", "pending", "existing"] as const).map((state) => [state, words.onboarding[state]]),
    sdk: [
      ["yes", words.yes],
      ["no", words.no],
    ],
  };
  const control = (name: FieldName): ReactNode => {
    const value = values[name];
    if (value === undefined) return null;
    const change = (next: string) => setValues({ ...values, [name]: next });
    const choices = options[name];
    return (
      <Field>
        <Field.Label hidden>{words.organizations.newValue(words.fields[name])}</Field.Label>
        {choices === undefined ? (
          <Input
            isCompact
            type={name === "start" || name === "end" ? "date" : "text"}
            value={value}
            onChange={({ target }) => change(target.value)}
          />
        ) : (
          <Select isCompact value={value} onChange={({ target }) => change(target.value)}>
            {choices.map(([key, title]) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
          </Select>
        )}
      </Field>
    );
  };
  return (
    <ProposalModal
      title={words.organizations.bulkTitle(count.toLocaleString(locale))}
      note={note}
      setNote={setNote}
      ready={Object.keys(values).length > 0 && !propose.isPending}
      propose={() => propose.mutate({ kind: "bulk", rows, set: settingOf(values), note })}
      close={close}
    >
      <Stack $gap={4}>
        <Thrown error={propose.error} />
        {FIELDS.map((name) => (
          <Line key={name}>
            <Field>
              <Checkbox checked={values[name] !== undefined} onChange={() => toggle(name)}>
                <Field.Label>{words.fields[name]}</Field.Label>
              </Checkbox>
            </Field>
            {control(name)}
          </Line>
        ))}
      </Stack>
    </ProposalModal>
  );
}

/** An empty date or person is none. */
function settingOf(values: Readonly<Partial<Record<FieldName, string>>>): BulkProposal["set"] {
  const { sdk, ...texts } = values;
  const named = Object.entries(texts).map(([name, value]) => [name, value === "" ? null : value]);
  return { ...Object.fromEntries(named), ...(sdk === undefined ? {} : { sdk: sdk === "yes" }) };
}
