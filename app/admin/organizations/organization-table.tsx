import { Checkbox, Field } from "@zendeskgarden/react-forms";
import { Table } from "@zendeskgarden/react-tables";
import styled from "styled-components";
import type { OrganizationShown } from "../../../src/api/organization.ts";
import { plainDate } from "../../dates.ts";
import { ink } from "../../paint.ts";
import { useRoute } from "../navigation.ts";
import { Quiet, Scroll } from "../parts/page.tsx";
import { Tag } from "../parts/tag.tsx";
import { useTierTitle } from "../policy/use-policy.ts";
import { useAdmin } from "../reader.ts";
import { hrefOf } from "../route.ts";
import { directionOf, type Sort, sortedBy, type TableQuery } from "./query.ts";
import type { Selection } from "./use-selection.ts";

const Name = styled.a`
  color: ${ink("foreground.primary")};
  font-weight: ${({ theme }) => theme.fontWeights.semibold};
  text-decoration: none;

  &:hover {
    text-decoration: underline;
  }
`;

/** Below that, the last columns would be squeezed to nothing. */
const MIN_WIDTH = 960;

/** Names of columns to sort by stand in taller cells: the others on one line with them. */
const HeaderRow = styled(Table.HeaderRow)`
  & > th {
    padding-block: 10px;
  }
`;

interface OrganizationTableProps {
  readonly organizations: readonly OrganizationShown[];
  readonly query: TableQuery;
  readonly change: (part: Partial<TableQuery>) => void;
  /** `null` where nothing may be edited. */
  readonly selection: Selection | null;
}

export function OrganizationTable({ organizations, query, change, selection }: OrganizationTableProps) {
  const { words } = useAdmin();
  const ids = organizations.map(({ id }) => id);
  const sortable = (column: Sort, title: string, width: string) => (
    <Table.SortableCell
      width={width}
      {...sorting(directionOf(column, query))}
      onClick={() => change({ sort: sortedBy(column, query) })}
    >
      {title}
    </Table.SortableCell>
  );
  return (
    <Scroll aria-label={words.screens.organizations}>
      <Table size="small" style={{ minWidth: MIN_WIDTH }}>
        <Table.Head>
          <HeaderRow>
            {selection !== null && (
              <Table.HeaderCell isMinimum>
                <Picker
                  label={words.organizations.pickPage}
                  checked={ids.every((id) => selection.ids.has(id)) || selection.everything}
                  change={() => selection.toggleAll(ids)}
                />
              </Table.HeaderCell>
            )}
            {sortable("name", words.fields.name, "18%")}
            {sortable("tier", words.fields.tier, "100px")}
            <Table.HeaderCell width="150px">{words.organizations.contract}</Table.HeaderCell>
            {sortable("end", words.organizations.ends, "130px")}
            <Table.HeaderCell width="19%">{words.fields.domains}</Table.HeaderCell>
            <Table.HeaderCell width="100px">{words.organizations.contacts}</Table.HeaderCell>
            <Table.HeaderCell>{words.fields.csm}</Table.HeaderCell>
          </HeaderRow>
        </Table.Head>
        <Table.Body>
          {organizations.map((organization) => (
            <OrganizationRow key={organization.id} organization={organization} selection={selection} />
          ))}
        </Table.Body>
      </Table>
    </Scroll>
  );
}

const sorting = (sort: "asc" | "desc" | undefined) => (sort === undefined ? {} : { sort });

interface OrganizationRowProps {
  readonly organization: OrganizationShown;
  readonly selection: Selection | null;
}

function OrganizationRow({ organization, selection }: OrganizationRowProps) {
  const { words, locale } = useAdmin();
  const { query } = useRoute();
  const tierTitle = useTierTitle();
  const { id, name, tier, start, end, domains, namedContacts, csm, problems } = organization;
  const picked = selection !== null && (selection.everything || selection.ids.has(id));
  const [domain, ...moreDomains] = domains;
  return (
    <Table.Row isSelected={picked}>
      {selection !== null && (
        <Table.Cell isMinimum>
          <Picker label={words.organizations.pick(name)} checked={picked} change={() => selection.toggle(id)} />
        </Table.Cell>
      )}
      <Table.Cell>
        <Name href={hrefOf("organizations", [id], query)}>{name}</Name>
      </Table.Cell>
      <Table.Cell>{tierTitle(tier)}</Table.Cell>
      <Table.Cell>
        {problems.length === 0 ? (
          <Quiet>
            {start === null ? words.organizations.running : words.organizations.since(plainDate(start, locale))}
          </Quiet>
        ) : (
          problems.map(({ kind }) => (
            <Tag key={kind} tone={kind === "ended" || kind === "unknown_tier" ? "danger" : "warning"} icon="warning">
              {words.problems[kind]}
            </Tag>
          ))
        )}
      </Table.Cell>
      <Table.Cell>{end === null ? <Quiet>{words.organizations.openEnd}</Quiet> : plainDate(end, locale)}</Table.Cell>
      <Table.Cell isTruncated title={domains.join(", ")}>
        {domain ?? <Quiet>{words.none}</Quiet>}
        {moreDomains.length > 0 && <Quiet> +{moreDomains.length}</Quiet>}
      </Table.Cell>
      <Table.Cell>{namedContacts.length}</Table.Cell>
      <Table.Cell isTruncated title={csm ?? ""}>
        {csm ?? <Quiet>{words.none}</Quiet>}
      </Table.Cell>
    </Table.Row>
  );
}

interface PickerProps {
  readonly label: string;
  readonly checked: boolean;
  readonly change: () => void;
}

function Picker({ label, checked, change }: PickerProps) {
  return (
    <Field>
      <Checkbox checked={checked} onChange={change}>
        <Field.Label hidden>{label}</Field.Label>
      </Checkbox>
    </Field>
  );
}
