import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { parseEvent } from "../../src/github/event.ts";

const bytes = (body: unknown) => new TextEncoder().encode(JSON.stringify(body));
const parse = (header: string | null, body: unknown) => parseEvent(header, bytes(body));
const examples = z
  .array(z.object({ name: z.string(), examples: z.array(z.unknown()) }))
  .parse(JSON.parse(readFileSync(fileURLToPath(import.meta.resolve("@octokit/webhooks-examples")), "utf8")));
const HEADERS = examples.map(({ name }) => name);

const ISSUE = {
  action: "opened",
  issue: { number: 12, updated_at: "2026-11-22T11:59:58Z", title: "the customer's words" },
  repository: { full_name: "acme/globex", owner: { login: "acme" } },
  installation: { id: 42 },
  sender: { id: 77, login: "ada" },
};
const COMMENT = { ...ISSUE, action: "created", comment: { id: 9, updated_at: "2026-11-22T12:00:00Z", body: "words" } };
const SHA = "ec26c3e57ca3a959ca5aad62de7213c562f8c821";
const PUSH = {
  ref: "refs/heads/main",
  before: SHA,
  after: SHA,
  repository: { full_name: "acme/contracts", default_branch: "main", owner: { login: "acme" } },
};
const PULL = {
  action: "opened",
  number: 3,
  pull_request: { number: 3, head: { sha: SHA, repo: { full_name: "acme/contracts" } }, base: { ref: "main" } },
  repository: PUSH.repository,
};

describe("an event about an issue", () => {
  test("names the issue, who acted, and how new it is", () => {
    expect(parse("issues", ISSUE)).toEqual({
      delivery: {
        kind: "ticket",
        ticketId: "acme/globex#12",
        type: "issues.opened",
        actorId: "77",
        ticketUpdatedAt: Date.parse("2026-11-22T11:59:58Z"),
      },
      type: "issues.opened",
      owner: "acme",
      installationId: "42",
      happenedAt: Date.parse("2026-11-22T11:59:58Z"),
      mapping: null,
    });
  });

  test.each([
    "edited",
    "labeled",
    "assigned",
    "closed",
    "reopened",
    "transferred",
    "deleted",
    "locked",
    "of_next_year",
  ])("issues.%s says to look at the issue", (action) => {
    expect(parse("issues", { ...ISSUE, action }).delivery).toMatchObject({ kind: "ticket", type: `issues.${action}` });
  });

  test("a comment says so too, at its own time", () => {
    expect(parse("issue_comment", COMMENT)).toMatchObject({
      delivery: { kind: "ticket", ticketId: "acme/globex#12", type: "issue_comment.created", actorId: "77" },
      happenedAt: Date.parse("2026-11-22T12:00:00Z"),
    });
  });

  test("a pull request's comment is none of a ticket", () => {
    const issue = { ...ISSUE.issue, pull_request: { url: "https://api.github.com/…" } };
    expect(parse("issue_comment", { ...COMMENT, issue }).delivery).toEqual({
      kind: "acknowledged",
      type: "issue_comment.created",
    });
  });

  test.each([
    ["no sender", { sender: null }, { actorId: null }],
    ["a sender of another form", { sender: ["?"] }, { actorId: null }],
    ["a time that can't be read", { issue: { number: 12, updated_at: "now" } }, { ticketUpdatedAt: null }],
  ])("is understood with %s", (_, change, expected) => {
    expect(parse("issues", { ...ISSUE, ...change }).delivery).toMatchObject({ kind: "ticket", ...expected });
  });
});

describe("what concerns the mapping in git", () => {
  test("a push names the branch and its newest commit", () => {
    expect(parse("push", PUSH)).toMatchObject({
      delivery: { kind: "acknowledged", type: "push" },
      mapping: {
        kind: "mapping_pushed",
        repository: "acme/contracts",
        branch: "main",
        isDefaultBranch: true,
        commit: SHA,
      },
    });
  });

  test.each([
    ["a tag", { ref: "refs/tags/v1" }],
    ["a branch that was deleted", { after: "0".repeat(40) }],
  ])("%s is nothing to read", (_, change) => {
    expect(parse("push", { ...PUSH, ...change })).toMatchObject({ delivery: { kind: "acknowledged" }, mapping: null });
  });

  test.each(["opened", "synchronize", "reopened", "edited"])("pull_request.%s proposes a change", (action) => {
    expect(parse("pull_request", { ...PULL, action })).toMatchObject({
      delivery: { kind: "acknowledged", type: `pull_request.${action}` },
      mapping: { kind: "mapping_proposed", pullRequest: 3, base: "main", commit: SHA, fork: false },
    });
  });

  test("one from somebody else's copy is told apart, also when that is deleted", () => {
    for (const repo of [{ full_name: "eve/contracts" }, null]) {
      const pull_request = { ...PULL.pull_request, head: { sha: SHA, repo } };
      expect(parse("pull_request", { ...PULL, pull_request }).mapping).toMatchObject({ fork: true });
    }
  });

  test("pull_request.closed proposes nothing", () => {
    expect(parse("pull_request", { ...PULL, action: "closed" }).mapping).toBeNull();
  });
});

describe("what becomes of a repository", () => {
  const repository = { full_name: "acme/new", owner: { login: "acme" } };
  const changes = { repository: { name: { from: "old" } } };

  test.each([
    ["publicized", {}, "acme/new#"],
    ["privatized", {}, "acme/new#"],
    ["deleted", {}, "acme/new#"],
    ["renamed", { changes }, "acme/old#"],
  ])("%s has its known issues looked at", (action, more, startingWith) => {
    const type = `repository.${action}`;
    const { delivery } = parse("repository", { action, repository, ...more });
    expect(delivery).toEqual({ kind: "tickets", startingWith, type });
  });

  test.each(["created", "edited", "archived"])("%s asks for nothing", (action) => {
    expect(parse("repository", { action, repository }).delivery).toMatchObject({ kind: "acknowledged" });
  });
});

describe("what becomes of a label", () => {
  const about = { label: { name: "sev: 2" }, repository: { full_name: "acme/help" } };

  test.each([
    ["deleted", {}],
    ["edited", { changes: { name: { from: "severity: 2" } } }],
  ])("%s has the repository's known issues looked at", (action, more) => {
    const { delivery } = parse("label", { action, ...about, ...more });
    expect(delivery).toEqual({ kind: "tickets", startingWith: "acme/help#", type: `label.${action}` });
  });

  test.each([
    ["created", {}],
    ["edited", { changes: { color: { from: "ededed" } } }],
  ])("%s without another name asks for nothing", (action, more) => {
    expect(parse("label", { action, ...about, ...more }).delivery.kind).toBe("acknowledged");
  });
});

describe("every event that GitHub documents", () => {
  const kindOf = (header: string, body: unknown) => parse(header, body).delivery.kind;

  test("there are 58 of them", () => {
    expect(HEADERS).toHaveLength(58);
  });

  test.each(examples.map(({ name, examples: bodies }) => [name, bodies] as const))(
    "%s is understood under its own name",
    (name, bodies) => {
      const more = name.startsWith("issue") ? ["ticket"] : ["repository", "label"].includes(name) ? ["tickets"] : [];
      const wanted = [...more, "acknowledged"];
      for (const body of bodies) expect(wanted).toContain(kindOf(name, body));
    },
  );

  test("under every other's name none crashes, and none passes for an issue that it isn't", () => {
    for (const { name, examples: bodies } of examples) {
      for (const body of bodies) {
        const raw = bytes(body);
        for (const header of HEADERS) {
          const { kind } = parseEvent(header, raw).delivery;
          expect(["ticket", "tickets", "acknowledged", "unusable"]).toContain(kind);
          if (kind === "ticket") expect([header, name]).toEqual([name, header]);
        }
      }
    }
  });

  test("a push or a pull request is made of no other event", () => {
    for (const { name, examples: bodies } of examples) {
      for (const body of bodies) {
        if (name !== "push") expect(parse("push", body).mapping).toBeNull();
        if (name !== "pull_request") expect(parse("pull_request", body).mapping).toBeNull();
      }
    }
  });
});

describe("what can't be used", () => {
  test.each<[string, string | null, string]>([
    ["no event", null, "{}"],
    ["an event of another form", "Issues\n", "{}"],
    ["no JSON", "issues", '{"action"'],
    ["a list", "issues", "[1]"],
    ["null", "issues", "null"],
    ["an issue event without an issue", "issues", '{"action":"opened"}'],
    ["an issue's comment as an issue", "issues", JSON.stringify(COMMENT)],
    ["an issue as a comment", "issue_comment", JSON.stringify(ISSUE)],
    [
      "a repository's name that leaves the path",
      "issues",
      JSON.stringify({ ...ISSUE, repository: { full_name: "../x" } }),
    ],
    ["a number that is none", "issues", JSON.stringify({ ...ISSUE, issue: { number: -1 } })],
    ["forty levels", "issues", `${'{"a":'.repeat(40)}1${"}".repeat(40)}`],
    ["a byte order mark", "issues", `\ufeff${JSON.stringify(ISSUE)}`],
  ])("%s is kept for a person, without a word of it", (_, header, text) => {
    const { delivery } = parseEvent(header, new TextEncoder().encode(text));
    expect(delivery.kind).toBe("unusable");
    expect(JSON.stringify(delivery)).not.toContain("words");
  });

  test("nothing that is JSON makes it throw", () => {
    const part = fc.jsonValue({ maxDepth: 3 });
    const header = fc.constantFrom("issues", "issue_comment", "push", "pull_request", "label", "installation");
    fc.assert(
      fc.property(header, part, part, part, part, (name, action, issue, comment, repository) => {
        parse(name, { action, issue, comment, repository, sender: issue, ref: action, after: action });
        parse(name, { ...ISSUE, ...PULL, action, comment, installation: issue });
      }),
      { numRuns: 1000 },
    );
  });

  test("no bytes make it throw", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (body) => void parseEvent("issues", body)));
  });
});
