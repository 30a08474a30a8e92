import type { Page } from "playwright-core";
import { expect, onTestFinished, test, vi } from "vitest";
import { shortSha } from "../../src/core/mapping-place.ts";
import { at } from "../support/given.ts";
import { openAdminStage, standAlone } from "./admin-stage.ts";
import { faultsInBothColours } from "./both-colours.ts";
import { ContractsInGit } from "./contracts-in-git.ts";
import type { WholeWay } from "./whole-way.ts";

const OWNER = "acme/contracts owns the mapping and the policy";

/** The page's: it begins with the year that it is. */
const YEAR = new Date().getFullYear();
const TABLE = ["Export CSV", "Take over", "Search", "Tier", "To see to", "Name", "Tier", "Ends"];

/**
 * Each screen on which an administrator could edit something, by its address: a sign that it is ready, and all that can
 * be pressed or typed into there. It reads, searches, goes elsewhere or takes over; none of it edits.
 */
const SCREENS = [
  ["organizations", "Aurora Games", TABLE],
  ["organizations/new", "Aurora Games", TABLE],
  ["organizations/import", "Aurora Games", TABLE],
  ["unmapped", "open ticket", ["Take over"]],
  ["policy", "Initial response time", ["Take over"]],
  ["policy/hours", "December", ["Take over", `‹ ${YEAR - 1}`, `${YEAR + 1} ›`, "Tier"]],
  ["policy/versions/2", "What version 2 changed", ["Take over", "What changed", "What changed"]],
  ["changes/1", "No open ticket changes", ["Take over"]],
] as const;

/** The names of what can be pressed or typed into there. Text: it runs in the browser. */
const operableIn = (place: string) => `[...document.querySelector(${JSON.stringify(place)})
  .querySelectorAll("button, input, select, textarea, [contenteditable]")]
  .filter((one) => !one.disabled && !one.readOnly)
  .map((one) => (one.labels?.[0] ?? one).textContent.replace(/\\s+/g, " ").trim() || one.getAttribute("aria-label"))`;

/** The account follows the repository, whose first commit and one more were taken; somebody unknown has written. */
async function followed() {
  const whole = await openAdminStage(at("2026-11-18 10:00"));
  onTestFinished(() => whole.close());
  const git = await ContractsInGit.open(whole);
  onTestFinished(() => git.close());
  await git.push("The contracts");
  await git.own();
  const inForce = await git.promiseGrowth("1 business day");
  const ticket = await whole.arrives("ops@cobalt-fitness.example");
  await vi.waitFor(() => expect(whole.shows(ticket).due).not.toBeNull(), { timeout: 15_000, interval: 20 });
  return { whole, git, inForce };
}

async function signedIn(whole: WholeWay): Promise<Page> {
  const page = await standAlone(whole);
  await page.getByRole("button", { name: "Sign in with Zendesk" }).click();
  await page.getByRole("button", { name: "Mara Admin" }).click();
  await page.getByRole("button", { name: "Allow" }).click();
  await page.getByText(OWNER).waitFor();
  return page;
}

const goTo = (page: Page, hash: string) => page.evaluate(`location.hash = ${JSON.stringify(hash)}`);

test("every screen says which repository owns the mapping, and by which commit; on none is there anything to edit by", async () => {
  const { whole, git, inForce } = await followed();
  const page = await signedIn(whole);
  for (const [hash, sign, operable] of SCREENS) {
    await goTo(page, hash);
    await page.getByText(sign).first().waitFor();
    await page.getByText(OWNER).waitFor();
    expect(await page.getByRole("link", { name: shortSha(inForce.sha) }).getAttribute("href")).toBe(git.urlOf(inForce));
    expect([hash, await page.evaluate(operableIn("main"))]).toEqual([hash, operable]);
    expect([hash, await page.getByRole("dialog").count()]).toEqual([hash, 0]);
    // The banner is one and the same; what is switched off differs here.
    if (hash === "policy/hours") expect(await faultsInBothColours(page)).toEqual([]);
  }
});

test("beside a row and on each holiday it is said, too; a keyboard gets to the commit and to taking over, which brings the edits", async () => {
  const { whole } = await followed();
  const page = await signedIn(whole);
  await page.getByRole("link", { name: "Brightwater Bank" }).click();
  const row = page.getByRole("dialog");
  await row.getByText(OWNER).waitFor();
  expect(await row.getByLabel("Name", { exact: true }).getAttribute("readonly")).not.toBeNull();
  expect(await page.evaluate(operableIn("[role=dialog]"))).toEqual(["Close"]);
  expect(await faultsInBothColours(page)).toEqual([]);
  await row.getByRole("button", { name: "Close" }).click();
  await row.waitFor({ state: "detached" });

  await goTo(page, "policy/hours");
  const holiday = page.getByLabel(/^Closed on Christmas Day/).first();
  expect(await holiday.isDisabled()).toBe(true);
  const because = await holiday.getAttribute("aria-describedby");
  expect(await page.locator(`[id="${because}"]`).textContent()).toBe(OWNER);

  await page.getByRole("link", { name: /^[0-9a-f]{7}$/ }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const question = page.getByRole("alertdialog", { name: "Edit the mapping and the policy here?" });
  await question.getByRole("button", { name: "Take over" }).click();
  await page.getByText(OWNER).waitFor({ state: "detached" });
  expect(await holiday.isDisabled()).toBe(false);
  await goTo(page, "organizations");
  await page.getByRole("button", { name: "Add organization" }).waitFor();
});

test("a commit that was refused, and a branch that is gone, stand in the banner with what is wrong", async () => {
  const { whole, git, inForce } = await followed();
  const refused = await git.promiseGrowth("soon");
  const page = await signedIn(whole);
  const banner = page.getByRole("alert").filter({ hasText: OWNER });
  const isSaid = (words: RegExp) => banner.filter({ hasText: words }).waitFor();
  await isSaid(/In force: commit .{7} by Mara Lind \(mara\), .*: Promise Growth 1 business day/);
  await isSaid(/Nothing was taken of commit .{7} by Mara Lind \(mara\): it has a problem/);
  await isSaid(/support-policy\.yaml:\d+: "soon" is not a length of time/);
  for (const commit of [inForce, refused]) {
    const link = banner.getByRole("link", { name: shortSha(commit.sha) });
    expect(await link.getAttribute("href")).toBe(git.urlOf(commit));
  }
  await git.loseBranch();
  await page.reload();
  await isSaid(/It is not followed now, and what was in force stays: .*acme\/contracts has no branch main/);
  expect(await faultsInBothColours(page)).toEqual([]);
});
