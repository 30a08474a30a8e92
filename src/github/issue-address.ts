import { issueId, type TicketId } from "../core/id.ts";

/** An issue in the words of GitHub's paths. */
export interface IssueAddress {
  readonly owner: string;
  readonly repo: string;
  readonly issue_number: number;
}

const ISSUE = /^([^/]+)\/([^/#]+)#(\d+)$/;

/** `null` for a ticket that is no issue: nothing on GitHub bears such a name. */
export function addressOf(id: TicketId): IssueAddress | null {
  const [, owner, repo, number] = ISSUE.exec(issueId(id) ?? "") ?? [];
  if (owner === undefined || repo === undefined || number === undefined) return null;
  return { owner, repo, issue_number: Number(number) };
}
