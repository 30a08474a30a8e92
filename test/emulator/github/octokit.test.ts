import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServedGithubEmulator, serveGithubEmulator } from "../../../emulator/github/serve.ts";
import { seeded } from "../rig.ts";
import { AURORA, CONTRACTS } from "./rig.ts";

/** A client that this project did not write, over a real socket. */
let served: ServedGithubEmulator;
beforeAll(async () => {
  served = await serveGithubEmulator({ port: 0, now: Date.now, random: seeded(7), fetch });
});
afterAll(() => served.close());

const [owner = "", repo = ""] = AURORA.split("/");

function octokitAs(installationId: number | null): Octokit {
  const [app] = served.emulator.seed.apps;
  if (app === undefined) expect.fail("the seed has no App");
  const auth = { appId: app.id, privateKey: app.privateKey };
  return new Octokit({
    baseUrl: served.origin,
    authStrategy: createAppAuth,
    auth: installationId === null ? auth : { ...auth, installationId },
  });
}

test("Octokit finds the installation as the App, and works on an issue as the installation", async () => {
  const issue = served.emulator.as("ines").openIssue(AURORA, { title: "Login fails", body: "Since noon." });
  const asApp = octokitAs(null);
  expect((await asApp.request("GET /app")).data?.slug).toBe("openback-tiers");
  const { data: installation } = await asApp.request("GET /repos/{owner}/{repo}/installation", { owner, repo });
  const octokit = octokitAs(installation.id);
  const place = { owner, repo, issue_number: issue.number };

  const read = await octokit.request("GET /repos/{owner}/{repo}/issues/{issue_number}", place);
  expect(read.data).toMatchObject({ title: "Login fails", user: { login: "ines" } });
  await octokit.request("POST /repos/{owner}/{repo}/issues/{issue_number}/labels", { ...place, labels: ["sev: 2"] });
  await octokit.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", { ...place, body: "Due." });
  const name = "sev: 2";
  await octokit.request("DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}", { ...place, name });
  expect(issue.labels).toEqual([]);
  expect(issue.comments).toMatchObject([{ body: "Due.", user: { login: "openback-tiers[bot]" } }]);
});

test("Octokit tells a refusal as GitHub's", async () => {
  const octokit = octokitAs(served.emulator.seed.apps[0]?.installationId ?? 0);
  const asked = octokit.request("GET /repos/{owner}/{repo}/issues/{issue_number}", { owner, repo, issue_number: 404 });
  await expect(asked).rejects.toMatchObject({ status: 404, response: { data: { message: "Not Found" } } });
});

test("Octokit works in process, too, and follows a rename", async () => {
  const { emulator } = served;
  emulator.as("mara").rename("openback-support/ember-news", "ember");
  const octokit = new Octokit({
    auth: emulator.as("ada").token,
    request: { fetch: emulator.fetch },
    baseUrl: served.origin,
  });
  const { data, url } = await octokit.request("GET /repos/{owner}/{repo}", { owner, repo: "ember-news" });
  expect([data.full_name, url]).toEqual(["openback-support/ember", `${served.origin}/repositories/${data.id}`]);
});

test("the switch panel pushes, opens pull requests and moves issues for those who are not in this process", async () => {
  const post = async (path: string, body: object) => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(served.origin + path, { method: "POST", headers, body: JSON.stringify(body) });
    return { status: answer.status, json: await answer.json() };
  };
  const pushed = await post("/emulator/push", {
    as: "mara",
    repository: CONTRACTS,
    branch: "x",
    files: { "a.csv": "a" },
  });
  expect(pushed).toMatchObject({ status: 201, json: { sha: expect.stringMatching(/^[0-9a-f]{40}$/) } });
  const pull = { as: "mara", repository: CONTRACTS, title: "X", head: "x" };
  expect(await post("/emulator/pulls", pull)).toEqual({ status: 201, json: { number: 1 } });
  served.emulator.as("ines").openIssue("openback-support/openback-sdk", { title: "Elsewhere" });
  const act = { kind: "transfer", repository: AURORA };
  const moved = await post("/emulator/issues", { as: "mara", issue: "openback-support/openback-sdk#1", act });
  expect(moved.json).toMatchObject({ issue: expect.stringMatching(/aurora-games#\d+$/) });
  expect((await post("/emulator/push", { as: "nobody", repository: CONTRACTS, files: {} })).status).toBe(422);
});
