import { Webhooks } from "@octokit/webhooks";
import { describe, expect, test } from "vitest";
import { AURORA, createRig, each, HOOK, numberOf, signatureOf, textOf } from "./rig.ts";

test("a delivery is signed with the App's secret and says what it is", async () => {
  const { github, arrivals, app } = createRig();
  github.as("ines").openIssue(AURORA, { title: "Login fails – früh" });
  await github.idle();
  const [arrival] = arrivals;
  if (arrival === undefined) expect.fail("nothing arrived");
  expect(Object.fromEntries(arrival.headers)).toMatchObject({
    "content-type": "application/json",
    "x-github-event": "issues",
    "x-github-delivery": expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    "x-github-hook-id": expect.stringMatching(/^\d+$/),
    "x-hub-signature-256": signatureOf(app.webhookSecret, arrival.text),
  });
  const webhooks = new Webhooks({ secret: app.webhookSecret });
  expect(await webhooks.verify(arrival.text, arrival.headers.get("x-hub-signature-256") ?? "")).toBe(true);
  expect(arrival.body).toMatchObject({ installation: { id: app.installationId }, sender: { login: "ines" } });
});

test("what failed is not sent again until it is asked for, and then under the same guid", async () => {
  const rig = createRig();
  rig.reply.with = () => new Response("no", { status: 503 });
  rig.github.as("ines").openIssue(AURORA, { title: "Login fails" });
  await rig.clock.advance(3_600_000);
  expect(rig.arrivals).toHaveLength(1);
  const failed = await rig.asApp("GET", "/app/hook/deliveries?status=failure");
  expect(failed.json).toMatchObject([{ status_code: 503, event: "issues", action: "opened", redelivery: false }]);
  rig.reply.with = () => new Response(null, { status: 200 });
  const id = Number(each(failed.json, "id")[0]);
  expect((await rig.asApp("POST", `/app/hook/deliveries/${id}/attempts`)).status).toBe(202);
  await rig.github.idle();
  const all = await rig.asApp("GET", "/app/hook/deliveries");
  expect(all.json).toMatchObject([{ redelivery: true, status: "OK" }, { redelivery: false }]);
  expect(new Set(each(all.json, "guid")).size).toBe(1);
  expect(rig.arrivals[0]?.text).toBe(rig.arrivals[1]?.text);
});

test("an endpoint has ten seconds", async () => {
  const rig = createRig();
  rig.reply.with = () => new Promise(() => undefined);
  rig.github.as("ines").openIssue(AURORA, { title: "Login fails" });
  await rig.clock.advance(10_000);
  await rig.github.idle();
  const { json } = await rig.asApp("GET", "/app/hook/deliveries");
  expect(json).toMatchObject([{ status: "timed out", status_code: 0, duration: 10 }]);
});

test("deliveries are listed newest first, page by page, for three days", async () => {
  const { github, asApp, clock } = createRig();
  for (const title of ["one", "two", "three"]) github.as("ines").openIssue(AURORA, { title });
  await github.idle();
  const first = await asApp("GET", "/app/hook/deliveries?per_page=2");
  const next = first.headers.get("link")?.match(/<https:\/\/api\.github\.com([^>]+)>; rel="next"/)?.[1];
  const second = await asApp("GET", next ?? expect.fail("no next page"));
  const ids = [...each(first.json, "id"), ...each(second.json, "id")].map(Number);
  expect(ids).toEqual([...ids].sort((a, b) => b - a));
  expect(ids).toHaveLength(3);
  await clock.advance(3 * 24 * 3_600_000);
  expect((await asApp("GET", "/app/hook/deliveries")).json).toEqual([]);
});

test("the webhook's address and secret can be changed by the App", async () => {
  const { github, asApp, arrivals } = createRig();
  expect((await asApp("GET", "/app/hook/config")).json).toMatchObject({ url: HOOK, secret: "********" });
  await asApp("PATCH", "/app/hook/config", { url: "https://elsewhere.test/", secret: "new" });
  github.as("ines").openIssue(AURORA, { title: "Login fails" });
  await github.idle();
  expect(github.deliveries[0]?.url).toBe("https://elsewhere.test/");
  expect(arrivals[0]?.headers.get("x-hub-signature-256")).toBe(signatureOf("new", arrivals[0]?.text ?? ""));
});

describe("faults of deliveries", () => {
  test("drop, repeat and reorder", async () => {
    const { github, arrivals, clock, told } = createRig();
    github.webhookFaults.add({ event: "label", fault: { kind: "drop" } });
    github.webhookFaults.add({ event: "issue_comment", fault: { kind: "duplicate", copies: 2 } });
    github.webhookFaults.add({ event: "issues", fault: { kind: "reorder", withinMs: 5000 } });
    const issue = github.as("ines").openIssue(AURORA, { title: "Login fails" });
    github.as("ada").label(issue, "new one", "bug", "question");
    github.as("ada").comment(issue, "We look.");
    await clock.advance(5000);
    await github.idle();
    expect([...told()].sort()).toEqual([
      "issue_comment.created",
      "issue_comment.created",
      "issues.labeled",
      "issues.labeled",
      "issues.labeled",
      "issues.opened",
    ]);
    expect(arrivals.map(({ body }) => textOf(body, "action")).at(0)).toBe("created");
  });
});

describe("faults of calls", () => {
  const path = `/repos/${AURORA}/issues`;
  test.each([
    ["a server error before the effect", { kind: "status", status: 502 } as const, 502, 0],
    ["a server error after the effect", { kind: "status", status: 502, when: "after" } as const, 502, 1],
    ["a secondary limit", { kind: "secondary_limit", status: 429 } as const, 429, 0],
    ["a page", { kind: "html", status: 200 } as const, 200, 0],
    ["half an answer", { kind: "truncated", bytes: 20 } as const, 201, 1],
  ])("%s", async (_name, fault, status, written) => {
    const { github, call } = createRig();
    github.faults.add({ match: { method: "POST", path: "/repos/*" }, fault, times: 1 });
    const answer = await call("POST", path, { title: "Login fails" });
    expect([answer.status, [...github.state.repositories.values()].flatMap((one) => [...one.issues]).length]).toEqual([
      status,
      written,
    ]);
    expect(answer.headers.get("retry-after")).toBe(fault.kind === "secondary_limit" ? "60" : null);
  });

  test("a connection that breaks, before or after the write", async () => {
    const { github, call, as } = createRig();
    github.faults.add({ match: { method: "POST", path: "/repos/*" }, fault: { kind: "reset" }, times: 1 });
    github.faults.add({
      match: { method: "POST", path: "/repos/*" },
      fault: { kind: "reset", when: "after" },
      times: 1,
    });
    await expect(call("POST", path, { title: "lost" })).rejects.toThrow("fetch failed");
    await expect(call("POST", path, { title: "written" })).rejects.toThrow("fetch failed");
    expect(each((await as("ada", "GET", path)).json, "title")).toEqual(["written"]);
    expect(github.calls.counts).toMatchObject({
      "POST /repos/{owner}/{repo}/issues": 2,
      "GET /repos/{owner}/{repo}/issues": 1,
    });
  });

  test("a slow answer comes late", async () => {
    const { github, as, clock } = createRig();
    github.faults.add({ fault: { kind: "slow", ms: 3000 } });
    const asked = as("ada", "GET", path);
    await clock.advance(3000);
    expect(numberOf({ status: (await asked).status }, "status")).toBe(200);
  });
});
