import { Field, MediaInput, Select } from "@zendeskgarden/react-forms";
import styled from "styled-components";
import { ORGANIZATION_PROBLEMS } from "../../../src/api/organizations-request.ts";
import { Icon } from "../../icons.tsx";
import { Quiet } from "../parts/page.tsx";
import { usePolicy } from "../policy/use-policy.ts";
import { useAdmin } from "../reader.ts";
import type { TableQuery } from "./query.ts";

const Row = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: flex-end;
  gap: 12px;

  & > :first-child {
    flex: 1 1 260px;
    max-width: 420px;
  }
  & > span {
    margin-left: auto;
    padding-bottom: 10px;
  }
`;

interface FiltersProps {
  readonly query: TableQuery;
  readonly total: number;
  readonly change: (part: Partial<TableQuery>) => void;
}

export function Filters({ query, total, change }: FiltersProps) {
  const { words, locale } = useAdmin();
  const { data } = usePolicy();
  return (
    <Row role="search">
      <Field>
        <Field.Label>{words.organizations.search}</Field.Label>
        <MediaInput
          type="search"
          start={<Icon name="search" />}
          placeholder={words.organizations.searchHint}
          value={query.search}
          onChange={({ target }) => change({ search: target.value })}
        />
      </Field>
      <Field>
        <Field.Label>{words.fields.tier}</Field.Label>
        <Select value={query.tier} onChange={({ target }) => change({ tier: target.value })}>
          <option value="">{words.organizations.anyTier}</option>
          {data?.tiers.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </Select>
      </Field>
      <Field>
        <Field.Label>{words.organizations.problem}</Field.Label>
        <Select value={query.problem} onChange={({ target }) => change({ problem: target.value })}>
          <option value="">{words.organizations.allRows}</option>
          {ORGANIZATION_PROBLEMS.map((problem) => (
            <option key={problem} value={problem}>
              {words.problems[problem]}
            </option>
          ))}
        </Select>
      </Field>
      <Quiet role="status">{words.organizations.found(total.toLocaleString(locale))}</Quiet>
    </Row>
  );
}
