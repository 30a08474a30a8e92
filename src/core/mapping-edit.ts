import type { Contract, Mapping } from "./organization.ts";
import type { Ticket } from "./ticket.ts";

/** One row of the mapping added (`before` is null), removed (`after` is null) or altered. */
export interface MappingEdit {
  /** The row's own number in the Desk: the same before and after. */
  readonly row: number;
  readonly before: Contract | null;
  readonly after: Contract | null;
}

/** The edit that takes this one back. */
export const inverse = ({ row, before, after }: MappingEdit): MappingEdit => ({ row, before: after, after: before });

/** What the mapping would know of a ticket's organization and requester, were these edits made. */
export function editedMapping(edits: readonly MappingEdit[]): (mapping: Mapping, ticket: Ticket) => Mapping {
  const gone = new Set(edits.flatMap(({ before }) => (before === null ? [] : [JSON.stringify(before)])));
  const stays = (contract: Contract): boolean => !gone.has(JSON.stringify(contract));
  const added = new Map<string, Contract[]>();
  for (const { after } of edits) {
    if (after === null) continue;
    for (const key of keysOf(after)) added.set(key, [...(added.get(key) ?? []), after]);
  }
  return ({ override, contracts, handleContracts, domainContracts }, { organization, requester, handles = [] }) => {
    const domain = mailDomain(requester?.email ?? null);
    const byOrganization = organization === null ? [] : [byId(organization.id), byExternalId(organization.externalId)];
    const found = new Set(byOrganization.flatMap((key) => added.get(key) ?? []));
    return {
      override,
      contracts: [...contracts.filter(stays), ...found],
      handleContracts: handles.map((handle) => ({
        handle,
        contracts: [
          ...(handleContracts.find((found) => found.handle === handle)?.contracts ?? []).filter(stays),
          ...(added.get(byHandle(handle)) ?? []),
        ],
      })),
      domainContracts: [...domainContracts.filter(stays), ...(added.get(byDomain(domain)) ?? [])],
    };
  };
}

/** By what a row is found: its organization's id, the id that other systems know it by, a handle, the requester's domain. */
const keysOf = ({ organizationId, externalId, domains, handles = [] }: Contract): readonly string[] => [
  ...(organizationId === null ? [] : [byId(organizationId)]),
  ...(externalId === null ? [] : [byExternalId(externalId)]),
  ...new Set(handles.map(byHandle)),
  ...new Set(domains.map(byDomain)),
];

const byId = (id: string): string => `id ${id}`;
const byExternalId = (id: string | null): string => (id === null ? "" : `external ${id}`);
const byHandle = (handle: string): string => `handle ${handle}`;
const byDomain = (domain: string | null): string => (domain === null ? "" : `domain ${domain}`);

/** The part of an e-mail address after its last `@`; `null` without one. */
export function mailDomain(email: string | null): string | null {
  const at = email?.lastIndexOf("@") ?? -1;
  return email === null || at === -1 ? null : email.slice(at + 1);
}
