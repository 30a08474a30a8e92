import { describe, expect, test } from "vitest";
import { readFollowers } from "../../src/account/mapping-ledger.ts";
import { minutes } from "../../src/core/time.ts";
import { readOwner } from "../../src/desk/owner.ts";
import { writeSetting } from "../../src/desk/settings.ts";
import { Administrator, EDITABLE } from "../support/administrators.ts";
import { labelsOf } from "../support/emulated-github.ts";
import { OPERATOR_TOKEN } from "../support/world.ts";
import { followed, type GitStage, gitStage, MAPPING, organizations } from "./git-stage.ts";

// The whole way of a commit: GitHub's webhook, Tierline on its files, GitHub's API, and the tickets of both helpdesks.

const BAD_PHRASE = MAPPING["support-policy.yaml"]?.replace("severity_2: 1 - 2 business days", "severity_2: soon") ?? "";
const LINE = BAD_PHRASE.split("\n").findIndex((line) => line.includes("severity_2: soon")) + 1;
const GOLDEN = "name,tier,severity,arrival,due\n";

/** What has become of the commits, by the trail: oldest first. */
const deeds = async (stage: GitStage) =>
  (await stage.trail(await stage.zendesk()))
    .filter(({ action }) => action.startsWith("mapping."))
    .map(({ action, actor }) => `${action} ${actor.id}`)
    .reverse();

const tierOfBolt = async (stage: GitStage) => {
  const { admin } = await stage.zendesk();
  return admin.organizations({ limit: 9, sort: "name", search: "Bolt" }).organizations[0]?.tier;
};

describe("a push", () => {
  test("changes the tickets of every account that follows, as one version with its author and commit", async () => {
    const stage = await followed();
    const { world } = stage;
    const ticket = await world.zendesk().arrives({ from: "bob@bolt.example" });
    const issue = world.github().opens("Sev 2 – Major");
    await world.settle();
    expect(world.zendesk().shows(ticket).tags).toContain("sla_tier_growth");
    expect(labelsOf(issue)).toContain("sla: enterprise");

    const text = organizations({ bolt: "pro", globex: "growth" });
    const { sha } = stage.push({ "organizations.csv": text }, { message: "Bolt renewed\n\nAs agreed." });
    await world.settle();
    expect(world.zendesk().shows(ticket).tags).toContain("sla_tier_pro");
    expect(labelsOf(issue)).toContain("sla: growth");
    for (const account of [await stage.zendesk(), await stage.github()]) {
      const [entry] = await stage.trail(account);
      expect(entry).toMatchObject({
        action: "mapping.pulled",
        actor: { kind: "system", id: sha, name: "Mara (mara), by git" },
        detail: {
          repository: "acme/contracts",
          branch: "main",
          commit: { sha, author: "Mara", login: "mara", subject: "Bolt renewed" },
          organizations: { added: 0, altered: 2, removed: 0 },
          tickets: { differ: 1 },
        },
      });
      expect(await account.mappingStatus()).toMatchObject({
        owner: "git",
        trouble: null,
        git: { repository: "acme/contracts", branch: "main", inForce: { sha, author: "Mara" }, refused: null },
      });
    }
    const lines = world.log
      .map((line) => JSON.parse(line))
      .filter(({ event, commit }) => event === "pulled" && commit === sha);
    expect(lines).toMatchObject([{ level: "info", account: "acme", helpdesk: "github", outcome: "applied" }]);
    const check = stage.checks().find(({ head_sha }) => head_sha === sha);
    expect(check).toMatchObject({ name: "Tierline", conclusion: "success", annotations: [] });
    expect(check?.output.title).toBe("2 organizations, 2 open tickets");
    expect(check?.output.summary).toContain("In force for acme, acme.");
  });

  test("changes the date of a ticket whose severity was chosen by its priority and written by us since", async () => {
    const stage = await followed();
    const { world } = stage;
    const ticket = await world.zendesk().arrives({ from: "bob@bolt.example" });
    await world.settle();
    await world.zendesk().edits(ticket, { priority: "urgent" });
    await world.settle();
    expect(world.zendesk().shows(ticket).tags).toContain("sla_sev_1");
    const text = MAPPING["support-policy.yaml"]?.replace("severity_1: 6 hours, 24x7", "severity_1: 2 hours, 24x7");
    stage.push({ "support-policy.yaml": text ?? "" });
    await world.settle();
    expect(world.zendesk().shows(ticket).due).toMatch(/^2026-11-03T12:00:/);
    const [entry] = await stage.trail(await stage.zendesk());
    expect(entry).toMatchObject({ detail: { tickets: { weighed: 1, differ: 1 } } });
  });

  test("changes the policy, as a version of its own that names its author", async () => {
    const stage = await followed();
    const text = MAPPING["support-policy.yaml"]?.replace(
      "severity_2: 1 - 2 business days",
      "severity_2: 1 business day",
    );
    const { sha } = stage.push({ "support-policy.yaml": text ?? "" }, { message: "Faster" });
    await stage.world.settle();
    const account = await stage.zendesk();
    const note = `acme/contracts@${sha.slice(0, 7)}: Faster`;
    expect(account.admin.policyVersions().versions[0]).toMatchObject({
      author: "Mara (mara), by git",
      note,
      current: true,
    });
    expect(account.admin.policy()).toMatchObject({
      owner: "git",
      number: account.admin.policyVersions().versions.length,
    });
  });

  test("that takes a customer out and brings another leaves nobody else otherwise", async () => {
    const stage = await followed();
    const { world } = stage;
    const ticket = await world.zendesk().arrives({ from: "bob@bolt.example" });
    await world.settle();
    const text = organizations().replace(",crm-2,Bolt,", ",crm-3,Cargo,");
    stage.push({ "organizations.csv": text });
    await world.settle();
    expect(world.zendesk().shows(ticket).tags).toContain("sla_unmapped");
    const { admin } = await stage.zendesk();
    const names = admin.organizations({ limit: 9, sort: "name" }).organizations.map(({ name }) => name);
    expect(names).toEqual(["Acme", "Cargo", "Globex"]);
    const [entry] = await stage.trail(await stage.zendesk());
    expect(entry).toMatchObject({ detail: { organizations: { added: 1, altered: 0, removed: 1 } } });
  });

  test("with a phrase that nobody understands applies nothing and says where", async () => {
    const stage = await followed();
    const account = await stage.zendesk();
    const before = account.admin.policy();
    const files = { "support-policy.yaml": BAD_PHRASE, "organizations.csv": organizations({ bolt: "pro" }) };
    const { sha } = stage.push(files);
    await stage.world.settle();
    expect(account.admin.policy()).toMatchObject({ version: before.version, number: before.number });
    expect(await tierOfBolt(stage)).toBe("growth");
    const { git } = await account.mappingStatus();
    expect(git?.refused).toMatchObject({ sha, problemCount: 1 });
    expect(git?.refused?.problems[0]).toMatch(new RegExp(`^support-policy.yaml:${LINE}: `));
    expect(git?.inForce?.sha).not.toBe(sha);
    const check = stage.checks().find(({ head_sha }) => head_sha === sha);
    expect(check).toMatchObject({
      conclusion: "failure",
      annotations: [{ path: "support-policy.yaml", start_line: LINE }],
    });
    const problem = (await account.doctor()).find(({ what }) => what.includes("Nothing of commit"));
    expect(problem).toMatchObject({ level: "problem" });
    expect(problem?.what).toContain(`support-policy.yaml:${LINE}`);
    expect(account.health().git?.refused?.sha).toBe(sha);
    expect((await stage.trail(account))[0]).toMatchObject({ action: "mapping.refused", actor: { id: sha } });

    stage.push({ "support-policy.yaml": MAPPING["support-policy.yaml"] ?? "" });
    await stage.world.settle();
    expect((await account.mappingStatus()).git?.refused).toBeNull();
    expect(await tierOfBolt(stage)).toBe("pro");
  });

  test("after which a golden row differs applies nothing, and shows what it would have changed", async () => {
    const stage = await followed();
    const wrong = `${GOLDEN}At ten,growth,1,2026-11-17 10:00,2026-11-17 17:00\n`;
    const { sha } = stage.push({ "golden.csv": wrong, "organizations.csv": organizations({ bolt: "pro" }) });
    await stage.world.settle();
    const account = await stage.zendesk();
    const { git } = await account.mappingStatus();
    expect(git?.refused?.problems[0]).toMatch(/^golden.csv:2: due: "At ten" differs/);
    const check = stage.checks().find(({ head_sha }) => head_sha === sha);
    expect(check).toMatchObject({ conclusion: "failure", annotations: [{ path: "golden.csv", start_line: 2 }] });
    expect(check?.output.summary).toContain("1 of 1 row differs");
    expect(check?.output.summary).toContain("tier <code>growth</code> → <code>pro</code>");
    expect(await tierOfBolt(stage)).toBe("growth");
  });

  test("to another branch, or of no mapping file, changes nothing", async () => {
    const stage = await followed();
    const before = await deeds(stage);
    stage.push({ "organizations.csv": organizations({ bolt: "pro" }) }, { branch: "later" });
    await stage.world.settle();
    expect(await deeds(stage)).toEqual(before);
    const { sha } = stage.push({ "README.md": "Hello" });
    await stage.world.settle();
    const [entry] = await stage.trail(await stage.zendesk());
    expect(entry).toMatchObject({ detail: { organizations: { added: 0, altered: 0, removed: 0 } } });
    expect((await stage.zendesk()).admin.changes(null, 9).changes.filter(({ note }) => note.includes(sha))).toEqual([]);
  });

  test("that is told three times is applied once; of two that are told in the wrong order the newer one stays", async () => {
    const stage = await followed();
    const { world } = stage;
    const { webhookFaults } = world.github().emulator;
    const before = (await deeds(stage)).length;
    webhookFaults.add({ event: "push", fault: { kind: "duplicate", copies: 3 }, times: 1 });
    const first = stage.push({ "organizations.csv": organizations({ bolt: "pro" }) });
    await world.settle();
    webhookFaults.add({ event: "push", fault: { kind: "delay", ms: 5_000 }, times: 1 });
    const late = stage.push({ "organizations.csv": organizations({ bolt: "growth" }) });
    const last = stage.push({ "organizations.csv": organizations({ bolt: "enterprise" }) });
    await world.settle();
    expect(late.sha).not.toBe(last.sha);
    expect((await deeds(stage)).slice(before)).toEqual([`mapping.pulled ${first.sha}`, `mapping.pulled ${last.sha}`]);
    expect(await tierOfBolt(stage)).toBe("enterprise");
  });

  test("while another is being applied is applied after it, and none before", async () => {
    const stage = await followed();
    const { world } = stage;
    const before = (await deeds(stage)).length;
    let second: string | null = null;
    world.meanwhile = async ({ path }) => {
      if (second !== null || !path.includes("/git/blobs/")) return;
      const arrived = world.sent.length;
      second = stage.push({ "organizations.csv": organizations({ bolt: "enterprise" }) }).sha;
      // Tierline is told of it while it still reads the first.
      while (world.sent.length === arrived) await new Promise((resolve) => setImmediate(resolve));
    };
    const first = stage.push({ "organizations.csv": organizations({ bolt: "pro" }) });
    await world.settle();
    expect((await deeds(stage)).slice(before)).toEqual([`mapping.pulled ${first.sha}`, `mapping.pulled ${second}`]);
    expect(await tierOfBolt(stage)).toBe("enterprise");
  });

  test.each(["/git/blobs/", "/check-runs"])(
    "whose process dies at %s is applied once, by the next that starts",
    async (at) => {
      const stage = await followed({ sweepEvery: minutes(5) });
      const { world } = stage;
      const before = (await deeds(stage)).length;
      let dead = false;
      world.meanwhile = ({ path }) => {
        if (dead || !path.includes(at)) return Promise.resolve();
        dead = true;
        return world.crash().then(() => new Promise<never>(() => undefined));
      };
      const { sha } = stage.push({ "organizations.csv": organizations({ bolt: "pro" }) });
      await world.settle();
      await world.pass(minutes(6));
      expect(dead).toBe(true);
      expect((await deeds(stage)).slice(before)).toEqual([`mapping.pulled ${sha}`]);
      expect(stage.checks().filter(({ head_sha }) => head_sha === sha)).toHaveLength(1);
      expect((await (await stage.zendesk()).mappingStatus()).trouble).toBeNull();
    },
  );

  test("of which no event came is found by the sweep", async () => {
    const stage = await followed({ sweepEvery: minutes(5) });
    const { world } = stage;
    world.github().emulator.webhookFaults.add({ event: "push", fault: { kind: "drop" } });
    stage.push({ "organizations.csv": organizations({ bolt: "pro" }) });
    await world.settle();
    expect(await tierOfBolt(stage)).toBe("growth");
    await world.pass(minutes(6));
    expect(await tierOfBolt(stage)).toBe("pro");
  });
});

describe("where git owns the mapping", () => {
  test("administrators can read it and change nothing, and are told why; they can take over, and git then changes nothing", async () => {
    const stage = await followed();
    const { world } = stage;
    const admin = new Administrator(world, OPERATOR_TOKEN);
    const { id } = await admin.finds("Bolt");
    const change = { kind: "organizations", edits: [{ op: "set", id, organization: { tier: "pro" } }], note: "" };
    const refused = await admin.asks("POST", "/changes", change);
    expect(refused.json).toMatchObject({ status: 409, reason: "owned_by_git" });
    expect(refused.text).toContain("acme/contracts, branch main owns the mapping");
    const [pulled] = (await stage.zendesk()).admin.changes(null, 1).changes;
    expect((await admin.asks("POST", `/changes/${pulled?.id}/undo`)).json).toMatchObject({ reason: "owned_by_git" });
    expect((await admin.asks("GET", "/policy")).json).toMatchObject({ git: { repository: "acme/contracts" } });

    await admin.takesOver();
    await admin.applies(await admin.proposes(change));
    stage.push({ "organizations.csv": organizations({ bolt: "enterprise" }) });
    await world.settle();
    expect(await tierOfBolt(stage)).toBe("pro");
    expect((await admin.asks("GET", "/policy")).json).toMatchObject({ owner: "admin", git: null });
    expect((await (await stage.github()).mappingStatus()).git?.inForce).not.toBeNull();
  });

  test("a version that knows no git leaves the mapping alone, and takes it for the administrators'", async () => {
    const stage = await followed();
    const { sql } = (await stage.zendesk()).desk;
    expect(readOwner(sql)).toBe("git");
    expect(sql.first(`SELECT value FROM setting WHERE key = 'owner'`)).toEqual({ value: "admin" });
    writeSetting(sql, "owner", "files");
    expect(readOwner(sql)).toBe("files");
  });

  test("it stays as it was while the repository, the branch or the App is gone, and doctor says so", async () => {
    const stage = await followed();
    const { world } = stage;
    const account = await stage.zendesk();
    const { inForce } = (await account.mappingStatus()).git ?? {};
    const repository = [...world.github().emulator.state.repositories.values()].find(
      ({ name }) => name === "contracts",
    );
    const head = repository?.branches.get("main");
    repository?.branches.delete("main");
    expect(await account.refreshMapping()).toMatchObject([{ outcome: "failed" }]);
    const { trouble, git } = await account.mappingStatus();
    expect(trouble).toContain("acme/contracts has no branch main");
    expect(git?.inForce).toEqual(inForce);
    expect((await account.doctor()).find(({ what }) => what.includes("has no branch main"))?.level).toBe("problem");
    if (head !== undefined) repository?.branches.set("main", head);
    expect(await account.refreshMapping()).toMatchObject([{ outcome: "same" }]);
    expect((await account.mappingStatus()).trouble).toBeNull();
  });

  test("it stays over a restart, whatever the server's own files say then", async () => {
    const stage = await followed();
    const { world } = stage;
    stage.push({ "organizations.csv": organizations({ bolt: "pro" }) });
    await world.settle();
    const before = (await stage.zendesk()).admin.policy();
    await world.restart({ ...EDITABLE, contracts: [], mappingVersion: "m2" });
    await world.settle();
    expect(await tierOfBolt(stage)).toBe("pro");
    expect((await stage.zendesk()).admin.policy()).toEqual(before);
    expect((await deeds(stage)).length).toBe(2);
  });

  test("an account that is out of reach gets the commit when it is back, and the others only once", async () => {
    const stage = await followed({ sweepEvery: minutes(5) });
    const { world } = stage;
    const zendesk = await stage.zendesk();
    const takes = zendesk.takeMapping.bind(zendesk);
    zendesk.takeMapping = () => Promise.reject(new Error("moved"));
    const { sha } = stage.push({ "organizations.csv": organizations({ bolt: "pro" }) });
    await world.settle();
    expect((await (await stage.github()).mappingStatus()).git?.inForce?.sha).toBe(sha);
    expect((await zendesk.mappingStatus()).trouble).toContain("can't be reached");
    zendesk.takeMapping = takes;
    await world.pass(minutes(2));
    expect(await tierOfBolt(stage)).toBe("pro");
    expect((await zendesk.mappingStatus()).trouble).toBeNull();
    const told = (await stage.trail(await stage.github())).filter(({ actor }) => actor.id === sha);
    expect(told).toHaveLength(1);
  });

  test("an account that comes while a commit is being handed out gets it, too", async () => {
    const stage = await gitStage();
    const { world } = stage;
    stage.push(MAPPING);
    await stage.follows(await stage.github());
    const zendesk = await stage.zendesk();
    let joining: Promise<unknown> | null = null;
    world.meanwhile = async ({ path, method }) => {
      if (joining !== null || method !== "POST" || !path.endsWith("/check-runs")) return;
      joining = stage.follows(zendesk);
      const { sql } = (await stage.github()).desk;
      while (readFollowers(sql).length < 2) await new Promise((resolve) => setImmediate(resolve));
    };
    const { sha } = stage.push({ "organizations.csv": organizations({ bolt: "pro" }) });
    await world.settle();
    await joining;
    expect((await zendesk.mappingStatus()).git?.inForce?.sha).toBe(sha);
  });

  test("when the account that reads it has lost its list, doctor says so and a pull mends it", async () => {
    const stage = await followed();
    const { world } = stage;
    writeSetting((await stage.github()).desk.sql, "mapping_followers", null);
    const zendesk = await stage.zendesk();
    expect((await zendesk.mappingStatus()).trouble).toContain("tierline mapping pull");
    stage.push({ "organizations.csv": organizations({ bolt: "pro" }) });
    await world.settle();
    await zendesk.refreshMapping();
    expect(await tierOfBolt(stage)).toBe("pro");
    expect((await zendesk.mappingStatus()).trouble).toBeNull();
  });

  test("while the account that reads it is disconnected, doctor says so; connected again, it goes on", async () => {
    const stage = await followed();
    const { world } = stage;
    await (await stage.github()).disconnect(false, { kind: "operator" });
    const zendesk = await stage.zendesk();
    expect((await zendesk.mappingStatus()).trouble).toContain("is not connected here");
    const { sha } = stage.push({ "organizations.csv": organizations({ bolt: "pro" }) });
    await world.settle();
    expect(await tierOfBolt(stage)).toBe("growth");
    await world.connectOwner();
    await zendesk.refreshMapping();
    expect((await zendesk.mappingStatus()).git?.inForce?.sha).toBe(sha);
  });

  test("an older commit that the branch was forced back to is what counts again", async () => {
    const stage = await followed();
    const { world } = stage;
    const account = await stage.zendesk();
    const repository = [...world.github().emulator.state.repositories.values()].find(
      ({ name }) => name === "contracts",
    );
    const first = repository?.branches.get("main") ?? "";
    stage.push({ "organizations.csv": organizations({ bolt: "pro" }) });
    await world.settle();
    repository?.branches.set("main", first);
    await account.refreshMapping();
    expect((await account.mappingStatus()).git?.inForce?.sha).toBe(first);
    expect(await tierOfBolt(stage)).toBe("growth");
  });

  test("a repository that can't be read is not followed, and nothing changes hands", async () => {
    const stage = await gitStage();
    const account = await stage.zendesk();
    await expect(stage.follows(account, "acme/none")).rejects.toThrow("unreadable_repository");
    await expect(stage.follows(account, "acme/contracts", "none")).rejects.toThrow("no branch none");
    expect((await account.mappingStatus()).owner).toBe("files");
    expect((await stage.trail(account)).map(({ action }) => action)).not.toContain("owner.put_in_git");
  });
});

describe("a pull request", () => {
  /** Mara proposes these files. */
  const propose = (stage: GitStage, files: Readonly<Record<string, string>>, repository = "acme/contracts") => {
    const mara = stage.world.github().as("mara");
    const { sha } = mara.push(repository, { branch: "renewal", files });
    return { sha, issue: mara.openPullRequest(repository, { title: "Renewal", head: "renewal" }) };
  };

  test("gets one check run with what it would change, and changes nothing", async () => {
    const stage = await followed();
    const { world } = stage;
    await world.zendesk().arrives({ from: "bob@bolt.example" });
    world.github().opens("Sev 2 – Major");
    await world.settle();
    const before = { trail: await stage.trail(await stage.zendesk()), rows: await world.rows("acme") };
    const faster = MAPPING["support-policy.yaml"]?.replace(
      "severity_2: 1 - 2 business days",
      "severity_2: 1 business day",
    );
    const files = {
      "organizations.csv": organizations({ bolt: "pro", globex: "growth" }),
      "support-policy.yaml": faster ?? "",
      "golden.csv": `${GOLDEN}Critical,growth,1,2026-11-17 10:00,2026-11-17 16:00\n`,
    };
    const { sha } = propose(stage, files);
    await world.settle();
    const [check, ...others] = stage.checks().filter(({ head_sha }) => head_sha === sha);
    expect(others).toEqual([]);
    expect(check).toMatchObject({ conclusion: "success", annotations: [] });
    expect(check?.output.title).toBe("1 change of the policy, 2 organizations, 2 open tickets");
    const summary = check?.output.summary ?? "";
    expect(summary).toContain("| <code>Growth</code>, severity 2 (<code>Major</code>) |");
    expect(summary).toContain("| <code>Bolt</code> | tier <code>growth</code> → <code>pro</code> |");
    expect(summary).toMatch(
      /\| <code>\d+<\/code> \| <code>Bolt<\/code> \| <code>growth<\/code> → <code>pro<\/code> \|/,
    );
    expect(summary).toContain("acme/globex&#35;1");
    expect(summary).toContain("1 row, it holds.");
    expect({ trail: await stage.trail(await stage.zendesk()), rows: await world.rows("acme") }).toEqual(before);
  });

  test("with problems has each at its line, however many; told again, none is doubled", async () => {
    const stage = await followed();
    const { world } = stage;
    const rows = Array.from(
      { length: 70 },
      (_, index) => `,crm-x${index},Customer ${index},,gold,2025-01-01,,existing,yes,,,,`,
    );
    const { sha } = propose(stage, { "organizations.csv": `${organizations()}${rows.join("\n")}\n` });
    await world.settle();
    const check = () => stage.checks().filter(({ head_sha }) => head_sha === sha);
    expect(check()).toMatchObject([{ conclusion: "failure", output: { title: "70 problems" } }]);
    expect(check()[0]?.annotations).toHaveLength(70);
    expect(check()[0]?.annotations[69]).toMatchObject({ path: "organizations.csv", start_line: 74 });
    const told = world.sent.findLast(({ headers }) => headers["x-github-event"] === "pull_request");
    for (const body of [told?.body ?? "", told?.body.replace('"opened"', '"edited"') ?? ""]) {
      const headers = world.github().signed(body, "pull_request");
      expect((await world.request(await world.githubWebhookPath(), { method: "POST", headers, body })).status).toBe(
        200,
      );
      await world.settle();
    }
    expect(check()).toHaveLength(1);
    expect(check()[0]?.annotations).toHaveLength(70);
  });

  test("to another branch, or that touches no mapping file, is left alone", async () => {
    const stage = await followed();
    const { sha } = propose(stage, { "README.md": "Hello" });
    stage.push({ "x.md": "x" }, { branch: "later" });
    const mara = stage.world.github().as("mara");
    const other = mara.push("acme/contracts", { branch: "sooner", files: { "organizations.csv": "nonsense" } });
    mara.openPullRequest("acme/contracts", { title: "Sooner", head: "sooner", base: "later" });
    await stage.world.settle();
    expect(stage.checks().filter(({ head_sha }) => [sha, other.sha].includes(head_sha))).toEqual([]);
  });

  test("in a public repository is compared with its branch, and tells neither tickets nor what is in force", async () => {
    const stage = await gitStage();
    const { world } = stage;
    stage.push(MAPPING, { repository: "acme/sdk" });
    await stage.follows(await stage.zendesk(), "acme/sdk");
    await world.zendesk().arrives({ from: "bob@bolt.example" });
    await world.settle();
    const { sha } = propose(stage, { "organizations.csv": organizations({ bolt: "pro" }) }, "acme/sdk");
    await world.settle();
    const check = stage.checks("sdk").find(({ head_sha }) => head_sha === sha);
    expect(check?.output.summary).toContain("Of 1 open ticket, 1 would be decided otherwise");
    expect(check?.output.summary).toContain("| <code>Bolt</code> | tier <code>growth</code> → <code>pro</code> |");
    expect(check?.output.summary).not.toContain("Acme");
    expect(check?.output.summary).not.toContain("| Ticket |");
    const pushed = stage.checks("sdk")[0]?.output;
    expect(pushed?.title).toBe("The files are right");
    expect(pushed?.summary).not.toContain("Acme");
  });
});
