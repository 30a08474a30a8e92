import type { Contract, Mapping } from "../src/core/organization.ts";
import type { Ticket } from "../src/core/ticket.ts";

/** Finds the rows that may speak for a ticket: by its organization's id or external id, by a handle, and by the requester's domain. */
export function mappingBy(contracts: readonly Contract[]): (ticket: Ticket) => Mapping {
  const byId = Map.groupBy(contracts, ({ organizationId }) => organizationId);
  const byExternalId = Map.groupBy(contracts, ({ externalId }) => externalId);
  const byHandle = new Map<string, Contract[]>();
  const byDomain = new Map<string, Contract[]>();
  for (const contract of contracts) {
    for (const handle of contract.handles ?? []) byHandle.set(handle, [...(byHandle.get(handle) ?? []), contract]);
    for (const domain of contract.domains) byDomain.set(domain, [...(byDomain.get(domain) ?? []), contract]);
  }
  return ({ organization, requester, handles = [] }) => {
    const external = organization?.externalId ?? null;
    const rows = [
      ...(organization === null ? [] : (byId.get(organization.id) ?? [])),
      ...(external === null ? [] : (byExternalId.get(external) ?? [])),
    ];
    const domain = requester?.email?.split("@").at(-1) ?? "";
    return {
      override: null,
      contracts: [...new Set(rows)],
      handleContracts: handles.map((handle) => ({ handle, contracts: byHandle.get(handle) ?? [] })),
      domainContracts: byDomain.get(domain) ?? [],
    };
  };
}
