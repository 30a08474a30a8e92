import type { Bug } from "./bug.ts";

/** Mistakes of what reads and writes issues. */
export const GITHUB_BUGS: readonly Bug[] = [
  {
    name: "a comment is written without looking for ours",
    onGithub: true,
    patches: [
      ["github/from-core.ts", '{ comment: { kind: "edit", id: own.id, body }', '{ comment: { kind: "create", body }'],
    ],
  },
  {
    name: "labels are set as a whole list",
    onGithub: true,
    patches: [
      [
        "github/write.ts",
        'route: "POST /repos/{owner}/{repo}/issues/{issue_number}/labels"',
        'route: "PUT /repos/{owner}/{repo}/issues/{issue_number}/labels" as never',
      ],
    ],
  },
  {
    name: "what somebody made of our comment counts as ours",
    onGithub: true,
    patches: [["github/record.ts", "record !== null && renderComment(record, zone) === body;", "record !== null;"]],
  },
  {
    name: "an issue is not read again before it is written",
    onGithub: true,
    patches: [
      [
        "github/github.ts",
        "const gathered = await gather(reading, id);",
        "const gathered = await gather(reading, id); kept.set(id, gathered);",
      ],
      [
        "github/github.ts",
        "const gathered = await gather(reading, basis.ticket.id, true);",
        "const gathered = kept.get(basis.ticket.id) ?? (await gather(reading, basis.ticket.id, true));",
      ],
      [
        "github/github.ts",
        "const labels = createRepositoryLabels(client);",
        "const labels = createRepositoryLabels(client); const kept = new Map<TicketId, Awaited<ReturnType<typeof gather>>>();",
      ],
    ],
  },
  {
    name: "what changed since it was read is written over",
    onGithub: true,
    patches: [
      [
        "github/github.ts",
        'if (seen.issue.updated_at !== basis.stamp || now !== basis.fingerprint) return { kind: "conflict" };',
        "",
      ],
    ],
  },
  {
    name: "nobody asks who may read a repository",
    onGithub: true,
    patches: [
      [
        "github/to-core.ts",
        "!isPrivate && !issues.tellTierInPublic;",
        "isPrivate === issues.tellTierInPublic && false;",
      ],
    ],
  },
  {
    name: "a redirect is followed",
    onGithub: true,
    patches: [["github/octokit.ts", '{ ...init, redirect: "manual", signal', '{ ...init, redirect: "follow", signal']],
  },
  {
    name: "the form is not read",
    onGithub: true,
    patches: [["github/form.ts", "return answer === null ? null : severityIn(answer, severities);", "return null;"]],
  },
  {
    name: "an edited form says nothing new",
    onGithub: true,
    patches: [
      [
        "github/to-core.ts",
        "return form !== null && record !== null && form !== record.form ? form : first;",
        "return first;",
      ],
    ],
  },
  {
    name: "whoever belongs to the repository is support",
    onGithub: true,
    patches: [
      [
        "github/first-reply.ts",
        "if (supportTeam.length > 0) return supportTeam.includes(user.login.toLowerCase());",
        "",
      ],
    ],
  },
  {
    name: "a secondary limit is taken for a missing permission",
    onGithub: true,
    patches: [
      ["github/outcome.ts", "status === 429 || (status === 403 && isLimit(response, message))", "status === 429"],
    ],
  },
  {
    name: "a shorter wait ends a longer one",
    onGithub: true,
    patches: [["github/client.ts", "instant(Math.max(failure.until, pausedUntil ?? 0))", "instant(failure.until)"]],
  },
  {
    name: "the sweep sees no edited comment",
    onGithub: true,
    patches: [["github/fingerprint.ts", "comments, isPrivate, updatedAt];", "comments, isPrivate, 0 * updatedAt];"]],
  },
  {
    name: "a severity is put before the other is taken off",
    onGithub: true,
    patches: [
      [
        "github/write.ts",
        "write.removeLabels.filter((name) => severityOfLabel(name) !== null);",
        "[] as string[]; void severityOfLabel;",
      ],
    ],
  },
  {
    name: "the record is believed behind the labels",
    onGithub: true,
    patches: [
      [
        "github/to-core.ts",
        "record !== null && record.severity === shownSeverity(issue) ? record",
        "record !== null ? record",
      ],
    ],
  },
  {
    name: "a program's issue is answered",
    onGithub: true,
    patches: [["github/to-core.ts", 'automated: issue.user?.type === "Bot",', "automated: false,"]],
  },
  {
    name: "the sweep goes through one repository",
    onGithub: true,
    patches: [
      [
        "github/changed-tickets.ts",
        "at = page.next ?? startOf(repositories, current.repository, since, began);",
        "at = page.next;",
      ],
    ],
  },
];
