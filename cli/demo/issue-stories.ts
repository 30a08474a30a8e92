import type { Severity } from "../../src/core/policy.ts";

/** One issue of the demo, in a repository of {@link OWNER}. */
export interface IssueStory {
  /** A sentence, and the key into `issues-expected.json`. */
  readonly name: string;
  readonly repository: string;
  readonly author: string;
  /** As the author chose it in the issue form. */
  readonly severity?: Severity;
  /** What a member of support does, so many minutes later. */
  readonly act?: IssueAct & { readonly afterMinutes: number };
}

type IssueAct = { readonly does: "comments" } | { readonly does: "labels"; readonly severity: Severity };

/** Whose repositories they are: the emulator's own people and repositories, and the `github` column of the mapping. */
export const OWNER = "openback-support";
/** A Tuesday at 10:00 GMT; all issues are opened then. */
export const ISSUES_ARRIVE = "2027-01-05T10:00:00Z";
export const ISSUES_END = "2027-01-05T16:30:00Z";
/** Of support. */
export const AGENT = "ada";

export const ISSUE_STORIES: readonly IssueStory[] = [
  { name: "severity by the issue form, enterprise", repository: "aurora-games", author: "ines", severity: 2 },
  { name: "severity by default, pro", repository: "cobalt-fitness", author: "dana" },
  { name: "severity 1, growth", repository: "ember-news", author: "sam", severity: 1 },
  {
    name: "support raises the severity",
    repository: "aurora-games",
    author: "ines",
    severity: 3,
    act: { does: "labels", severity: 1, afterMinutes: 30 },
  },
  {
    name: "support answers in time",
    repository: "brightwater-bank",
    author: "olive",
    severity: 1,
    act: { does: "comments", afterMinutes: 20 },
  },
  { name: "a customer known by their organization", repository: "support-contracts", author: "olive", severity: 3 },
  { name: "a customer whom nobody knows", repository: "support-contracts", author: "sam" },
  { name: "a public repository tells nobody's tier", repository: "openback-sdk", author: "ines", severity: 2 },
  { name: "a program's issue is left alone", repository: "aurora-games", author: "dependabot[bot]" },
];
