import { expect, onTestFinished, test, vi } from "vitest";
import { at } from "../support/given.ts";
import { open, openAdminStage, signIn, takeOverFromTheFiles, visitAdmin, WHY } from "./admin-stage.ts";

/** More tickets than a change has under way at a time (src/desk/change-feed.ts). */
const MANY = 104;

test("an administrator pauses a change of many tickets on its way, and lets it go on", async () => {
  const whole = await openAdminStage(at("2026-11-18 10:00"));
  onTestFinished(() => whole.close());
  await takeOverFromTheFiles(whole);
  const visit = await visitAdmin(whole);
  await signIn(visit);
  const { app } = visit;
  const tierOf = (id: number) => whole.shows(id).tags.find((tag) => tag.startsWith("sla_tier_"));
  const tickets = await Promise.all(Array.from({ length: MANY }, () => whole.arrives("desk@embernews.example")));
  const tiers = () => new Set(tickets.map(tierOf));
  await vi.waitFor(() => expect(tiers()).toEqual(new Set(["sla_tier_growth"])), { timeout: 20_000, interval: 50 });
  await open(visit, "Organizations");
  await app.getByRole("link", { name: "Ember News" }).click();
  await app.getByRole("dialog").getByLabel("Tier", { exact: true }).selectOption("pro");
  await app.getByRole("dialog").getByLabel(WHY).fill("They bought more");
  await app.getByRole("dialog").getByRole("button", { name: "Preview the change" }).click();
  await app.getByText("They bought more").waitFor();

  // Nothing gets through to Zendesk until the change is held.
  await whole.meets({ kind: "status", status: 429, retryAfter: "1" });
  await app.getByRole("button", { name: "Apply" }).click();
  await app.getByRole("button", { name: "Pause" }).click();
  await app.getByRole("button", { name: "Go on" }).waitFor();
  await whole.meetsNothing();
  await open(visit, "Health");
  await vi.waitFor(async () => {
    await app.getByRole("button", { name: "Ask Zendesk now" }).click();
    await app.locator("dt:text-is('Waiting tickets') + dd:text-is('0')").waitFor({ timeout: 500 });
  }, 30_000);
  const brought = tickets.filter((id) => tierOf(id) === "sla_tier_pro").length;
  expect(brought).toBeLessThan(MANY);

  await open(visit, "Changes");
  const change = app.getByRole("row", { name: /They bought more/ });
  await change.getByText("Paused").waitFor();
  await change.getByRole("link").click();
  await app.getByText(`${brought} of ${MANY} tickets brought up to date`).waitFor();
  await app.getByRole("button", { name: "Go on" }).click();
  await vi.waitFor(() => expect(tiers()).toEqual(new Set(["sla_tier_pro"])), { timeout: 20_000, interval: 50 });
  expect(visit.watched).toEqual({ complaints: [], ran: [], strayed: [] });
}, 60_000);
