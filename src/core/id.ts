declare const brand: unique symbol;

/** A ticket's id in its helpdesk, as text: Zendesk's integers may outgrow a double, an issue is `owner/name#12`. */
export type TicketId = string & { readonly [brand]: "TicketId" };

/** An organization's id in its helpdesk, as text. */
export type OrganizationId = string & { readonly [brand]: "OrganizationId" };

/** A person's id in its helpdesk, as text. */
export type UserId = string & { readonly [brand]: "UserId" };

/** The unguessable, self-authenticating name of a Desk, as it stands in a webhook's path. */
export type DeskId = string & { readonly [brand]: "DeskId" };

const HELPDESK_ID = /^[1-9]\d{0,19}$/;

function helpdeskId(raw: string | number): string | null {
  const text = String(raw);
  return HELPDESK_ID.test(text) ? text : null;
}

/** A repository's full name, a hash, and the issue's number in it. */
const ISSUE = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/(?!\.{1,2}#)[A-Za-z0-9._-]{1,100}#[1-9]\d{0,9}$/;

/** A ticket that is an issue of a repository, e.g. `acme/globex-support#12`; `null` unless `raw` has that form. */
export const issueId = (raw: string): TicketId | null => (ISSUE.test(raw) ? (raw as TicketId) : null);

/** A ticket of any helpdesk, as a person types it. */
export const anyTicketId = (raw: string): TicketId | null => ticketId(raw) ?? issueId(raw);

/** @returns `null` unless `raw` is a positive whole number of at most 20 digits (Zendesk sends numbers or text). */
export const ticketId = (raw: string | number): TicketId | null => helpdeskId(raw) as TicketId | null;

/** @returns `null` unless `raw` is a positive whole number; Zendesk's `"0"` and `""` mean no organization. */
export const organizationId = (raw: string | number): OrganizationId | null => helpdeskId(raw) as OrganizationId | null;

/** @returns `null` unless `raw` is a positive whole number. */
export const userId = (raw: string | number): UserId | null => helpdeskId(raw) as UserId | null;
