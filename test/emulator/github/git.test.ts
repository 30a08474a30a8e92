import { expect, test } from "vitest";
import { CONTRACTS, createRig, each, numberOf, textOf } from "./rig.ts";

const REPO = `/repos/${CONTRACTS}`;

test("a push is told, and its files are read raw, encoded and as a directory", async () => {
  const { github, call, arrivals, issueToken } = createRig();
  const csv = "organization_id,tier\n1,pro\n";
  const commit = github.as("mara").push(CONTRACTS, { files: { "mappings/organizations.csv": csv, "b.txt": "b" } });
  await github.idle();
  expect(arrivals[0]?.body).toMatchObject({
    ref: "refs/heads/main",
    after: commit.sha,
    head_commit: { added: ["b.txt", "mappings/organizations.csv"], modified: [], removed: [] },
    sender: { login: "mara" },
  });
  const path = `${REPO}/contents/mappings/organizations.csv?ref=${commit.sha}`;
  const raw = await github.fetch(`https://api.github.com${path}`, {
    headers: { authorization: `Bearer ${await issueToken()}`, accept: "application/vnd.github.raw+json" },
  });
  expect(await raw.text()).toBe(csv);
  const encoded = await call("GET", path);
  expect(Buffer.from(textOf(encoded.json, "content"), "base64").toString()).toBe(csv);
  // As `git hash-object` gives it.
  expect(textOf(encoded.json, "sha")).toMatch(/^[0-9a-f]{40}$/);
  expect(each((await call("GET", `${REPO}/contents?ref=main`)).json, "name")).toEqual([
    "README.md",
    "b.txt",
    "mappings",
  ]);
  expect((await call("GET", `${REPO}/contents/none.txt`)).status).toBe(404);
});

test("a pull request moves with its branch and lists what it changes against where it left the base", async () => {
  const { github, call, told } = createRig();
  const mara = github.as("mara");
  mara.push(CONTRACTS, { branch: "tiers", files: { "a.csv": "one\ntwo\n" } });
  const { number } = mara.openPullRequest(CONTRACTS, { title: "Tiers", head: "tiers" });
  mara.push(CONTRACTS, { files: { "unrelated.txt": "x" } });
  mara.push(CONTRACTS, { branch: "tiers", files: { "a.csv": "one\nthree\n", "README.md": null } });
  await github.idle();
  expect(told()).toEqual(["push", "pull_request.opened", "push", "push", "pull_request.synchronize"]);
  const files = await call("GET", `${REPO}/pulls/${number}/files`);
  expect(files.json).toMatchObject([
    { filename: "README.md", status: "removed" },
    { filename: "a.csv", status: "added", additions: 2, deletions: 0 },
  ]);
});

test("a check run takes fifty annotations a request, and adds those of the next", async () => {
  const { github, call, as } = createRig();
  const { sha } = github.as("mara").push(CONTRACTS, { files: { "a.csv": "a" } });
  const annotations = (count: number) =>
    Array.from({ length: count }, () => ({
      path: "a.csv",
      start_line: 1,
      end_line: 1,
      annotation_level: "failure",
      message: "no",
    }));
  const body = (count: number) => ({
    name: "Tierline",
    head_sha: sha,
    output: { title: "t", summary: "s", annotations: annotations(count) },
  });
  expect((await call("POST", `${REPO}/check-runs`, body(51))).status).toBe(422);
  const run = await call("POST", `${REPO}/check-runs`, body(50));
  const id = numberOf(run.json, "id");
  const next = { conclusion: "failure", output: { title: "t", summary: "s", annotations: annotations(3) } };
  const done = await call("PATCH", `${REPO}/check-runs/${id}`, next);
  expect(done.json).toMatchObject({ status: "completed", conclusion: "failure", output: { annotations_count: 53 } });
  expect((await as("mara", "POST", `${REPO}/check-runs`, body(1))).status).toBe(403);
  const listed = await call("GET", `${REPO}/commits/${sha}/check-runs`);
  expect(listed.json).toMatchObject({ total_count: 1, check_runs: [{ id, name: "Tierline" }] });
});
