import type { OrganizationShown } from "../../../src/api/organization.ts";
import type { Failure } from "../api/failure.ts";

/** One row as the form holds it: every field a text, lists a line each. */
export interface Draft {
  readonly name: string;
  readonly tier: string;
  readonly start: string;
  readonly end: string;
  readonly onboarding: string;
  readonly sdk: boolean;
  readonly domains: string;
  readonly namedContacts: string;
  readonly csm: string;
  readonly tam: string;
  readonly organizationId: string;
  readonly externalId: string;
}

export const EMPTY_DRAFT: Draft = {
  name: "",
  tier: "",
  start: "",
  end: "",
  onboarding: "completed",
  sdk: true,
  domains: "",
  namedContacts: "",
  csm: "",
  tam: "",
  organizationId: "",
  externalId: "",
};

export const draftOf = (shown: OrganizationShown): Draft => ({
  name: shown.name,
  tier: shown.tier,
  start: shown.start ?? "",
  end: shown.end ?? "",
  onboarding: shown.onboarding,
  sdk: shown.sdk,
  domains: shown.domains.join("\n"),
  namedContacts: shown.namedContacts.join("\n"),
  csm: shown.csm ?? "",
  tam: shown.tam ?? "",
  organizationId: shown.organizationId ?? "",
  externalId: shown.externalId ?? "",
});

/** As the server takes it. */
export function fieldsOf(draft: Draft) {
  const { domains, namedContacts, start, end, csm, tam, organizationId, externalId, ...rest } = draft;
  return {
    ...rest,
    start: orNull(start),
    end: orNull(end),
    csm: orNull(csm),
    tam: orNull(tam),
    organizationId: orNull(organizationId),
    externalId: orNull(externalId),
    domains: lines(domains),
    namedContacts: lines(namedContacts),
  };
}

/** What the draft changes of the row as it was read; empty when nothing. */
export function changedFields(before: Draft, after: Draft): Partial<ReturnType<typeof fieldsOf>> {
  const [old, now] = [Object.entries(fieldsOf(before)), fieldsOf(after)];
  const changed = old.filter(([name, value]) => JSON.stringify(Reflect.get(now, name)) !== JSON.stringify(value));
  return Object.fromEntries(changed.map(([name]) => [name, Reflect.get(now, name)]));
}

/** The server's complaints by the field that they are about; what is about no field stays under "". */
export function problemsByField({ problems }: Pick<Failure, "problems">): Readonly<Record<string, string>> {
  const byField = new Map<string, string[]>();
  for (const { where, message } of problems) {
    const name = where.split(".").find((part) => part in EMPTY_DRAFT) ?? "";
    byField.set(name, [...(byField.get(name) ?? []), message]);
  }
  return Object.fromEntries([...byField].map(([name, messages]) => [name, messages.join(" ")]));
}

const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());

const lines = (text: string): string[] =>
  text
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
