import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { useState } from "react";
import styled from "styled-components";
import { organizationPage } from "../../../src/api/organizations.ts";
import { Spoken } from "../../sidebar/layout.tsx";
import { queryText } from "../api/api.ts";
import { useApi } from "../api/use-api.ts";
import { Answer } from "../parts/answer.tsx";
import { Quiet } from "../parts/page.tsx";
import { SearchField } from "../parts/search-bar.tsx";
import { useDebounced } from "../parts/use-debounced.ts";
import { useTierTitle } from "../policy/use-policy.ts";
import { useAdmin } from "../reader.ts";

const Found = styled.li`
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: 12px;
  padding: 8px 0;
`;

interface RowSearchProps {
  readonly busy: boolean;
  readonly pick: (row: string) => void;
}

/** Finds a row of the mapping, and picks it. */
export function RowSearch({ busy, pick }: RowSearchProps) {
  const { words } = useAdmin();
  const api = useApi();
  const tierTitle = useTierTitle();
  const [typed, setTyped] = useState("");
  const search = useDebounced(typed, 200);
  const found = useQuery({
    queryKey: ["organizations", "search", search],
    queryFn: () => api.ask(`/organizations${queryText({ search, limit: 12 })}`, organizationPage),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <SearchField label={words.organizations.search} value={typed} change={setTyped} />
      <Answer query={found}>
        {({ organizations }) => (
          <ul>
            {organizations.map(({ id, name, tier }) => (
              <Found key={id}>
                <span>
                  {name} <Quiet>{tierTitle(tier)}</Quiet>
                </span>
                <Button size="small" disabled={busy} onClick={() => pick(id)}>
                  {words.unmapped.mapHere}
                  <Spoken>: {name}</Spoken>
                </Button>
              </Found>
            ))}
            {organizations.length === 0 && <Quiet>{words.organizations.none}</Quiet>}
          </ul>
        )}
      </Answer>
    </>
  );
}
