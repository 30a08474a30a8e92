import { describe, expect, test } from "vitest";
import type { FaultRule } from "../../emulator/github/faults.ts";
import { createGithubClient } from "../../src/github/client.ts";
import { diagnose } from "../../src/github/doctor.ts";
import { HOOK, idOf, labels, Rig } from "./rig.ts";

/** What a look that wrote has decided. */
async function decided(rig: Rig, issue: Parameters<Rig["look"]>[0]) {
  const outcome = await rig.look(issue);
  if (!("decision" in outcome)) throw new Error(JSON.stringify(outcome));
  return outcome;
}

describe("an issue of a customer", () => {
  test("gets its labels and one comment, and the next look finds nothing to do", async () => {
    const rig = await Rig.open();
    const issue = rig.opens("acme/globex", "Sev 2 – Major");
    const { kind, decision } = await decided(rig, issue);
    expect(kind).toBe("written");
    expect(decision).toMatchObject({ tier: "enterprise", severity: 2, severityByHand: true });
    expect(labels(issue)).toEqual(["sev: 2", "sla: enterprise"]);
    const [comment, ...others] = rig.ours(issue);
    expect(others).toEqual([]);
    expect(comment?.body).toContain("Enterprise · Sev 2 Major");
    expect(comment?.body).toContain("First response due: Wed 4 Nov 2026 13:00 GMT (2026-11-04 13:00:00 UTC)");
    expect(comment?.body).toContain("1. Enterprise support: acme/globex on GitHub belongs to Globex");
    expect(comment?.body).not.toContain("on track");
    rig.writes();
    expect(await rig.look(issue)).toMatchObject({ kind: "right" });
    expect(rig.writes()).toEqual([]);
  });

  test("gets labels that say what they are, made once, and those of others stay as they are", async () => {
    const rig = await Rig.open();
    const first = rig.opens();
    rig.emulator.as("mara").label(first, "bug");
    await rig.look(first);
    await rig.look(rig.opens());
    const made = rig.writes().filter((call) => call === "POST /repos/acme/globex/labels");
    expect(made).toHaveLength(2);
    expect(labels(first)).toEqual(["bug", "sev: 3", "sla: enterprise"]);
    expect(first.repository.labels.find(({ name }) => name === "sev: 3")).toMatchObject({
      color: "fbca04",
      description: expect.stringContaining("Severity 3"),
    });
  });

  test("is known by its author's organization where the repository says nothing", async () => {
    const rig = await Rig.open();
    expect((await decided(rig, rig.opens("acme/elsewhere"))).decision.tier).toBe("enterprise");
    expect((await decided(rig, rig.opens("acme/elsewhere", "", "stranger"))).decision.tier).toBe("growth");
  });

  test("nobody knows is marked so", async () => {
    const rig = await Rig.open();
    const issue = rig.opens("acme/elsewhere", "", "stranger");
    await rig.look(issue);
    expect(labels(issue)).toEqual(["sev: 3", "sla: growth", "sla: unmapped"]);
  });
});

describe("a severity that a person changes", () => {
  test("by another label is taken over, in place, and stays", async () => {
    const rig = await Rig.open();
    const issue = rig.opens();
    await rig.look(issue);
    rig.writes();
    rig.emulator.as("sue").unlabel(issue, "sev: 3");
    rig.emulator.as("sue").label(issue, "sev: 1");
    expect((await decided(rig, issue)).decision).toMatchObject({ severity: 1, severityByHand: true });
    expect(rig.ours(issue)).toHaveLength(1);
    expect(rig.ours(issue)[0]?.body).toContain("Sev 1 Critical");
    expect(labels(issue)).toEqual(["sev: 1", "sla: enterprise"]);
    expect(rig.writes()).toEqual([expect.stringMatching(/^PATCH \/repos\/acme\/globex\/issues\/comments\/\d+$/)]);
    expect(await rig.look(issue)).toMatchObject({ kind: "right", decision: { severity: 1, severityByHand: true } });
  });

  test("by one more label beside ours means the new one", async () => {
    const rig = await Rig.open();
    const issue = rig.opens();
    await rig.look(issue);
    rig.emulator.as("sue").label(issue, "sev: 2");
    expect((await decided(rig, issue)).decision).toMatchObject({ severity: 2, severityByHand: true });
    expect(labels(issue)).toEqual(["sev: 2", "sla: enterprise"]);
    expect(await rig.look(issue)).toMatchObject({ kind: "right" });
  });

  test("in the form, by its author, moves the label", async () => {
    const rig = await Rig.open();
    const issue = rig.opens("acme/globex", "Minor");
    await rig.look(issue);
    rig.edits(issue, "Critical");
    expect((await decided(rig, issue)).decision).toMatchObject({ severity: 1, severityByHand: true });
    expect(labels(issue)).toEqual(["sev: 1", "sla: enterprise"]);
    expect(await rig.look(issue)).toMatchObject({ kind: "right", decision: { severity: 1 } });
  });

  test("by an agent after the author holds against the form's old answer", async () => {
    const rig = await Rig.open();
    const issue = rig.opens("acme/globex", "Critical");
    await rig.look(issue);
    rig.emulator.as("sue").unlabel(issue, "sev: 1");
    rig.emulator.as("sue").label(issue, "sev: 3");
    await rig.look(issue);
    expect(await rig.look(issue)).toMatchObject({ kind: "right", decision: { severity: 3, severityByHand: true } });
  });

  test("in a public repository puts the label that was missing, and nothing else", async () => {
    const rig = await Rig.open();
    const issue = rig.opens("acme/sdk", "Sev 2");
    await rig.look(issue);
    expect(labels(issue)).toEqual(["sev: 2"]);
    expect(await rig.look(issue)).toMatchObject({ kind: "right", decision: { severity: 2 } });
  });
});

describe("our comment", () => {
  test("is written again, once, when somebody deletes it", async () => {
    const rig = await Rig.open();
    const issue = rig.opens();
    await rig.look(issue);
    const [comment] = rig.ours(issue);
    if (comment === undefined) throw new Error("no comment");
    rig.emulator.as("mara").deleteComment(comment);
    expect(await rig.look(issue)).toMatchObject({ kind: "written" });
    expect(rig.ours(issue).map(({ body }) => body)).toEqual([comment.body]);
    expect(await rig.look(issue)).toMatchObject({ kind: "right" });
  });

  test("is put right when somebody edits it", async () => {
    const rig = await Rig.open();
    const issue = rig.opens();
    await rig.look(issue);
    const [comment] = rig.ours(issue);
    if (comment === undefined) throw new Error("no comment");
    const { body } = comment;
    rig.emulator.as("mara").editComment(comment, body.replace("Sev 3", "Sev 4"));
    await rig.look(issue);
    expect(comment.body).toBe(body);
    expect(await rig.look(issue)).toMatchObject({ kind: "right" });
  });

  test("in somebody else's words is no comment of ours", async () => {
    const rig = await Rig.open();
    const issue = rig.opens();
    await rig.look(issue);
    const [comment] = rig.ours(issue);
    rig.emulator.as("Ada").comment(issue, comment?.body.replace("enterprise", "growth") ?? "");
    expect(await rig.look(issue)).toMatchObject({ kind: "right" });
  });

  test("is found where the answer to writing it was lost: no second one", async () => {
    const rig = await Rig.open();
    const issue = rig.opens("acme/globex", "Major");
    rig.emulator.faults.add({
      match: { method: "POST", path: "*/comments" },
      fault: { kind: "reset", when: "after" },
      times: 1,
    });
    expect(await rig.look(issue)).toMatchObject({ kind: "failed", reason: "ambiguous" });
    expect(await rig.look(issue)).toMatchObject({ kind: "right" });
    expect(rig.ours(issue)).toHaveLength(1);
  });
});

describe("a write that fails half way", () => {
  test.each<[string, FaultRule["match"], FaultRule["fault"]]>([
    ["before the labels", { method: "POST", path: "*/issues/*/labels" }, { kind: "reset", when: "before" }],
    ["after the labels", { method: "POST", path: "*/issues/*/labels" }, { kind: "reset", when: "after" }],
    ["before the comment", { method: "POST", path: "*/comments" }, { kind: "status", status: 500, when: "before" }],
    ["after the comment", { method: "POST", path: "*/comments" }, { kind: "html", status: 502, when: "after" }],
    ["with an answer cut off", { method: "POST", path: "*/comments" }, { kind: "truncated", bytes: 5 }],
  ])("%s is finished by the next look, and what is ours is not taken for a person's", async (_, match, fault) => {
    const rig = await Rig.open();
    const issue = rig.opens();
    rig.emulator.faults.add({ ...(match && { match }), fault, times: 1 });
    expect(await rig.look(issue)).toMatchObject({ kind: "failed", reason: "ambiguous" });
    await rig.look(issue);
    expect(await rig.look(issue)).toMatchObject({ kind: "right", decision: { severity: 3, severityByHand: false } });
    expect(labels(issue)).toEqual(["sev: 3", "sla: enterprise"]);
    expect(rig.ours(issue)).toHaveLength(1);
  });

  test("because somebody was faster is a conflict, and nothing is written", async () => {
    const rig = await Rig.open();
    const issue = rig.opens();
    rig.passes(60);
    const read = await rig.helpdesk.read(idOf(issue));
    if (read.kind !== "read") throw new Error(read.kind);
    rig.emulator.as("Ada").comment(issue, "Hurry!");
    rig.writes();
    const changes = [{ kind: "set_severity", severity: 1 }] as const;
    expect(await rig.helpdesk.write(read.reading, changes)).toEqual({ kind: "conflict" });
    expect(rig.writes()).toEqual([]);
  });

  test("because nothing may be written there ends this issue, and keeps no other waiting", async () => {
    const rig = await Rig.open();
    const [converted, archived, other] = [rig.opens(), rig.opens(), rig.opens("acme/elsewhere")];
    // GitHub leaves no trace of it on the issue, which stays, closed and locked even to those who may write.
    rig.emulator.as("mara").convertToDiscussion(converted);
    expect(await rig.look(converted)).toEqual({ kind: "finished", reason: "closed" });
    rig.emulator.as("mara").archive("acme/globex");
    expect(await rig.look(archived)).toEqual({ kind: "finished", reason: "closed" });
    expect(await rig.look(other)).toMatchObject({ kind: "written" });
  });
});

describe("the first response", () => {
  test("is support's first comment, not the author's, a stranger's or a program's", async () => {
    const rig = await Rig.open();
    const issue = rig.opens();
    rig.passes(60);
    rig.emulator.as("Ada").comment(issue, "Hello?");
    rig.emulator.as("stranger").comment(issue, "Me too.");
    rig.emulator.as("dependabot[bot]").comment(issue, "Bump.");
    expect((await decided(rig, issue)).decision.firstResponse).toEqual({ kind: "on_track" });
    const replied = rig.now();
    rig.emulator.as("sue").comment(issue, "We look into it.");
    expect((await decided(rig, issue)).decision.firstResponse).toEqual({ kind: "met", at: replied });
  });

  test("is a support team's where the policy names one", async () => {
    const rig = await Rig.open({ supportTeam: ["stranger"] });
    const issue = rig.opens();
    rig.emulator.as("sue").comment(issue, "I only watch.");
    expect((await decided(rig, issue)).decision.firstResponse).toEqual({ kind: "on_track" });
    rig.emulator.as("stranger").comment(issue, "I am the team.");
    expect((await decided(rig, issue)).decision.firstResponse).toMatchObject({ kind: "met" });
  });
});

describe("what is no ticket to answer", () => {
  test.each<[string, (rig: Rig, issue: ReturnType<Rig["opens"]>) => void, string]>([
    ["deleted", (rig, issue) => rig.emulator.as("mara").deleteIssue(issue), "gone"],
    ["transferred", (rig, issue) => void rig.emulator.as("mara").transfer(issue, "acme/elsewhere"), "gone"],
    ["in a repository of another name", (rig) => rig.emulator.as("mara").rename("acme/globex", "globex-two"), "gone"],
    ["closed as a duplicate", (rig, issue) => rig.emulator.as("sue").close(issue, "duplicate"), "merged"],
  ])("%s", async (_, happens, reason) => {
    const rig = await Rig.open();
    const issue = rig.opens();
    const id = idOf(issue);
    await rig.look(id);
    happens(rig, issue);
    rig.writes();
    expect(await rig.look(id)).toMatchObject({ kind: "finished", reason });
    expect(rig.writes()).toEqual([]);
  });

  test("converted to a discussion, it is left as it stands", async () => {
    const rig = await Rig.open();
    const issue = rig.opens();
    await rig.look(issue);
    rig.writes();
    rig.emulator.as("mara").convertToDiscussion(issue);
    expect(await rig.look(issue)).toMatchObject({ kind: "right" });
    expect(rig.writes()).toEqual([]);
  });

  test("transferred, it is a ticket at its new place, with its one comment", async () => {
    const rig = await Rig.open();
    const issue = rig.opens();
    await rig.look(issue);
    const moved = rig.emulator.as("mara").transfer(issue, "acme/elsewhere");
    await rig.look(moved);
    expect(await rig.look(moved)).toMatchObject({ kind: "right" });
    expect(rig.ours(moved)).toHaveLength(1);
  });

  test("a program's", async () => {
    const rig = await Rig.open();
    const issue = rig.opens("acme/globex", "", "dependabot[bot]");
    expect(await rig.look(issue)).toMatchObject({ kind: "finished" });
    expect(labels(issue)).toEqual([]);
  });

  test("a pull request", async () => {
    const rig = await Rig.open();
    rig.emulator.as("mara").push("acme/globex", { branch: "change", message: "A change", files: { "a.md": "a" } });
    const pull = rig.emulator.as("mara").openPullRequest("acme/globex", { title: "A change", head: "change" });
    expect(await rig.look(pull)).toMatchObject({ kind: "finished", reason: "gone" });
    expect(labels(pull)).toEqual([]);
  });

  test("closed, it is kept up to date, since it can be opened again; locked, it is served as any other", async () => {
    const rig = await Rig.open();
    const issue = rig.opens();
    rig.emulator.as("sue").close(issue);
    rig.emulator.as("sue").lock(issue);
    expect(await rig.look(issue)).toMatchObject({ kind: "written" });
    expect(rig.ours(issue)).toHaveLength(1);
  });
});

describe("a public repository", () => {
  const everything = (issue: ReturnType<Rig["opens"]>): string =>
    JSON.stringify([issue.comments.map(({ body }) => body), labels(issue)]);

  test("tells nobody who bought what", async () => {
    const rig = await Rig.open(
      { assignees: { priority: ["sue"], standard: [], account_team: [] } },
      { priority: "sue" },
    );
    const issue = rig.opens("acme/sdk");
    expect((await decided(rig, issue)).decision.tier).toBe("enterprise");
    expect(labels(issue)).toEqual(["sev: 3"]);
    expect(issue.assignees.map(({ login }) => login)).toEqual(["sue"]);
    expect(issue.comments).toEqual([]);
    expect(everything(issue)).not.toMatch(/enterprise|tierline|sla|due/i);
    expect(await rig.look(issue)).toMatchObject({ kind: "right" });
  });

  test("that was made one a moment ago is asked for again before anything is written", async () => {
    const rig = await Rig.open();
    const issue = rig.opens("acme/globex");
    rig.passes(60);
    const read = await rig.helpdesk.read(idOf(issue));
    if (read.kind !== "read") throw new Error(read.kind);
    rig.emulator.as("mara").setPrivate("acme/globex", false);
    const outcome = await rig.helpdesk.write(read.reading, [
      { kind: "set_severity", severity: 2 },
      { kind: "set_tags", add: ["sla_tier_enterprise"], remove: [] },
    ]);
    expect(outcome).toEqual({ kind: "conflict" });
    expect(labels(issue)).toEqual([]);
    expect(issue.comments).toEqual([]);
  });

  test("that was made private a moment ago is decided anew: what was planned in public is not written", async () => {
    const rig = await Rig.open();
    const issue = rig.opens("acme/sdk");
    rig.passes(60);
    const read = await rig.helpdesk.read(idOf(issue));
    if (read.kind !== "read") throw new Error(read.kind);
    rig.emulator.as("mara").setPrivate("acme/sdk", true);
    expect(await rig.helpdesk.write(read.reading, [{ kind: "set_severity", severity: 2 }])).toEqual({
      kind: "conflict",
    });
    expect(labels(issue)).toEqual([]);
  });

  test("tells it where the policy says so", async () => {
    const rig = await Rig.open({ tellTierInPublic: true });
    const issue = rig.opens("acme/sdk");
    await rig.look(issue);
    expect(labels(issue)).toEqual(["sev: 3", "sla: enterprise"]);
    expect(rig.ours(issue)).toHaveLength(1);
  });

  test("that was private until now is cleared of what it tells", async () => {
    const rig = await Rig.open();
    const issue = rig.opens("acme/globex");
    rig.emulator.as("mara").label(issue, "bug");
    await rig.look(issue);
    rig.emulator.as("mara").setPrivate("acme/globex", false);
    await rig.look(issue);
    expect(labels(issue)).toEqual(["bug", "sev: 3"]);
    expect(everything(issue)).not.toMatch(/enterprise|tierline|sla|due/i);
    expect(await rig.look(issue)).toMatchObject({ kind: "right" });
  });
});

describe("assignees by rule", () => {
  test("get an issue that nobody has", async () => {
    const rig = await Rig.open({}, { priority: "sue,mara" });
    const [free, taken] = [rig.opens(), rig.opens()];
    rig.emulator.as("mara").assign(taken, "mara");
    await rig.look(free);
    await rig.look(taken);
    expect(free.assignees.map(({ login }) => login).sort()).toEqual(["mara", "sue"]);
    expect(taken.assignees.map(({ login }) => login)).toEqual(["mara"]);
  });

  test("who may not be assigned are told to a person", async () => {
    const rig = await Rig.open({}, { priority: "stranger" });
    expect(await rig.look(rig.opens())).toMatchObject({
      kind: "park",
      reason: "ignored",
      detail: "stranger can't be assigned in this repository",
    });
  });
});

describe("a project's date field", () => {
  test.each(["acme/globex", "acme/sdk"])("holds the due date of %s's issues", async (repository) => {
    const rig = await Rig.open({ dueDateProject: { number: 1, field: "Due date" } });
    const issue = rig.opens(repository);
    await rig.look(issue);
    const [project] = rig.emulator.state.projects.values();
    const item = project?.items.find((one) => one.issue === issue);
    expect([...(item?.values.values() ?? [])]).toEqual(["2026-11-04"]);
    expect(await rig.look(issue)).toMatchObject({ kind: "right" });
    for (const [id] of item?.values ?? []) item?.values.set(id, "2027-01-01");
    await rig.look(issue);
    expect([...(item?.values.values() ?? [])]).toEqual(["2026-11-04"]);
  });

  test("that isn't there is no place for it, and nothing else is kept from being written", async () => {
    const rig = await Rig.open({ dueDateProject: { number: 9, field: "Due date" } });
    expect(await rig.look(rig.opens())).toMatchObject({ kind: "written" });
  });
});

describe("the sweep", () => {
  async function swept(rig: Rig, since = rig.now()) {
    const found = new Map<string, string>();
    let from: Parameters<typeof rig.helpdesk.changed>[0] = { kind: "since", at: since };
    for (let pages = 0; pages < 50; pages++) {
      const outcome = await rig.helpdesk.changed(from);
      if (outcome.kind !== "changed") throw new Error(JSON.stringify(outcome));
      for (const { ticketId, fingerprint } of outcome.tickets) found.set(ticketId, fingerprint);
      if (outcome.next === null) return { found, upTo: outcome.upTo };
      from = { kind: "cursor", cursor: outcome.next };
    }
    throw new Error("the sweep never ends");
  }

  test("tells what changed in every repository, pull requests left out", async () => {
    const rig = await Rig.open();
    rig.opens("acme/globex");
    rig.passes(60);
    const since = rig.now();
    const wanted = [rig.opens("acme/globex"), rig.opens("acme/sdk"), rig.opens("acme/elsewhere")].map(idOf);
    const { found, upTo } = await swept(rig, since);
    expect([...found.keys()].sort()).toEqual([...wanted].sort());
    expect(upTo).toBe(rig.now());
  });

  test("pages through more than a hundred, also when they changed in the same second", async () => {
    const rig = await Rig.open();
    const since = rig.now();
    for (let n = 0; n < 130; n++) rig.opens("acme/globex");
    for (let n = 0; n < 130; n++) {
      rig.passes(1);
      rig.opens("acme/sdk");
    }
    expect((await swept(rig, since)).found.size).toBe(260);
  });

  test("a write leaves the fingerprint that the next list tells, and the next reading", async () => {
    const rig = await Rig.open({}, { priority: "sue" });
    const issue = rig.opens("acme/globex", "Major");
    rig.passes(60);
    const since = rig.now();
    const before = await rig.helpdesk.read(idOf(issue));
    await rig.look(issue);
    const after = await rig.helpdesk.read(idOf(issue));
    if (before.kind !== "read" || after.kind !== "read") throw new Error("unread");
    const { found } = await swept(rig, since);
    expect(found.get(idOf(issue))).toBe(after.reading.fingerprint);
    expect(before.reading.fingerprint).not.toBe(after.reading.fingerprint);
    rig.emulator.as("Ada").comment(issue, "Hello?");
    expect((await swept(rig, since)).found.get(idOf(issue))).not.toBe(after.reading.fingerprint);
  });

  test("an edit of our comment, whose webhook was lost, is told by the next list", async () => {
    const rig = await Rig.open();
    const issue = rig.opens("acme/globex", "Major");
    rig.passes(60);
    const since = rig.now();
    await rig.look(issue);
    const left = (await swept(rig, since)).found.get(idOf(issue));
    const ours = issue.comments.find(({ app }) => app !== null);
    if (ours === undefined) throw new Error("no comment");
    rig.passes(60);
    rig.emulator.as("sue").editComment(ours, `${ours.body}\n\nSee also the wiki.`);
    expect((await swept(rig, since)).found.get(idOf(issue))).not.toBe(left);
  });

  test("the fingerprint of a write is made of our changes alone, so that another's is found", async () => {
    const rig = await Rig.open();
    const issue = rig.opens();
    rig.passes(60);
    const read = await rig.helpdesk.read(idOf(issue));
    if (read.kind !== "read") throw new Error(read.kind);
    const written = await rig.helpdesk.write(read.reading, [{ kind: "set_severity", severity: 1 }]);
    if (written.kind !== "written") throw new Error(written.kind);
    const { found } = await swept(rig, read.reading.stamp);
    expect(found.get(idOf(issue))).toBe(written.fingerprint);
    expect(written.updatedAt).toBeGreaterThanOrEqual(Date.parse(issue.updated_at));
  });

  test("a cursor that is none of its own is lost", async () => {
    const rig = await Rig.open();
    for (const cursor of ["", "?", "e30", "bnVsbA"]) {
      expect(await rig.helpdesk.changed({ kind: "cursor", cursor })).toMatchObject({ kind: "lost" });
    }
  });
});

describe("connecting", () => {
  test("finds the App, its installation and its own user, and sets the address", async () => {
    const rig = await Rig.open();
    expect(rig.connection).toMatchObject({
      owner: "acme",
      ownerKind: "organization",
      webhookSecrets: [{ notAfter: null }],
    });
    expect(rig.connection.privateKey).toContain("BEGIN PRIVATE KEY");
    expect(await rig.connects()).toMatchObject({
      steps: expect.arrayContaining([expect.objectContaining({ kind: "kept" })]),
    });
    const outcome = await rig.helpdesk.webhook();
    expect(outcome).toEqual({ kind: "known", faults: [], failed: 0 });
  });

  test("dry changes nothing", async () => {
    const rig = await Rig.open();
    rig.writes();
    expect((await rig.connects(true)).connection).toBeNull();
    expect(rig.writes()).toEqual([]);
  });

  test("is examined by doctor, which finds nothing wrong", async () => {
    const rig = await Rig.open();
    const { connection } = rig;
    const client = createGithubClient({ ...connection, fetch: rig.emulator.fetch, now: rig.now, paced: false });
    const patient = {
      client,
      connection,
      webhookEndpoint: HOOK,
      project: { number: 1, field: "Due date" },
      now: rig.now(),
    };
    expect((await diagnose(patient)).filter(({ level }) => level !== "ok")).toEqual([]);
    const elsewhere = await diagnose({ ...patient, webhookEndpoint: "https://else.example/" });
    expect(elsewhere).toContainEqual(
      expect.objectContaining({ level: "problem", what: `The webhook delivers to ${HOOK}.` }),
    );
    expect(await diagnose({ ...patient, project: { number: 1, field: "Deadline" } })).toContainEqual(
      expect.objectContaining({
        level: "problem",
        what: expect.stringContaining('no project 1 with a date field "Deadline"'),
      }),
    );
    const [installation] = rig.emulator.state.installations.values();
    if (installation === undefined) throw new Error("not installed");
    rig.emulator.suspend(installation);
    expect(await diagnose(patient)).toContainEqual(
      expect.objectContaining({ level: "problem", what: "The App's installation for acme is suspended." }),
    );
    expect(await rig.helpdesk.read(idOf(rig.opens()))).toMatchObject({ kind: "reauth_required" });
    rig.emulator.uninstall(installation);
    expect(await diagnose(patient)).toContainEqual(
      expect.objectContaining({ level: "problem", what: "The App is not installed for acme." }),
    );
  });
});
