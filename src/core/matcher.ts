import type { Matcher } from "./policy.ts";
import { isOwnTag } from "./tags.ts";
import type { Ticket } from "./ticket.ts";

/** What a rule of the policy may look at. */
export interface Request {
  /** Without the tags that Tierline writes: a rule that saw them would feed on its own answer. */
  readonly tags: readonly string[];
  readonly formId: string | null;
  readonly subject: string;
}

/** @param own the tags that Tierline writes under the policy in force */
export function requestOf(ticket: Ticket, own: ReadonlySet<string>): Request {
  return {
    tags: ticket.tags.filter((tag) => !isOwnTag(own, tag)),
    formId: ticket.formId,
    subject: ticket.subject,
  };
}

/** @returns the condition that holds, in words (`tag "outage"`), or `null` when none does. */
export function matched(when: Matcher, request: Request): string | null {
  const tag = when.tags.find((wanted) => request.tags.includes(wanted));
  if (tag !== undefined) return `tag "${tag}"`;
  const form = when.forms.find((wanted) => wanted === request.formId);
  if (form !== undefined) return `form ${form}`;
  const subject = wholeWords(request.subject);
  const word = when.subjectWords.find((wanted) => {
    const words = wholeWords(wanted);
    return words.trim() !== "" && subject.includes(words);
  });
  return word === undefined ? null : `"${word}" in the subject`;
}

/** Letters and digits of any script, lower-case, one space around each word: `contains` then means "as a whole word". */
function wholeWords(text: string): string {
  const words = text
    .normalize("NFKC")
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== "");
  return ` ${words.join(" ")} `;
}
