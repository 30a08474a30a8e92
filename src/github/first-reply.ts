import type { FirstReply } from "../core/ticket.ts";
import type { Comment, Issue } from "./schema.ts";

/** By GitHub's own word, whoever may write to the repository. */
const INSIDERS = ["OWNER", "MEMBER", "COLLABORATOR"];

/**
 * The first comment by a member of the support team. No program's counts, and not the author's own: nobody answers
 * themselves.
 * @param supportTeam lower-case logins; empty: the repository's owners, members and collaborators
 */
export function firstReplyOf(
  { user: author }: Pick<Issue, "user">,
  comments: readonly Comment[],
  supportTeam: readonly string[],
): FirstReply | null {
  const replies = comments.filter((comment) => {
    const { user, author_association } = comment;
    if (!user || user.type === "Bot" || user.id === author?.id) return false;
    if (supportTeam.length > 0) return supportTeam.includes(user.login.toLowerCase());
    return INSIDERS.includes(author_association ?? "");
  });
  const first = replies.reduce<Comment | null>(
    (earliest, one) => (earliest === null || one.created_at < earliest.created_at ? one : earliest),
    null,
  );
  return first === null ? null : { at: first.created_at, precision: "second" };
}
