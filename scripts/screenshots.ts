// Pictures of the administration for the documents, of an emulated account: into docs/screenshots.
//   node scripts/screenshots.ts
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseInstant } from "../src/core/time.ts";
import { type AdminVisit, open, openAdminStage, signIn, visitAdmin } from "../test/browser/admin-stage.ts";
import { ContractsInGit } from "../test/browser/contracts-in-git.ts";

const FOLDER = join(import.meta.dirname, "../docs/screenshots");
const BEGINS = parseInstant("2026-11-18T10:00:00Z");
if (BEGINS === null) throw new Error("not an instant");
const WRITERS = [
  "ines@aurora-games.example",
  "tomas@aurora-games.example",
  "wei@juniper.example",
  "dana@cobaltfit.example",
  "ops@cobalt-fitness.example",
  "kim@northwind.example",
  "ed@ember-news-group.example",
];

mkdirSync(FOLDER, { recursive: true });
const whole = await openAdminStage(BEGINS);
try {
  for (const writer of WRITERS) await whole.arrives(writer);
  for (const colorScheme of ["light", "dark"] as const) {
    const visit = await visitAdmin(whole, { colorScheme });
    await signIn(visit);
    await takeOver(visit);
    await show(visit, async (name) => {
      await visit.page.waitForTimeout(400);
      await visit.page.screenshot({ path: join(FOLDER, `admin-${name}-${colorScheme}.png`) });
      console.log(`docs/screenshots/admin-${name}-${colorScheme}.png`);
    });
    await visit.page.context().close();
  }
  await showTicket();
  await showInGit();
} finally {
  await whole.close();
}

/** The sidebar beside a ticket, as an agent sees it. */
async function showTicket(): Promise<void> {
  const { page } = await visitAdmin(whole, { as: "Ada Agent" });
  await page.goto(`${whole.zendesk.origin}/agent/tickets/1`);
  await page.frameLocator("iframe[src*='/sidebar']").getByRole("heading", { level: 1 }).waitFor();
  await page.waitForTimeout(800);
  await page.screenshot({ path: join(FOLDER, "sidebar.png") });
  console.log("docs/screenshots/sidebar.png");
}

/** The policy once a repository owns it. */
async function showInGit(): Promise<void> {
  const contracts = await ContractsInGit.open(whole);
  try {
    await contracts.push("The contracts, as signed");
    await contracts.own();
    await contracts.promiseGrowth("1 business day");
    for (const colorScheme of ["light", "dark"] as const) {
      const visit = await visitAdmin(whole, { colorScheme });
      await signIn(visit);
      await open(visit, "Policy");
      await visit.app.getByText("Promise Growth 1 business day").waitFor();
      await visit.page.waitForTimeout(400);
      await visit.page.screenshot({ path: join(FOLDER, `admin-in-git-${colorScheme}.png`) });
      console.log(`docs/screenshots/admin-in-git-${colorScheme}.png`);
      await visit.page.context().close();
    }
  } finally {
    await contracts.close();
  }
}

async function takeOver({ app }: AdminVisit): Promise<void> {
  const button = app.getByRole("button", { name: "Take over" });
  const add = app.getByRole("button", { name: "Add organization" });
  await button.or(add).first().waitFor();
  if (await add.isVisible()) return;
  await button.click();
  await app.getByRole("alertdialog").getByRole("button", { name: "Take over" }).click();
  await add.waitFor();
  await app.locator("[data-garden-id='notifications.close']").click();
}

/** Walks through the screens as an administrator would, and lets each be pictured. */
async function show({ app }: AdminVisit, picture: (name: string) => Promise<void>): Promise<void> {
  const open = async (screen: string): Promise<void> => {
    await app.getByRole("link", { name: new RegExp(`^${screen}`) }).click();
    await app.getByRole("heading", { level: 1, name: screen }).waitFor();
  };
  await picture("organizations");
  await open("Unmapped");
  await picture("unmapped");
  await open("Policy");
  await picture("policy");
  await app.getByRole("button", { name: "Edit Enterprise › Initial response time › Severity 3" }).click();
  await app.getByLabel("In the contract's words").fill("4 business hours");
  await app.getByRole("dialog").locator("ins").first().waitFor();
  await picture("policy-cell");
  await app.getByRole("button", { name: "Keep the edit" }).click();
  await app.getByRole("button", { name: "Preview the change" }).click();
  await app.getByRole("button", { name: "Apply" }).waitFor();
  await picture("preview");
  await open("Policy");
  await app.getByRole("tab", { name: "Hours and holidays" }).click();
  await app.getByText("December", { exact: true }).waitFor();
  await picture("hours");
  await open("What if");
  await app.getByLabel("Tier").selectOption({ label: "Pro" });
  await app.getByLabel("Arrives").fill("2026-12-24T16:30");
  await app.getByRole("button", { name: "Work it out" }).click();
  await app.getByRole("heading", { name: "What counts" }).waitFor();
  await picture("what-if");
  await open("Health");
  await app.getByRole("button", { name: "Ask Zendesk now" }).click();
  await app.getByText("What was found").waitFor();
  await picture("health");
}
