import * as z from "zod";
import { labelNamed } from "./label-acts.ts";
import type { Issue, Repository } from "./state.ts";

const instant = z.string().refine((text) => !Number.isNaN(Date.parse(text)), "is not a date");

/** https://docs.github.com/rest/issues/issues#list-repository-issues */
export const issueFilter = z.object({
  state: z.enum(["open", "closed", "all"]).default("open"),
  sort: z.enum(["created", "updated", "comments"]).default("created"),
  direction: z.enum(["asc", "desc"]).default("desc"),
  since: instant.optional(),
  labels: z.string().optional(),
  creator: z.string().optional(),
  assignee: z.string().optional(),
});
export type IssueFilter = z.infer<typeof issueFilter>;

/** The issues that fit, pull requests among them, in the order asked for. */
export function listIssues(repository: Repository, filter: IssueFilter): Issue[] {
  const found = [...repository.issues.values()].filter((issue) => fits(repository, issue, filter));
  const sign = filter.direction === "asc" ? 1 : -1;
  return found.sort((a, b) => sign * (keyOf(a, filter.sort) - keyOf(b, filter.sort) || a.number - b.number));
}

function fits(repository: Repository, issue: Issue, { state, since, labels, creator, assignee }: IssueFilter): boolean {
  if (state !== "all" && issue.state !== state) return false;
  if (since !== undefined && Date.parse(issue.updated_at) < Date.parse(since)) return false;
  if (creator !== undefined && !same(issue.user.login, creator)) return false;
  if (assignee === "none" && issue.assignees.length > 0) return false;
  if (assignee === "*" && issue.assignees.length === 0) return false;
  if (assignee !== undefined && !["none", "*"].includes(assignee)) {
    if (!issue.assignees.some((one) => same(one.login, assignee))) return false;
  }
  return (labels ?? "")
    .split(",")
    .filter((name) => name !== "")
    .map((name) => labelNamed(repository, name))
    .every((label) => label !== undefined && issue.labels.includes(label));
}

function same(login: string, other: string): boolean {
  return login.toLowerCase() === other.toLowerCase();
}

function keyOf(issue: Issue, sort: IssueFilter["sort"]): number {
  if (sort === "comments") return issue.comments.length;
  return Date.parse(sort === "created" ? issue.created_at : issue.updated_at);
}
