import { describe, expect, test } from "vitest";
import { AURORA, createRig, each, numberOf, SDK, textOf } from "./rig.ts";

const ISSUES = `/repos/${AURORA}/issues`;

describe("labels", () => {
  test("are made in a default colour by putting them on an issue, and found without case", async () => {
    const { github, call } = createRig();
    github.as("ines").openIssue(AURORA, { title: "Login fails" });
    const added = await call("POST", `${ISSUES}/1/labels`, { labels: ["sla: enterprise"] });
    expect(added.json).toMatchObject([{ name: "sla: enterprise", color: "ededed", description: null }]);
    const again = await call("POST", `${ISSUES}/1/labels`, { labels: ["SLA: Enterprise", "Bug"] });
    expect(each(again.json, "name")).toEqual(["sla: enterprise", "bug"]);
  });

  test("that are not on the issue can't be taken off", async () => {
    const { github, call } = createRig();
    github.as("ines").openIssue(AURORA, { title: "Login fails" });
    expect((await call("DELETE", `${ISSUES}/1/labels/bug`)).status).toBe(404);
    await call("POST", `${ISSUES}/1/labels`, { labels: ["bug"] });
    const removed = await call("DELETE", `${ISSUES}/1/labels/BUG`);
    expect([removed.status, removed.json]).toEqual([200, []]);
  });

  test("have six hexadecimal digits and a short description", async () => {
    const { call } = createRig();
    const create = async (more: object) =>
      (await call("POST", `/repos/${AURORA}/labels`, { name: "x", ...more })).status;
    expect(await create({ color: "#ff0000" })).toBe(422);
    expect(await create({ description: "x".repeat(101) })).toBe(422);
    expect(await create({ color: "ff0000", description: "x".repeat(100) })).toBe(201);
  });
});

describe("updated_at", () => {
  test("moves with comments and labels, in whole seconds", async () => {
    const { github, call, clock } = createRig();
    const issue = github.as("ines").openIssue(AURORA, { title: "Login fails" });
    const moves: string[] = [];
    for (const act of [
      () => github.as("ada").comment(issue, "We look."),
      () => github.as("ada").label(issue, "bug"),
      () => github.as("ada").unlabel(issue, "bug"),
      () => github.as("ada").close(issue),
    ]) {
      await clock.advance(1500);
      act();
      moves.push(textOf((await call("GET", `${ISSUES}/1`)).json, "updated_at"));
    }
    expect(moves).toEqual([
      "2026-03-02T10:00:01Z",
      "2026-03-02T10:00:03Z",
      "2026-03-02T10:00:04Z",
      "2026-03-02T10:00:06Z",
    ]);
  });

  test("is by what the list is sorted and bounded, pull requests among the issues", async () => {
    const { github, call, clock } = createRig();
    const ines = github.as("ines");
    for (const title of ["one", "two", "three"]) {
      ines.openIssue(AURORA, { title });
      await clock.advance(60_000);
    }
    ines.comment(`${AURORA}#1`, "Again.");
    github.as("ada").push(AURORA, { branch: "fix", files: { "a.txt": "a" } });
    github.as("ada").openPullRequest(AURORA, { title: "Fix", head: "fix" });
    const list = async (query: string) => {
      const { json, headers } = await call("GET", `${ISSUES}?${query}`);
      return { titles: each(json, "title"), pulls: each(json, "pull_request"), link: headers.get("link") };
    };
    const changed = await list("state=all&sort=updated&direction=asc&since=2026-03-02T10:02:00Z");
    expect(changed.titles).toEqual(
      ["three", "one", "Fix"].sort((a, b) => changed.titles.indexOf(a) - changed.titles.indexOf(b)),
    );
    expect(changed.pulls.filter((key) => key !== undefined)).toHaveLength(1);
    expect((await list("")).titles).toEqual(["Fix", "three", "two", "one"]);
    const paged = await list("per_page=3&page=1");
    expect(paged.titles).toEqual(["Fix", "three", "two"]);
    expect(paged.link).toContain(`<https://api.github.com${ISSUES}?per_page=3&page=2>; rel="next"`);
    expect((await list("per_page=3&page=2")).link).not.toContain('rel="next"');
  });
});

describe("an issue that moved", () => {
  test("answers 301 at its old place, which a client follows to the new one", async () => {
    const { github, call, issueToken } = createRig();
    const old = github.as("ines").openIssue(AURORA, { title: "Login fails" });
    github.as("ines").comment(old, "Still.");
    const moved = github.as("mara").transfer(old, SDK);
    const headers = { authorization: `Bearer ${await issueToken()}` };
    const raw = await github.fetch(`https://api.github.com${ISSUES}/1`, { headers, redirect: "manual" });
    expect(raw.status).toBe(301);
    const followed = await call("GET", `${ISSUES}/1`);
    expect(followed.status).toBe(200);
    expect(followed.json).toMatchObject({ number: moved.number, comments: 1 });
    expect(textOf(followed.json, "repository_url")).toMatch(/openback-sdk$/);
  });

  test("is 410 when it was deleted, and stays closed and locked as a discussion", async () => {
    const { github, call } = createRig();
    github.as("ines").openIssue(AURORA, { title: "one" });
    github.as("ines").openIssue(AURORA, { title: "two" });
    github.as("mara").deleteIssue(`${AURORA}#1`);
    github.as("mara").convertToDiscussion(`${AURORA}#2`);
    expect((await call("GET", `${ISSUES}/1`)).status).toBe(410);
    expect((await call("GET", `${ISSUES}/2`)).json).toMatchObject({ state: "closed", locked: true });
    expect((await call("POST", `${ISSUES}/2/comments`, { body: "Due." })).status).toBe(403);
  });

  test("is found by its repository's former name: 301 to read, 307 to write, both followed", async () => {
    const { github, call } = createRig();
    github.as("ines").openIssue(AURORA, { title: "Login fails" });
    github.as("mara").rename(AURORA, "aurora");
    const headers = { authorization: `Bearer ${github.as("ada").token}` };
    const unfollowed = (method: string, body: string | null) =>
      github.fetch(`https://api.github.com${ISSUES}/1`, { method, body, headers, redirect: "manual" });
    expect((await unfollowed("GET", null)).status).toBe(301);
    expect((await unfollowed("PATCH", "{}")).status).toBe(307);
    expect((await call("GET", `${ISSUES}/1`)).json).toMatchObject({ number: 1 });
    const patched = await call("PATCH", `${ISSUES}/1`, { title: "Login fails at noon" });
    expect(patched.json).toMatchObject({ title: "Login fails at noon" });
    expect(textOf(patched.json, "repository_url")).toMatch(/\/repos\/openback-support\/aurora$/);
  });
});

describe("who may", () => {
  test("see a private repository: those with access; it is 404 to others", async () => {
    const { as, ask } = createRig();
    const statuses = await Promise.all([
      as("ines", "GET", ISSUES),
      as("dana", "GET", ISSUES),
      ask(null, "GET", ISSUES),
      ask(null, "GET", `/repos/${SDK}/issues`),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([200, 404, 404, 200]);
  });

  test("set labels: who reads alone opens issues without them", async () => {
    const { as } = createRig();
    const opened = await as("ines", "POST", ISSUES, { title: "Login fails", labels: ["bug"], assignees: ["ada"] });
    expect(opened.json).toMatchObject({ labels: [], assignees: [] });
    expect((await as("ines", "POST", `${ISSUES}/1/labels`, { labels: ["bug"] })).status).toBe(403);
    expect((await as("ada", "POST", `${ISSUES}/1/labels`, { labels: ["bug"] })).status).toBe(200);
  });

  test("write to a locked issue: support and the App, not the customer", async () => {
    const { github, as, call } = createRig();
    github.as("ines").openIssue(AURORA, { title: "Login fails" });
    github.as("ada").lock(`${AURORA}#1`, "resolved");
    expect((await as("ines", "POST", `${ISSUES}/1/comments`, { body: "Hello?" })).status).toBe(403);
    expect((await as("ada", "POST", `${ISSUES}/1/comments`, { body: "Closed." })).status).toBe(201);
    expect((await call("POST", `${ISSUES}/1/comments`, { body: "Due." })).status).toBe(201);
  });

  test("write to an archived repository: nobody", async () => {
    const { github, call } = createRig();
    github.as("ines").openIssue(AURORA, { title: "Login fails" });
    github.as("mara").archive(AURORA);
    const refused = await call("POST", `${ISSUES}/1/labels`, { labels: ["bug"] });
    expect([refused.status, textOf(refused.json, "message")]).toEqual([
      403,
      "Repository was archived so is read-only.",
    ]);
    expect((await call("GET", `${ISSUES}/1`)).status).toBe(200);
  });

  test("be assigned: staff and who takes part; others are left out in silence", async () => {
    const { github, call } = createRig();
    github.as("ines").openIssue(AURORA, { title: "Login fails" });
    const { json } = await call("POST", `${ISSUES}/1/assignees`, { assignees: ["ada", "ines", "dana", "nobody"] });
    expect(json).toMatchObject({ assignees: [{ login: "ada" }, { login: "ines" }] });
  });
});

describe("author_association", () => {
  test("tells members, collaborators and strangers apart", async () => {
    const { github, call } = createRig();
    for (const login of ["ada", "ines", "dana"]) github.as(login).openIssue(AURORA, { title: login });
    const { json } = await call("GET", `${ISSUES}?direction=asc`);
    expect(each(json, "author_association")).toEqual(["MEMBER", "COLLABORATOR", "NONE"]);
  });

  test("hides a private membership from webhooks and from Apps that may not know members", async () => {
    const rig = createRig({
      seed: {
        people: [
          { login: "ada", name: "Ada", staff: "admin" },
          { login: "ben", name: "Ben", staff: "member", concealed: true },
        ],
      },
    });
    rig.github.as("ben").openIssue(SDK, { title: "One of us" });
    const path = `/repos/${SDK}/issues/1`;
    expect(textOf((await rig.call("GET", path)).json, "author_association")).toBe("NONE");
    expect(textOf((await rig.as("ada", "GET", path)).json, "author_association")).toBe("MEMBER");
    expect(rig.arrivals[0]?.body["issue"]).toMatchObject({ author_association: "NONE" });
  });
});

test("what the App writes is by its bot, and says by which App", async () => {
  const { github, call, app, arrivals } = createRig();
  github.as("ines").openIssue(AURORA, { title: "Login fails" });
  const { json } = await call("POST", `${ISSUES}/1/comments`, { body: "Due on Friday." });
  expect(json).toMatchObject({
    user: { login: `${app.slug}[bot]`, type: "Bot" },
    performed_via_github_app: { id: app.id, slug: app.slug },
  });
  const edited = await call("PATCH", `/repos/${AURORA}/issues/comments/${numberOf(json, "id")}`, {
    body: "Due on Monday.",
  });
  expect(edited.json).toMatchObject({ body: "Due on Monday." });
  await github.idle();
  expect(arrivals.at(-1)?.body).toMatchObject({
    action: "edited",
    sender: { login: `${app.slug}[bot]`, type: "Bot" },
    changes: { body: { from: "Due on Friday." } },
  });
});

test("a project's date field holds a date for an issue, and is asked for by its id", async () => {
  const { github, call } = createRig();
  const issue = github.as("ines").openIssue(AURORA, { title: "Login fails" });
  const base = "/orgs/openback-support/projectsV2/1";
  const fields = (await call("GET", `${base}/fields`)).json;
  const due = Number(each(fields, "id")[each(fields, "name").indexOf("Due date")]);
  const added = await call("POST", `${base}/items`, { type: "Issue", id: issue.id });
  const item = `${base}/items/${numberOf(added.json, "id")}`;
  const set = (value: unknown) => call("PATCH", item, { fields: [{ id: due, value }] });
  expect((await set("Friday")).status).toBe(422);
  expect((await set("2026-03-06")).status).toBe(200);
  const read = await call("GET", `${item}?fields=${due}`);
  expect(read.json).toMatchObject({ content: { number: 1 }, fields: [{ id: due, value: "2026-03-06" }] });
});
