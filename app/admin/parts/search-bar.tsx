import { Field, MediaInput } from "@zendeskgarden/react-forms";
import styled from "styled-components";
import { Icon } from "../../icons.tsx";

/** What narrows a list: a search, what else may be chosen, and at the end how much is found. */
export const SearchBar = styled.div.attrs({ role: "search" })`
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

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly change: (value: string) => void;
}

export function SearchField({ label, placeholder = "", value, change }: SearchFieldProps) {
  return (
    <Field>
      <Field.Label>{label}</Field.Label>
      <MediaInput
        type="search"
        start={<Icon name="search" />}
        placeholder={placeholder}
        value={value}
        onChange={({ target }) => change(target.value)}
      />
    </Field>
  );
}
