import type { User } from "./records/people.ts";
import type { Comment, Via } from "./records/ticket.ts";
import { type Refusal, recordInvalid } from "./refusal.ts";
import type { TicketInput } from "./ticket-input.ts";
import { stampNow, type World } from "./world.ts";

/** zendesk.md §2.7 [OFF]: 5000 comments a ticket, then 422. */
const MAX_COMMENTS = 5000;

export interface DraftComment {
  readonly author: User;
  readonly body: string;
  readonly html_body: string;
  readonly public: boolean;
}

/** Reads the `comment` of a create or update; `null` when there is none. End users only comment in public. */
export function draftComment(
  world: World,
  input: TicketInput["comment"],
  actor: User,
  written: number,
): DraftComment | null | Refusal {
  const body = input?.body ?? (input?.html_body === undefined ? undefined : stripTags(input.html_body));
  if (input === undefined || body === undefined || body === "") return null;
  if (written >= MAX_COMMENTS) {
    return recordInvalid({ base: [{ description: "Comment limit reached: a ticket has at most 5000 comments" }] });
  }
  const author = input.author_id === undefined ? actor : world.state.users.get(input.author_id);
  if (author === undefined) return recordInvalid({ author: [{ description: "Author is invalid" }] });
  return {
    author,
    body,
    html_body: input.html_body ?? `<div class="zd-comment" dir="auto"><p dir="auto">${escapeHtml(body)}</p></div>`,
    public: author.role === "end-user" ? true : (input.public ?? true),
  };
}

export function writeComment(world: World, draft: DraftComment, auditId: number, via: Via): Comment {
  return {
    id: world.state.ids.next(),
    audit_id: auditId,
    author_id: draft.author.id,
    body: draft.body,
    html_body: draft.html_body,
    public: draft.public,
    created_at: stampNow(world),
    via,
  };
}

/** [OAS TicketCommentObject] */
export function presentComment(comment: Comment): object {
  return {
    ...comment,
    type: "Comment",
    plain_body: comment.body,
    attachments: [],
    metadata: { system: {}, custom: {} },
  };
}

const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\n", "<br>");
const stripTags = (html: string): string => html.replace(/<[^>]*>/g, "");
