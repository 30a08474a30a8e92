import { describe, expect, test } from "vitest";
import { auditEntry } from "../../src/api/audit.ts";
import { hours, minutes } from "../../src/core/time.ts";
import { labelsOf } from "../support/emulated-github.ts";
import { aContract, POLICY, policyWith } from "../support/given.ts";
import { openWorld, TERMS, type World } from "../support/world.ts";

// The whole way of an issue: GitHub's webhook, Tierline on its files, GitHub's API.

/** Globex has bought Enterprise. */
const terms = {
  ...TERMS,
  contracts: [aContract({ organizationId: null, name: "Globex", handles: ["acme/globex"], domains: [] })],
};
const open = () => openWorld({ owners: ["acme"], terms });

describe("an issue of a customer", () => {
  test("is labelled and answered by one comment with its due date and why; the echoes of that cost nothing", async () => {
    const world = await open();
    const issue = world.github().opens("Sev 2 – Major");
    await world.settle();
    expect(labelsOf(issue)).toEqual(["sev: 2", "sla: enterprise"]);
    expect(world.github().ours(issue)).toHaveLength(1);
    const [comment] = world.github().ours(issue);
    expect(comment?.body).toContain("First response due: Wed 4 Nov 2026 13:00 GMT");
    expect(comment?.body).toContain("acme/globex on GitHub belongs to Globex");
    expect(world.sent.map(({ status }) => status)).toEqual(world.sent.map(() => 200));
    expect(world.sent.length).toBeGreaterThan(1);
    world.github().writes();
    await world.pass(hours(1));
    expect(world.github().writes()).toEqual([]);
  });

  test("whose severity somebody relabels has its labels swapped and its comment edited", async () => {
    const world = await open();
    const issue = world.github().opens("Sev 2 – Major");
    await world.settle();
    await world.pass(minutes(1));
    world.github().as("sue").label(issue, "sev: 1");
    await world.settle();
    expect(labelsOf(issue)).toEqual(["sev: 1", "sla: enterprise"]);
    expect(world.github().ours(issue)).toHaveLength(1);
    expect(world.github().ours(issue)[0]?.body).toContain("First response due: Tue 3 Nov 2026 11:00 GMT");
  });

  test("that support answers has met its target", async () => {
    const world = await open();
    const issue = world.github().opens("Sev 2 – Major");
    await world.settle();
    await world.pass(minutes(10));
    world.github().as("sue").comment(issue, "We look into it.");
    await world.settle();
    const { json } = await world.operator("GET", "/decisions?ticket=acme%2Fglobex%231");
    expect(json).toMatchObject({
      account: { helpdesk: "github", name: "acme" },
      decisions: [{ ticketId: "acme/globex#1", state: "met" }, { state: "on_track" }],
    });
    expect(world.github().ours(issue)).toHaveLength(1);
  });

  test("goes on after a restart", async () => {
    const world = await open();
    await world.restart();
    const issue = world.github().opens();
    await world.settle();
    expect(labelsOf(issue)).toEqual(["sev: 3", "sla: enterprise"]);
  });
});

describe("a repository", () => {
  test("that is made public tells nobody's tier any more, without waiting for an event of its issues", async () => {
    const world = await open();
    const issue = world.github().opens();
    await world.settle();
    expect(labelsOf(issue)).toEqual(["sev: 3", "sla: enterprise"]);
    world.github().as("mara").setPrivate("acme/globex", false);
    await world.settle();
    expect(labelsOf(issue)).toEqual(["sev: 3"]);
    expect(world.github().ours(issue)).toEqual([]);
  });
});

describe("a label of ours", () => {
  const OURS = ["sev: 3", "sla: enterprise"];

  test("that is deleted from the repository is made again as it was, and put on its issues", async () => {
    const world = await open();
    const issue = world.github().opens();
    await world.settle();
    world.github().as("mara").deleteLabel("acme/globex", "sla: enterprise");
    expect(labelsOf(issue)).toEqual(["sev: 3"]);
    await world.settle();
    expect(labelsOf(issue)).toEqual(OURS);
    expect(issue.labels.find(({ name }) => name === "sla: enterprise")?.color).toBe("5319e7");
  });

  test("that is renamed in the repository becomes somebody else's, and ours is put beside it", async () => {
    const world = await open();
    const issue = world.github().opens();
    await world.settle();
    world.github().as("mara").editLabel("acme/globex", "sla: enterprise", { name: "Enterprise" });
    await world.settle();
    expect(labelsOf(issue)).toEqual(["Enterprise", ...OURS]);
  });
});

describe("a canary", () => {
  test("is named by its repository", async () => {
    const world = await openWorld({ owners: ["acme"], mode: "shadow", terms });
    const [issue, other] = [world.github().opens(), world.github().opens("2", "sdk")];
    await world.settle();
    await world.operator("POST", "/mode", { owner: "acme", mode: "canary", organizations: ["Acme/Globex"] });
    await world.settle();
    expect(labelsOf(issue)).toEqual(["sev: 3", "sla: enterprise"]);
    expect(labelsOf(other)).toEqual([]);
  });
});

describe("whom an issue is given to", () => {
  const assigned = (logins: readonly string[]) =>
    policyWith({
      groups: { priority: "360001", standard: "360001", account_team: null },
      issues: { ...POLICY.issues, assignees: { priority: logins, standard: logins, account_team: [] } },
    });

  test("is by the policy's rules for issues, and a Zendesk account beside it keeps its groups", async () => {
    const world = await openWorld({
      owners: ["acme"],
      accounts: ["acme"],
      terms: { ...terms, policy: assigned(["sue"]) },
    });
    const issue = world.github().opens();
    await world.zendesk().arrives();
    await world.settle();
    expect(issue.assignees.map(({ login }) => login)).toEqual(["sue"]);
    const decided = JSON.stringify((await world.rows())["decision"]);
    expect(decided).toContain("360001");
    expect(decided).not.toContain("sue");
  });

  test("is nobody's where the policy names nobody, whatever groups it names", async () => {
    const world = await openWorld({ owners: ["acme"], terms: { ...terms, policy: assigned([]) } });
    const issue = world.github().opens();
    await world.settle();
    expect(issue.assignees).toEqual([]);
    expect(labelsOf(issue)).toEqual(["sev: 3", "sla: enterprise"]);
  });
});

describe("the audit trail", () => {
  const trail = async (world: World) => {
    const { entries } = await (await world.ownersAccount()).admin.audit({ limit: 10 });
    return entries.map((entry) => auditEntry.parse(entry));
  };

  test("tells of the connection by names and numbers, and of no secret", async () => {
    const world = await open();
    await world.connectOwner();
    await world.operator("POST", "/disconnect", { owner: "acme" });
    const told = await trail(world);
    const app = { owner: "acme", app: expect.any(String), appId: expect.any(String), installation: expect.any(String) };
    expect(told.map(({ action }) => action).sort()).toEqual(
      ["account.connected", "account.disconnected", "account.reconnected", "mode.set"].sort(),
    );
    expect(told.find(({ action }) => action === "account.connected")).toMatchObject({
      subject: "account acme",
      detail: { before: null, after: app },
    });
    expect(told.find(({ action }) => action === "account.disconnected")).toMatchObject({
      detail: { before: app, after: null },
    });
    const { privateKey, webhookSecret } = world.github().credentials;
    for (const secret of [webhookSecret, privateKey.split("\n")[1]]) expect(JSON.stringify(told)).not.toContain(secret);
  });
});

test("a version that knows no GitHub finds the account unconnected, starts, and loses nothing of it", async () => {
  const world = await open();
  const { sql } = (await world.ownersAccount()).desk;
  const before = sql.first<{ value: string }>(`SELECT value FROM setting WHERE key = 'github_connection'`);
  // It doesn't know this setting, so that it takes the account for one of Zendesk.
  sql.run(`DELETE FROM setting WHERE key = 'helpdesk'`);
  await world.restart();
  const taken = await world.ownersAccount();
  expect(taken.overview()).toMatchObject({ helpdesk: "zendesk", account: null });
  const { sql: again } = taken.desk;
  expect(again.first(`SELECT value FROM setting WHERE key = 'github_connection'`)).toEqual(before);
  again.run(`INSERT INTO setting (key, value) VALUES ('helpdesk', 'github')`);
  await world.restart();
  const issue = world.github().opens();
  await world.settle();
  expect(labelsOf(issue)).toEqual(["sev: 3", "sla: enterprise"]);
});
