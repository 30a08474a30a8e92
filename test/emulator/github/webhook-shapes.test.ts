import examples from "@octokit/webhooks-examples";
import { expect, test } from "vitest";
import { AURORA, CONTRACTS, createRig, type Json, SDK } from "./rig.ts";
import { DESCRIBED_WEBHOOKS, violations } from "./shapes.ts";

/** A GitHub on which everything was done once that webhooks tell of. */
async function busy() {
  const rig = createRig();
  const { github } = rig;
  const ada = github.as("ada");
  const mara = github.as("mara");
  const ines = github.as("ines");
  const issue = ines.openIssue(AURORA, { title: "Login fails", body: "At noon." });
  ines.editIssue(issue, { title: "Login fails at noon", body: "Every day." });
  ada.label(issue, "sev: 2");
  ada.editLabel(AURORA, "sev: 2", { color: "d93f0b", description: "Major" });
  ada.unlabel(issue, "sev: 2");
  ada.deleteLabel(AURORA, "sev: 2");
  ada.assign(issue, "ada");
  ada.unassign(issue, "ada");
  const comment = ada.comment(issue, "We look.");
  ada.editComment(comment, "We look into it.");
  await rig.call("POST", `/repos/${AURORA}/issues/1/comments`, { body: "Due on Friday." });
  ada.deleteComment(comment);
  ada.lock(issue, "resolved");
  ada.unlock(issue);
  ada.close(issue);
  ada.reopen(issue);
  mara.transfer(issue, SDK);
  mara.deleteIssue(`${SDK}#1`);
  mara.push(CONTRACTS, { branch: "tiers", files: { "a.csv": "a\n" } });
  mara.openPullRequest(CONTRACTS, { title: "Tiers", body: "New ones.", head: "tiers" });
  mara.push(CONTRACTS, { branch: "tiers", files: { "a.csv": "b\n", "README.md": null } });
  mara.rename("openback-support/ember-news", "ember");
  mara.archive("openback-support/ember");
  mara.archive("openback-support/ember", false);
  mara.setPrivate(SDK, true);
  mara.setPrivate(SDK, false);
  const installation = [...github.state.installations.values()][0] ?? expect.fail("not installed");
  github.selectRepositories(installation, [AURORA, SDK]);
  github.selectRepositories(installation, [AURORA, CONTRACTS]);
  github.suspend(installation);
  github.suspend(installation, false);
  github.uninstall(installation);
  github.install(rig.app.slug);
  await github.idle();
  return rig;
}

const nameOf = (event: string, action: string | null) =>
  [event, action].flatMap((part) => part?.replaceAll("_", "-") ?? []).join("-");

test("every event is sent as GitHub describes it, and every described one is sent", async () => {
  const { arrivals } = await busy();
  const wrong = arrivals.flatMap(({ event, action, body }) => {
    const name = nameOf(event, action);
    return violations("webhooks", name, body).map((violation) => `${name}: ${violation}`);
  });
  expect(wrong).toEqual([]);
  const told = new Set(arrivals.map(({ event, action }) => nameOf(event, action)));
  expect(DESCRIBED_WEBHOOKS.filter((name) => !told.has(name))).toEqual([]);
});

/** What recorded payloads have and the emulator's haven't: the permissions of other Apps, drafts, and times as numbers. */
const LEFT_OUT = [/\.installation\.permissions\./, /\.issue\.draft$/, /\.installation\.(created|updated)_at$/];

/** Paths of what `recorded` has and `ours` lacks, or has in another type. */
function differences(recorded: unknown, ours: unknown, path = ""): string[] {
  if (recorded === null || ours === null) return [];
  if (Array.isArray(recorded) && Array.isArray(ours)) {
    return recorded.length === 0 || ours.length === 0 ? [] : differences(recorded[0], ours[0], `${path}[]`);
  }
  if (LEFT_OUT.some((pattern) => pattern.test(path))) return [];
  if (typeof recorded !== typeof ours) return [`${path}: ${typeof recorded}, not ${typeof ours}`];
  if (typeof recorded !== "object") return [];
  return Object.entries(recorded).flatMap(([key, value]) => {
    const mine: unknown = Object(ours)[key];
    return differences(value, mine, `${path}.${key}`);
  });
}

const recorded: readonly { readonly name: string; readonly examples: readonly Json[] }[] = JSON.parse(
  JSON.stringify(examples),
);

test("what recorded payloads carry is carried, in the same types", async () => {
  const { arrivals } = await busy();
  const seen = new Map(arrivals.map((arrival) => [nameOf(arrival.event, arrival.action), arrival.body]));
  const different = [...seen].flatMap(([name, body]) => {
    const theirs = recorded.find((one) => name.startsWith(one.name.replaceAll("_", "-")))?.examples ?? [];
    const fitting = theirs.find((example) => example["action"] === body["action"] && "installation" in example);
    return fitting === undefined ? [] : differences(fitting, body, name);
  });
  expect([...new Set(different)]).toEqual([]);
});
