import { expect, onTestFinished, test, vi } from "vitest";
import { unmapped } from "../../src/api/unmapped.ts";
import { at } from "../support/given.ts";
import { apply, openAdminStage, promiseOneBusinessDay, standAlone, takeOverFromTheFiles } from "./admin-stage.ts";
import { faultsInBothColours } from "./both-colours.ts";
import type { WholeWay } from "./whole-way.ts";

/** Each screen by its address, with something that it shows when it is ready. */
const SCREENS = [
  ["organizations", "Aurora Games"],
  ["organizations/0", "Preview the change"],
  ["organizations/import", "Choose a CSV file"],
  ["unmapped", "open ticket"],
  ["policy", "Initial response time"],
  ["policy/hours", "December"],
  ["policy/versions/1", "What version 1 changed"],
  ["changes", "undo of change"],
  ["changes/1", "brought up to date"],
  ["what-if", "Ask something"],
  ["health", "Nothing is parked"],
  ["audit", "change.applied"],
  ["tokens", "Make a token"],
] as const;

/** A stranger's ticket, which is mapped and unmapped again, and an edit of the policy: no screen is empty. */
async function somethingHappened(whole: WholeWay): Promise<void> {
  await takeOverFromTheFiles(whole);
  const ticket = await whole.arrives("ops@cobalt-fitness.example");
  await vi.waitFor(() => expect(whole.shows(ticket).due).not.toBeNull(), { timeout: 15_000, interval: 20 });
  const [stranger] = unmapped.parse(await whole.api("GET", "/unmapped")).strangers;
  const map = { kind: "map", stranger: stranger?.id, to: stranger?.guess?.organization.id };
  const mapped = await apply(whole, await whole.api("POST", "/changes", map));
  await apply(whole, await whole.api("POST", `/changes/${mapped}/undo`));
  await promiseOneBusinessDay(whole);
}

test("on the page of its own, where one signs in by going there and back, no screen bars anybody", async () => {
  const whole = await openAdminStage(at("2026-11-18 10:00"));
  onTestFinished(() => whole.close());
  await somethingHappened(whole);
  const page = await standAlone(whole);
  expect(await faultsInBothColours(page)).toEqual([]);
  await page.getByRole("button", { name: "Sign in with Zendesk" }).click();
  await page.getByRole("button", { name: "Mara Admin" }).click();
  await page.getByRole("button", { name: "Allow" }).click();
  for (const [hash, sign] of SCREENS) {
    await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
    await page.getByText(sign).first().waitFor();
    expect([hash, await faultsInBothColours(page)]).toEqual([hash, []]);
  }
  await page.reload();
  await page.getByText("Make a token").waitFor();
  expect(page.url()).toMatch(/#tokens$/);
}, 60_000);
