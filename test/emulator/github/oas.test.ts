import { expect, test } from "vitest";
import { AURORA, CONTRACTS, createRig, numberOf, type Rig, SDK, textOf } from "./rig.ts";
import { DESCRIBED, violations } from "./shapes.ts";

/** A GitHub with at least one of everything. */
async function furnished() {
  const rig = createRig();
  const { github, app } = rig;
  const ines = github.as("ines");
  const issue = ines.openIssue(AURORA, { title: "Login fails", body: "### Severity\n\nSev 2" });
  const other = ines.openIssue(AURORA, { title: "Slow" });
  github.as("ada").label(issue, "bug", "sev: 2");
  github.as("ada").assign(issue, "ada", "ben");
  ines.comment(issue, "Still so.");
  github.as("ada").close(other, "duplicate");
  const comment = numberOf((await rig.call("POST", `/repos/${AURORA}/issues/1/comments`, { body: "Due." })).json, "id");
  github.as("mara").push(CONTRACTS, { branch: "tiers", files: { "contracts/organizations.csv": "a,b\n1,2\n" } });
  const pull = github.as("mara").openPullRequest(CONTRACTS, { title: "Tiers", head: "tiers" });
  github.as("ada").comment(pull, "Fine.");
  const head = github
    .as("mara")
    .push(CONTRACTS, { branch: "tiers", files: { "contracts/organizations.csv": "a,b\n1,3\n" } });
  const run = await rig.call("POST", `/repos/${CONTRACTS}/check-runs`, {
    name: "Tierline",
    head_sha: head.sha,
    output: {
      title: "One mistake",
      summary: "Row 1",
      annotations: [
        { path: "contracts/organizations.csv", start_line: 2, end_line: 2, annotation_level: "failure", message: "b" },
      ],
    },
  });
  const project = "/orgs/openback-support/projectsV2";
  const item = await rig.call("POST", `${project}/1/items`, { type: "Issue", id: issue.id });
  const due = [...rig.github.state.projects.values()][0]?.fields[1]?.id ?? 0;
  github.as("ada").push(SDK, { files: { "a.txt": "a" } });
  await github.idle();
  const delivery = github.deliveries[0]?.id ?? 0;
  return {
    rig,
    app,
    comment,
    head,
    run: numberOf(run.json, "id"),
    project,
    item: numberOf(item.json, "id"),
    due,
    delivery,
  };
}

type World = Awaited<ReturnType<typeof furnished>>;
interface Asked {
  readonly path: (world: World) => string;
  readonly body?: (world: World) => object;
  readonly by?: "app" | "nobody";
}
const at = (path: string, body?: object): Asked => ({
  path: () => path,
  ...(body === undefined ? {} : { body: () => body }),
});
const issue = `/repos/${AURORA}/issues/1`;

/** How each described answer is asked for; a described one that is missing here fails. */
const ASKED: Readonly<Record<string, Asked>> = {
  "GET /app 200": { ...at("/app"), by: "app" },
  "GET /app/installations/{installation_id} 200": {
    path: ({ app }) => `/app/installations/${app.installationId}`,
    by: "app",
  },
  "POST /app/installations/{installation_id}/access_tokens 201": {
    path: ({ app }) => `/app/installations/${app.installationId}/access_tokens`,
    body: () => ({ repositories: ["aurora-games"], permissions: { issues: "read" } }),
    by: "app",
  },
  "GET /app/hook/config 200": { ...at("/app/hook/config"), by: "app" },
  "PATCH /app/hook/config 200": { ...at("/app/hook/config", { url: "https://other.test/" }), by: "app" },
  "GET /app/hook/deliveries 200": { ...at("/app/hook/deliveries"), by: "app" },
  "GET /app/hook/deliveries/{delivery_id} 200": {
    path: ({ delivery }) => `/app/hook/deliveries/${delivery}`,
    by: "app",
  },
  "POST /app/hook/deliveries/{delivery_id}/attempts 202": {
    path: ({ delivery }) => `/app/hook/deliveries/${delivery}/attempts`,
    body: () => ({}),
    by: "app",
  },
  "GET /installation/repositories 200": at("/installation/repositories"),
  "GET /orgs/{org}/installation 200": { ...at("/orgs/openback-support/installation"), by: "app" },
  "GET /users/{username}/installation 200": { ...at("/users/openback-support/installation"), by: "app" },
  "GET /repos/{owner}/{repo}/installation 200": { ...at(`/repos/${AURORA}/installation`), by: "app" },
  "GET /repos/{owner}/{repo} 200": at(`/repos/${AURORA}`),
  "GET /repos/{owner}/{repo}/collaborators/{username}/permission 200": at(
    `/repos/${AURORA}/collaborators/ines/permission`,
  ),
  "GET /repos/{owner}/{repo}/issues 200": at(`/repos/${CONTRACTS}/issues`),
  "POST /repos/{owner}/{repo}/issues 201": at(`/repos/${AURORA}/issues`, { title: "New", labels: ["bug"] }),
  "GET /repos/{owner}/{repo}/issues/{issue_number} 200": at(issue),
  "PATCH /repos/{owner}/{repo}/issues/{issue_number} 200": at(issue, { state: "closed", state_reason: "not_planned" }),
  "POST /repos/{owner}/{repo}/issues/{issue_number}/assignees 201": at(`${issue}/assignees`, { assignees: ["mara"] }),
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/assignees 200": at(`${issue}/assignees`, { assignees: ["ada"] }),
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments 200": at(`${issue}/comments`),
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments 201": at(`${issue}/comments`, { body: "Hello" }),
  "GET /repos/{owner}/{repo}/issues/comments/{comment_id} 200": {
    path: ({ comment }) => `/repos/${AURORA}/issues/comments/${comment}`,
  },
  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id} 200": {
    path: ({ comment }) => `/repos/${AURORA}/issues/comments/${comment}`,
    body: () => ({ body: "Due later." }),
  },
  "GET /repos/{owner}/{repo}/issues/{issue_number}/labels 200": at(`${issue}/labels`),
  "POST /repos/{owner}/{repo}/issues/{issue_number}/labels 200": at(`${issue}/labels`, { labels: ["sla: enterprise"] }),
  "PUT /repos/{owner}/{repo}/issues/{issue_number}/labels 200": at(`${issue}/labels`, { labels: ["bug"] }),
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name} 200": at(`${issue}/labels/sev%3A%202`),
  "GET /repos/{owner}/{repo}/labels 200": at(`/repos/${AURORA}/labels`),
  "POST /repos/{owner}/{repo}/labels 201": at(`/repos/${AURORA}/labels`, {
    name: "sev: 1",
    color: "b60205",
    description: "Critical",
  }),
  "GET /repos/{owner}/{repo}/labels/{name} 200": at(`/repos/${AURORA}/labels/sev%3A%202`),
  "PATCH /repos/{owner}/{repo}/labels/{name} 200": at(`/repos/${AURORA}/labels/bug`, {
    new_name: "defect",
    color: "000000",
  }),
  "GET /repos/{owner}/{repo}/contents/{path} 200": at(
    `/repos/${CONTRACTS}/contents/contracts/organizations.csv?ref=tiers`,
  ),
  "GET /repos/{owner}/{repo}/commits/{ref} 200": at(`/repos/${CONTRACTS}/commits/tiers`),
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs 200": at(`/repos/${CONTRACTS}/commits/tiers/check-runs`),
  "POST /repos/{owner}/{repo}/check-runs 201": {
    path: () => `/repos/${CONTRACTS}/check-runs`,
    body: ({ head }) => ({ name: "Other", head_sha: head.sha, conclusion: "success" }),
  },
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id} 200": {
    path: ({ run }) => `/repos/${CONTRACTS}/check-runs/${run}`,
  },
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id} 200": {
    path: ({ run }) => `/repos/${CONTRACTS}/check-runs/${run}`,
    body: () => ({ conclusion: "failure" }),
  },
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations 200": {
    path: ({ run }) => `/repos/${CONTRACTS}/check-runs/${run}/annotations`,
  },
  "GET /repos/{owner}/{repo}/pulls 200": at(`/repos/${CONTRACTS}/pulls`),
  "GET /repos/{owner}/{repo}/pulls/{pull_number} 200": at(`/repos/${CONTRACTS}/pulls/1`),
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/files 200": at(`/repos/${CONTRACTS}/pulls/1/files`),
  "GET /users/{username} 200": at("/users/ines"),
  "GET /users/{username}/orgs 200": at("/users/ines/orgs"),
  "GET /orgs/{org}/projectsV2 200": { path: ({ project }) => project },
  "GET /orgs/{org}/projectsV2/{project_number} 200": { path: ({ project }) => `${project}/1` },
  "GET /orgs/{org}/projectsV2/{project_number}/fields 200": { path: ({ project }) => `${project}/1/fields` },
  "GET /orgs/{org}/projectsV2/{project_number}/items 200": {
    path: ({ project, due }) => `${project}/1/items?fields=${due}`,
  },
  "POST /orgs/{org}/projectsV2/{project_number}/items 201": {
    path: ({ project }) => `${project}/1/items`,
    body: () => ({ type: "Issue", owner: "openback-support", repo: "aurora-games", number: 2 }),
  },
  "GET /orgs/{org}/projectsV2/{project_number}/items/{item_id} 200": {
    path: ({ project, item }) => `${project}/1/items/${item}`,
  },
  "PATCH /orgs/{org}/projectsV2/{project_number}/items/{item_id} 200": {
    path: ({ project, item }) => `${project}/1/items/${item}`,
    body: ({ due }) => ({ fields: [{ id: due, value: "2026-03-04" }] }),
  },
};

const WITHOUT_LIST = ["POST /app-manifests/{code}/conversions 201"];

function ask(rig: Rig, by: Asked["by"]) {
  return by === "app" ? rig.asApp : by === "nobody" ? rig.ask.bind(null, null) : rig.call;
}

test.each(DESCRIBED.filter((name) => !WITHOUT_LIST.includes(name)))(
  "%s is answered as GitHub describes it",
  async (name) => {
    const asked = ASKED[name] ?? expect.fail(`nothing asks for ${name}`);
    const world = await furnished();
    const [method = "", , status = ""] = name.split(" ");
    const answer = await ask(world.rig, asked.by)(method, asked.path(world), asked.body?.(world));
    expect(answer.status, answer.text).toBe(Number(status));
    expect(violations("answers", name, answer.json)).toEqual([]);
    // A list without anything in it fits every description.
    if (Array.isArray(answer.json)) expect(answer.json).not.toEqual([]);
  },
);

// Of the list the document says that an account is a user and an enterprise at once, which nothing can be.
test("the list of installations has each as GitHub describes one", async () => {
  const { asApp } = createRig();
  const { json } = await asApp("GET", "/app/installations");
  const [first] = Array.isArray(json) ? json : [];
  expect(violations("answers", "GET /app/installations/{installation_id} 200", first)).toEqual([]);
});

test("an App made from a manifest is told with its secrets, once, as GitHub describes it", async () => {
  const { github, ask } = createRig();
  const manifest = JSON.stringify({
    name: "Tiers",
    url: "https://t.test",
    redirect_url: "https://t.test/back",
    hook_attributes: { url: "https://t.test/hook" },
  });
  const form = new URLSearchParams({ manifest, create: "1" });
  const page = await github.fetch("https://github.com/settings/apps/new?state=s1", {
    method: "POST",
    body: form,
    redirect: "manual",
  });
  const back = new URL(page.headers.get("location") ?? expect.fail("the page led nowhere"));
  expect(back.searchParams.get("state")).toBe("s1");
  const path = `/app-manifests/${back.searchParams.get("code")}/conversions`;
  const answer = await ask(null, "POST", path);
  expect(answer.status).toBe(201);
  expect(violations("answers", "POST /app-manifests/{code}/conversions 201", answer.json)).toEqual([]);
  expect(textOf(answer.json, "pem")).toMatch(/^-----BEGIN RSA PRIVATE KEY-----/);
  expect((await ask(null, "POST", path)).status).toBe(404);
});

test("refusals have GitHub's form", async () => {
  const { github, call } = createRig();
  github.as("ines").openIssue(AURORA, { title: "Gone" });
  github.as("mara").deleteIssue(`${AURORA}#1`);
  const missing = await call("GET", `/repos/${AURORA}/issues/99`);
  const deleted = await call("GET", `/repos/${AURORA}/issues/1`);
  const twice = await call("POST", `/repos/${AURORA}/labels`, { name: "BUG" });
  expect([missing.status, deleted.status, twice.status]).toEqual([404, 410, 422]);
  expect(violations("refusals", "GET /repos/{owner}/{repo}/issues/{issue_number} 404", missing.json)).toEqual([]);
  expect(violations("refusals", "GET /repos/{owner}/{repo}/issues/{issue_number} 410", deleted.json)).toEqual([]);
  expect(violations("refusals", "POST /repos/{owner}/{repo}/labels 422", twice.json)).toEqual([]);
  expect(twice.json).toMatchObject({ errors: [{ resource: "Label", code: "already_exists", field: "name" }] });
});

test("a wrong answer is found", async () => {
  const { github, call } = createRig();
  github.as("ines").openIssue(AURORA, { title: "Login fails" });
  const { json } = await call("GET", issue);
  const wrong = (change: object) =>
    violations("answers", "GET /repos/{owner}/{repo}/issues/{issue_number} 200", { ...Object(json), ...change });
  expect(wrong({})).toEqual([]);
  expect(wrong({ id: "1" }).join()).toContain("/id must be integer");
  expect(wrong({ updated_at: "today" }).join()).toContain("/updated_at must match format");
});
