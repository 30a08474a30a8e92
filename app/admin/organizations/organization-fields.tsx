import { Field, Input, Select, Textarea, Toggle } from "@zendeskgarden/react-forms";
import styled from "styled-components";
import { marked } from "../parts/marked.ts";
import { usePolicy } from "../policy/use-policy.ts";
import { useAdmin } from "../reader.ts";
import type { Draft } from "./draft.ts";

const Grid = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(220px, 1fr));
  gap: 16px;

  & > .whole {
    grid-column: 1 / -1;
  }
`;

type TextName = Exclude<keyof Draft, "sdk" | "tier" | "onboarding">;
const ONBOARDING = ["completed", "pending", "existing"] as const;

interface OrganizationFieldsProps {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  /** What the server found wrong, by field. */
  readonly problems: Readonly<Record<string, string>>;
  readonly readOnly: boolean;
}

export function OrganizationFields({ draft, change, problems, readOnly }: OrganizationFieldsProps) {
  const { words } = useAdmin();
  const { data } = usePolicy();
  const problemOf = (name: string) =>
    problems[name] === undefined ? null : (
      <Field.Message validation="error">
        <span lang="en">{problems[name]}</span>
      </Field.Message>
    );
  const mark = (name: string) => marked(problems[name] !== undefined);
  const text = (name: TextName, type = "text", hint?: string) => (
    <Field>
      <Field.Label>{words.fields[name]}</Field.Label>
      {hint !== undefined && <Field.Hint>{hint}</Field.Hint>}
      <Input
        type={type}
        value={draft[name]}
        readOnly={readOnly}
        {...mark(name)}
        onChange={({ target }) => change({ [name]: target.value })}
      />
      {problemOf(name)}
    </Field>
  );
  const list = (name: TextName, hint: string) => (
    <Field className="whole">
      <Field.Label>{words.fields[name]}</Field.Label>
      <Field.Hint>{hint}</Field.Hint>
      <Textarea
        minRows={2}
        maxRows={8}
        value={draft[name]}
        readOnly={readOnly}
        {...mark(name)}
        onChange={({ target }) => change({ [name]: target.value })}
      />
      {problemOf(name)}
    </Field>
  );
  const tiers = data?.tiers ?? [];
  return (
    <Grid>
      <div className="whole">{text("name")}</div>
      <Field>
        <Field.Label>{words.fields.tier}</Field.Label>
        <Select
          value={draft.tier}
          disabled={readOnly}
          {...mark("tier")}
          onChange={({ target }) => change({ tier: target.value })}
        >
          {!tiers.some(({ name }) => name === draft.tier) && <option value={draft.tier}>{draft.tier || "–"}</option>}
          {tiers.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </Select>
        {problemOf("tier")}
      </Field>
      <Field>
        <Field.Label>{words.fields.onboarding}</Field.Label>
        <Select
          value={draft.onboarding}
          disabled={readOnly}
          {...mark("onboarding")}
          onChange={({ target }) => change({ onboarding: target.value })}
        >
          {ONBOARDING.map((state) => (
            <option key={state} value={state}>
              {words.onboarding[state]}
            </option>
          ))}
        </Select>
        {problemOf("onboarding")}
      </Field>
      {text("start", "date", words.organizations.firstDay)}
      {text("end", "date", words.organizations.lastDay)}
      <Field className="whole">
        <Toggle checked={draft.sdk} disabled={readOnly} onChange={({ target }) => change({ sdk: target.checked })}>
          <Field.Label>{words.fields.sdk}</Field.Label>
          <Field.Hint>{words.organizations.sdkHint}</Field.Hint>
        </Toggle>
      </Field>
      {list("domains", words.organizations.domainsHint)}
      {list("namedContacts", words.organizations.contactsHint)}
      {text("csm")}
      {text("tam")}
      {text("organizationId")}
      {text("externalId")}
    </Grid>
  );
}
