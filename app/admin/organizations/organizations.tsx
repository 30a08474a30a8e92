import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { useState } from "react";
import { organizationPage } from "../../../src/api/organizations.ts";
import { Icon } from "../../icons.tsx";
import { queryText } from "../api/api.ts";
import { useApi } from "../api/use-api.ts";
import { useNavigation, useRoute } from "../navigation.ts";
import { Answer } from "../parts/answer.tsx";
import { Empty } from "../parts/empty.tsx";
import { PageHead, Stack } from "../parts/page.tsx";
import { saveFile } from "../parts/save-file.ts";
import { useDebounced } from "../parts/use-debounced.ts";
import { OwnerBanner, useMayEdit } from "../policy/owner-banner.tsx";
import { useAdmin } from "../reader.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { Filters } from "./filters.tsx";
import { ImportPanel } from "./import-panel.tsx";
import { OrganizationPanel } from "./organization-panel.tsx";
import { OrganizationTable } from "./organization-table.tsx";
import { Pager } from "./pager.tsx";
import { readTableQuery, type TableQuery, writeTableQuery } from "./query.ts";
import { useSelection } from "./use-selection.ts";

const PER_PAGE = 50;

/** The mapping: what each organization bought, from when to when. */
export function Organizations() {
  const { words } = useAdmin();
  const api = useApi();
  const navigation = useNavigation();
  const route = useRoute();
  const mayEdit = useMayEdit();
  const query = readTableQuery(route);
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const selection = useSelection();
  const asked = { ...useDebounced(writeTableQuery(query), 200), cursor: cursors.at(-1), limit: PER_PAGE };
  const page = useQuery({
    queryKey: ["organizations", asked],
    queryFn: () => api.ask(`/organizations${queryText(asked)}`, organizationPage),
    placeholderData: keepPreviousData,
  });

  const change = (part: Partial<TableQuery>) => {
    setCursors([]);
    selection.clear();
    navigation.refine(writeTableQuery({ ...query, ...part }));
  };
  const open = route.rest[0] ?? null;
  const close = () => navigation.go("organizations", [], route.query);
  const exportCsv = async () => saveFile(await api.download("/organizations/export"), "organizations.csv");

  return (
    <>
      <PageHead title={words.screens.organizations} words={words.organizations.words}>
        <Button onClick={() => void exportCsv()}>
          <Button.StartIcon>
            <Icon name="down" />
          </Button.StartIcon>
          {words.organizations.exportCsv}
        </Button>
        {mayEdit && (
          <>
            <Button onClick={() => navigation.go("organizations", ["import"])}>
              <Button.StartIcon>
                <Icon name="up" />
              </Button.StartIcon>
              {words.organizations.importCsv}
            </Button>
            <Button isPrimary onClick={() => navigation.go("organizations", ["new"])}>
              <Button.StartIcon>
                <Icon name="plus" />
              </Button.StartIcon>
              {words.organizations.add}
            </Button>
          </>
        )}
      </PageHead>
      <OwnerBanner />
      <Answer query={page}>
        {({ organizations, total, next }) => (
          <Stack>
            <Filters query={query} total={total} change={change} />
            {mayEdit && <BulkBar selection={selection} query={query} total={total} />}
            {organizations.length === 0 ? (
              <Empty icon="building" title={words.organizations.none}>
                {words.organizations.noneWords}
              </Empty>
            ) : (
              <OrganizationTable
                organizations={organizations}
                query={query}
                change={change}
                selection={mayEdit ? selection : null}
              />
            )}
            <Pager
              first={cursors.length * PER_PAGE + 1}
              shown={organizations.length}
              total={total}
              back={cursors.length === 0 ? null : () => setCursors(cursors.slice(0, -1))}
              forth={next === null ? null : () => setCursors([...cursors, next])}
            />
          </Stack>
        )}
      </Answer>
      {mayEdit && open === "import" && <ImportPanel close={close} />}
      {open !== null && open !== "import" && (mayEdit || open !== "new") && (
        <OrganizationPanel key={open} id={open} close={close} />
      )}
    </>
  );
}
