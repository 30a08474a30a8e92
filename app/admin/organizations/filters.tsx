import { Field, Select } from "@zendeskgarden/react-forms";
import { ORGANIZATION_PROBLEMS } from "../../../src/api/organizations-request.ts";
import { Quiet } from "../parts/page.tsx";
import { SearchBar, SearchField } from "../parts/search-bar.tsx";
import { usePolicy } from "../policy/use-policy.ts";
import { useAdmin } from "../reader.ts";
import type { TableQuery } from "./query.ts";

interface FiltersProps {
  readonly query: TableQuery;
  readonly total: number;
  readonly change: (part: Partial<TableQuery>) => void;
}

export function Filters({ query, total, change }: FiltersProps) {
  const { words, locale } = useAdmin();
  const { data } = usePolicy();
  return (
    <SearchBar>
      <SearchField
        label={words.organizations.search}
        placeholder={words.organizations.searchHint}
        value={query.search}
        change={(search) => change({ search })}
      />
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
    </SearchBar>
  );
}
