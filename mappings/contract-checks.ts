import type { Contract } from "../src/core/organization.ts";
import type { Policy } from "../src/core/policy.ts";
import type { Column } from "./organization-row.ts";

/** A contract with the line of its row. */
export interface Row {
  readonly contract: Contract;
  readonly line: number;
  /** What to call it in a message, where that isn't its line. */
  readonly words?: string;
}

/** What is wrong with a row as a whole: the column to look at, and what would be accepted. */
export interface Objection {
  readonly column: Column;
  readonly message: string;
  readonly accepted: readonly string[];
}

/** What a single row must satisfy beyond its cells. */
export function checkContract(contract: Contract, policy: Policy): readonly Objection[] {
  const { organizationId, externalId, domains, start, end, namedContacts, tier } = contract;
  const objections: Objection[] = [];
  if (organizationId === null && externalId === null && domains.length === 0) {
    const message = `nothing says which organization of the helpdesk "${contract.name}" is`;
    objections.push({
      column: "organization_id",
      message,
      accepted: ["an organization_id, an external_id or domains"],
    });
  }
  if (start !== null && end !== null && end < start) {
    const message = `the contract ends (${end}) before it starts (${start})`;
    objections.push({ column: "contract_end", message, accepted: [`${start} or later`, "empty"] });
  }
  const allowed = policy.tiers.get(tier)?.namedContacts ?? 0;
  if (namedContacts.length > allowed) {
    const message = `${namedContacts.length} named ${namedContacts.length === 1 ? "contact" : "contacts"}, but ${tier} allows ${allowed === 0 ? "none" : allowed}`;
    objections.push({ column: "named_contacts", message, accepted: [allowed === 0 ? "empty" : `at most ${allowed}`] });
  }
  return objections;
}

/**
 * Two rows may not speak for one organization at one time: neither by its id, nor by its external id, nor by a domain.
 * The row that stands later in the file is objected to, once.
 */
export function checkOverlaps(rows: readonly Row[]): ReadonlyMap<Row, Objection> {
  const claimed = new Map<string, { readonly claim: Claim; readonly rows: Row[] }>();
  for (const row of rows) {
    for (const claim of claimsOf(row.contract)) {
      const group = claimed.get(claim.key);
      if (group === undefined) claimed.set(claim.key, { claim, rows: [row] });
      else group.rows.push(row);
    }
  }
  const objections = new Map<Row, Objection>();
  for (const { claim, rows } of claimed.values()) {
    for (const [one, other] of overlapping(rows)) {
      const [first, later] = one.line < other.line ? [one, other] : [other, one];
      if (objections.has(later)) continue;
      const message = `${claim.words} already has a contract at that time, in ${first.words ?? `line ${first.line}`} (${period(first.contract)})`;
      const accepted = ["rows of one organization whose dates don't overlap"];
      objections.set(later, { column: claim.column, message, accepted });
    }
  }
  return objections;
}

/** Each row that starts before all earlier-started ones have ended, with the one that lasts longest of those. */
function* overlapping(rows: readonly Row[]): Generator<readonly [Row, Row]> {
  const byStart = [...rows].sort((a, b) => compare(firstDay(a), firstDay(b)));
  let longest: Row | undefined;
  for (const row of byStart) {
    if (longest !== undefined && firstDay(row) <= lastDay(longest)) yield [longest, row];
    if (longest === undefined || lastDay(row) > lastDay(longest)) longest = row;
  }
}

// Dates compare as text; an open start is before all of them, an open end after.
const firstDay = ({ contract }: Row): string => contract.start ?? "";
const lastDay = ({ contract }: Row): string => contract.end ?? "9999-99-99";
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface Claim {
  readonly key: string;
  readonly column: Column;
  readonly words: string;
}

function claimsOf({ organizationId, externalId, domains, handles = [] }: Contract): readonly Claim[] {
  const claims: Claim[] = [
    ...domains.map((domain): Claim => ({ key: `domain ${domain}`, column: "domains", words: `the domain ${domain}` })),
    ...handles.map((handle): Claim => ({ key: `handle ${handle}`, column: "github", words: `${handle} on GitHub` })),
  ];
  if (externalId !== null)
    claims.unshift({ key: `external ${externalId}`, column: "external_id", words: `external id ${externalId}` });
  if (organizationId !== null) {
    claims.unshift({ key: `id ${organizationId}`, column: "organization_id", words: `organization ${organizationId}` });
  }
  return claims;
}

const period = ({ start, end }: Contract): string => `${start ?? "open"} to ${end ?? "open"}`;
