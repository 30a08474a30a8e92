import { useQuery } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { Field, Select } from "@zendeskgarden/react-forms";
import { useState } from "react";
import styled from "styled-components";
import { policyYear } from "../../../src/api/policy.ts";
import { useApi } from "../api/use-api.ts";
import { Answer } from "../parts/answer.tsx";
import { Card, Cluster, Stack } from "../parts/page.tsx";
import { useAdmin } from "../reader.ts";
import { ClosedDays } from "./closed-days.tsx";
import type { Editing } from "./contract-table.tsx";
import { HolidayLists } from "./holiday-lists.tsx";
import { ImportHolidays } from "./import-holidays.tsx";
import { SpecialHours } from "./special-hours.tsx";
import { YearPicture } from "./year-picture.tsx";

const Bar = styled(Cluster)`
  align-items: flex-end;
  justify-content: space-between;
  margin-bottom: 20px;
`;

/** When support is open: the year in a picture and as a list, holidays, and dates with hours of their own. */
export function Hours(editing: Editing) {
  const { words } = useAdmin();
  const api = useApi();
  const [year, setYear] = useState(() => new Date().getFullYear());
  const [tier, setTier] = useState<string | null>(null);
  const [importing, setImporting] = useState(false);
  const query = useQuery({
    queryKey: ["policy", "year", year],
    queryFn: () => api.ask(`/policy/year?year=${year}`, policyYear),
  });
  return (
    <Stack $gap={20}>
      <Answer query={query}>
        {(shown) => {
          const chosen = tier ?? shown.tiers.at(-1)?.name ?? "";
          return (
            <>
              <Card aria-label={words.policy.yearOf(String(year))}>
                <Bar>
                  <Cluster>
                    <Button size="small" onClick={() => setYear(year - 1)}>
                      <span aria-hidden="true">‹&nbsp;</span>
                      {year - 1}
                    </Button>
                    <strong>{year}</strong>
                    <Button size="small" onClick={() => setYear(year + 1)}>
                      {year + 1} <span aria-hidden="true">&nbsp;›</span>
                    </Button>
                  </Cluster>
                  <Field>
                    <Field.Label hidden>{words.fields.tier}</Field.Label>
                    <Select isCompact value={chosen} onChange={({ target }) => setTier(target.value)}>
                      {shown.tiers.map(({ name, title }) => (
                        <option key={name} value={name}>
                          {title}
                        </option>
                      ))}
                    </Select>
                  </Field>
                </Bar>
                <YearPicture year={shown} tier={chosen} />
              </Card>
              <ClosedDays year={shown} tier={chosen} />
            </>
          );
        }}
      </Answer>
      <SpecialHours {...editing} />
      <HolidayLists {...editing} year={year} importCalendar={() => setImporting(true)} />
      {importing && <ImportHolidays document={editing.document} close={() => setImporting(false)} />}
    </Stack>
  );
}
