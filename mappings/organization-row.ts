import * as z from "zod";
import { organizationId } from "../src/core/id.ts";
import { type Contract, ONBOARDING } from "../src/core/organization.ts";
import type { Policy } from "../src/core/policy.ts";
import { parseLocalDate } from "../src/core/time.ts";
import { cellOf } from "./cell.ts";
import { PUBLIC_MAIL_DOMAINS } from "./public-mail-domains.ts";
import { refuse } from "./refuse.ts";

/** The columns of `organizations.csv`, in any order; all but the {@link OPTIONAL_COLUMNS} must be there. */
export const COLUMNS = [
  "organization_id",
  "external_id",
  "name",
  "domains",
  "tier",
  "contract_start",
  "contract_end",
  "onboarding",
  "sdk",
  "csm",
  "tam",
  "named_contacts",
  "github",
] as const;
export type Column = (typeof COLUMNS)[number];

/** For whoever answers on GitHub too. */
export const OPTIONAL_COLUMNS: readonly Column[] = ["github"];

const DOMAIN = /^(?=.{1,253}$)(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]*$/u;
/** A login or an organization, e.g. `globex`; or a repository, e.g. `acme/globex-support`. */
const HANDLE = /^[a-z0-9](?:[a-z0-9-]{0,38})(?:\/(?!\.{1,2}$)[a-z0-9._-]{1,100})?$/;
const EMAIL = /^[^\s@;,"<>]{1,64}@([^\s@;,"<>]+)$/;

const cell = cellOf(2000);
const optionalText = cell.transform((text) => (text === "" ? null : text));

const list = (accepts: (entry: string) => string | null, accepted: readonly string[]) =>
  cell.transform((text, context) => {
    const entries = text
      .toLowerCase()
      .split(";")
      .map((entry) => entry.trim())
      .filter((entry) => entry !== "");
    for (const entry of entries) {
      const objection = accepts(entry);
      if (objection !== null) return refuse(context, text, `"${entry}" ${objection}`, accepted);
    }
    return [...new Set(entries)];
  });

const oneOf = <const Word extends string>(words: readonly Word[]) =>
  cell.transform((text, context) => {
    const word = words.find((candidate) => candidate === text.toLowerCase());
    return word ?? refuse(context, text, `"${text}" is none of the values it may have`, words);
  });

const date = cell.transform((text, context) => {
  if (text === "") return null;
  return (
    parseLocalDate(text) ?? refuse(context, text, `"${text}" is not a date`, ["YYYY-MM-DD, e.g. 2026-12-31", "empty"])
  );
});

const helpdeskId = cell.transform((text, context) => {
  if (text === "") return null;
  const accepted = ["a whole number of at most 20 digits", "empty"];
  return organizationId(text) ?? refuse(context, text, `"${text}" is not an organization's id`, accepted);
});

const domains = list(
  (entry) => {
    if (PUBLIC_MAIL_DOMAINS.has(entry)) return "belongs to a public mail provider, not to one organization";
    return DOMAIN.test(entry) ? null : "is not an e-mail domain";
  },
  ["example.com; example.org", "empty"],
);

const emails = list(
  (entry) => (DOMAIN.test(EMAIL.exec(entry)?.[1] ?? "") ? null : "is not an e-mail address"),
  ["ada@example.com; ben@example.com", "empty"],
);

const handles = list(
  (entry) => (HANDLE.test(entry) ? null : "is neither a repository nor a login of GitHub"),
  ["acme/globex-support; globex", "empty"],
);

/** One row as text by column → one {@link Contract}, under a policy's tiers. */
export function rowSchema(policy: Policy): z.ZodType<Contract, Readonly<Record<Column, string>>> {
  return z
    .object({
      organization_id: helpdeskId,
      external_id: optionalText,
      name: cell.pipe(z.string().min(1, "the organization needs a name")),
      domains,
      tier: oneOf([...policy.tiers.keys()]),
      contract_start: date,
      contract_end: date,
      onboarding: oneOf(ONBOARDING),
      sdk: oneOf(["yes", "no"]),
      csm: optionalText,
      tam: optionalText,
      named_contacts: emails,
      github: handles,
    })
    .transform((row) => ({
      organizationId: row.organization_id,
      externalId: row.external_id,
      name: row.name,
      domains: row.domains,
      ...(row.github.length > 0 && { handles: row.github }),
      tier: row.tier,
      start: row.contract_start,
      end: row.contract_end,
      onboarding: row.onboarding,
      sdk: row.sdk === "yes",
      csm: row.csm,
      tam: row.tam,
      namedContacts: row.named_contacts,
    }));
}
