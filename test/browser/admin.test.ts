import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { at } from "../support/given.ts";
import { type AdminVisit, openAdminStage, signIn, standAlone, visitAdmin } from "./admin-stage.ts";
import type { WholeWay } from "./whole-way.ts";

// The administration as its owners use it, with everything real: account, server, the app in Zendesk's frame, a browser.

let whole: WholeWay;
/** Signed in once: what follows is one working day of one administrator. */
let visit: AdminVisit;
/** A ticket of a domain that nobody is mapped to. */
let ticket: number;

const dueOf = (id: number) => whole.shows(id).due;
const tierOf = (id: number) => whole.shows(id).tags.find((tag) => tag.startsWith("sla_tier_"));

beforeAll(async () => {
  whole = await openAdminStage(at("2026-11-18 10:00"));
  const [mara] = await Promise.all([visitAdmin(whole), whole.arrives("ines@aurora-games.example")]);
  visit = mara;
  ticket = await whole.arrives("ops@cobalt-fitness.example");
  await vi.waitFor(() => expect(dueOf(ticket)).not.toBeNull(), { timeout: 8_000, interval: 20 });
}, 60_000);
afterAll(() => whole.close());

afterEach(() => {
  const { watched } = visit;
  expect(watched).toEqual({ complaints: [], ran: [], strayed: [] });
});

async function open(screen: string): Promise<void> {
  const { app } = visit;
  await app.getByRole("link", { name: new RegExp(`^${screen}`) }).click();
  await app.getByRole("heading", { level: 1, name: screen }).waitFor();
}

/** What is done at Zendesk's tickets meets this, until it meets nothing again. */
async function meets(fault: object, method?: string): Promise<void> {
  const match = { path: "/api/v2/tickets*", ...(method === undefined ? {} : { method }) };
  const headers = { "content-type": "application/json" };
  const answer = await fetch(FAULTS(), { method: "POST", headers, body: JSON.stringify({ match, fault }) });
  expect(answer.status).toBe(201);
}
const meetsNothing = () => fetch(FAULTS(), { method: "DELETE" });
const FAULTS = () => `${whole.zendesk.origin}/emulator/faults`;

/** @returns what is in the file that the button lets the browser save */
async function saves(button: string): Promise<string> {
  const { page, app } = visit;
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    app.getByRole("button", { name: button }).click(),
  ]);
  return readFile(await download.path(), "utf8");
}

test("an agent who isn't an administrator is refused, and told why", async () => {
  const { page, app } = await visitAdmin(whole, { as: "Ada Agent" });
  const [popUp] = await Promise.all([
    page.waitForEvent("popup"),
    app.getByRole("button", { name: "Sign in with Zendesk" }).click(),
  ]);
  await popUp.getByRole("button", { name: "Allow" }).click();
  const told = app.getByRole("alert");
  await told.getByText("Only administrators of the account can change Tierline. Ask one of them.").waitFor();
  expect(popUp.isClosed()).toBe(true);
  await app.getByRole("button", { name: "Sign in with Zendesk" }).waitFor();
  await page.context().close();
});

describe("an administrator", () => {
  test("signs in by a pop-up; while the files own the mapping, everything is read-only and says why", async () => {
    const { app } = visit;
    await signIn(visit);
    await app.getByText("The mapping files own the mapping and the policy").waitFor();
    expect(await app.getByRole("button", { name: "Add organization" }).count()).toBe(0);
    await app.getByRole("link", { name: "Aurora Games" }).click();
    await app.getByRole("dialog", { name: "Aurora Games" }).waitFor();
    expect(await app.getByLabel("Name", { exact: true }).getAttribute("readonly")).not.toBeNull();
    await app.getByRole("dialog").getByRole("button", { name: "Close" }).click();

    await app.getByRole("button", { name: "Take over" }).click();
    await app.getByRole("alertdialog").getByRole("button", { name: "Take over" }).click();
    await app.getByRole("button", { name: "Add organization" }).waitFor();
  });

  test("maps a stranger with one press, sees what it changes, applies it, and takes it back", async () => {
    const { app } = visit;
    const before = dueOf(ticket);
    await open("Unmapped");
    await app.getByLabel(WHY).fill("They wrote from their new address");
    await app.getByRole("button", { name: "Map to Cobalt Fitness" }).click();
    await app.getByText("Nothing has changed yet").waitFor();
    await app.getByText("They wrote from their new address").waitFor();
    const row = app.getByRole("row", { name: new RegExp(`#${ticket}`) });
    await row.locator("del", { hasText: "Growth" }).waitFor();
    await row.locator("ins", { hasText: "Pro" }).waitFor();
    await row.getByText("Sooner").waitFor();
    expect(dueOf(ticket)).toBe(before);

    await app.getByRole("button", { name: "Apply" }).click();
    await app.getByText("1 of 1 ticket brought up to date").waitFor();
    await vi.waitFor(() => expect(tierOf(ticket)).toBe("sla_tier_pro"), { timeout: 5_000, interval: 20 });
    expect(dueOf(ticket)).not.toBe(before);

    await app.getByRole("button", { name: "Undo …" }).click();
    await app.getByRole("heading", { name: /undo of change/ }).waitFor();
    await app.getByRole("button", { name: "Apply" }).click();
    await app.getByText("1 of 1 ticket brought up to date").waitFor();
    await vi.waitFor(() => expect(dueOf(ticket)).toBe(before), { timeout: 5_000, interval: 20 });
  });

  test("is told line by line what is wrong with a CSV file, and sees a good one's differences first", async () => {
    const { app } = visit;
    await open("Organizations");
    await app.getByRole("button", { name: "Import CSV" }).click();
    const dialog = app.getByRole("dialog", { name: "Import a CSV file" });
    const file = (...rows: readonly string[]) => ({
      name: "organizations.csv",
      mimeType: "text/csv",
      buffer: Buffer.from([COLUMNS, ...rows].join("\n")),
    });
    await dialog
      .locator("input[type=file]")
      .setInputFiles(
        file(
          ",crm-1,One,one.example,platinum,,,completed,yes,,,",
          ",crm-2,Two,two.example,pro,2026-31-12,,completed,yes,,,",
          ",crm-3,Three,three.example,pro,,,completed,perhaps,,,",
        ),
      );
    await dialog.getByText("3 problems in the file").waitFor();
    expect(await dialog.getByRole("row").allInnerTexts()).toEqual([
      expect.stringContaining("Line"),
      expect.stringMatching(/^2\s+tier\s+platinum/),
      expect.stringMatching(/^3\s+contract_start\s+2026-31-12/),
      expect.stringMatching(/^4\s+sdk\s+perhaps/),
    ]);
    expect(await dialog.getByRole("button", { name: "Preview the change" }).isDisabled()).toBe(true);

    await dialog
      .locator("input[type=file]")
      .setInputFiles(file(",crm-77,Nimbus Parcels,nimbus.example,pro,,,completed,yes,,,"));
    await dialog.getByText("1 rows read, no problems.").waitFor();
    await dialog.getByLabel(WHY).fill("Signed on Tuesday");
    await dialog.getByRole("button", { name: "Preview the change" }).click();
    await app.getByText("Signed on Tuesday").waitFor();
    await app
      .getByRole("row", { name: /Nimbus Parcels/ })
      .getByText("Added")
      .waitFor();
  });

  test("saves the mapping as the CSV file that the import takes", async () => {
    const { app } = visit;
    await open("Organizations");
    const csv = await saves("Export CSV");
    await app.getByRole("button", { name: "Import CSV" }).click();
    await app
      .locator("input[type=file]")
      .setInputFiles({ name: "organizations.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await app.getByText("The file says what the mapping says already.").waitFor();
    await app.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  });

  test("edits a cell of the contract in its own words, and sees at once what they mean", async () => {
    const { app } = visit;
    await open("Policy");
    await app.getByRole("button", { name: "Edit Growth › Initial response time › Severity 2" }).click();
    const words = app.getByLabel("In the contract's words");
    const keep = app.getByRole("button", { name: "Keep the edit" });
    await words.fill("soonish");
    await app.getByText('"soonish" is not a length of time').waitFor();
    expect(await keep.isDisabled()).toBe(true);

    await words.fill("1 business day");
    await app.getByText("promise 1 business day").waitFor();
    await app.getByText("Worked examples").first().waitFor();
    expect(await app.getByRole("dialog").locator("ins").count()).toBeGreaterThan(1);
    await keep.click();
    await app.getByText("1 edit not applied yet").waitFor();

    // Leaving asks first.
    await app.getByRole("link", { name: "Health" }).click();
    await app.getByRole("alertdialog").getByRole("button", { name: "Stay here" }).click();
    await app.getByRole("button", { name: "Preview the change" }).click();
    await app.getByText("Growth › Initial response time › Severity 2").waitFor();
    await app.getByRole("button", { name: "Apply" }).click();
    await app.getByRole("button", { name: "Undo …" }).waitFor();
    await open("Policy");
    await app
      .getByRole("button", { name: "Edit Growth › Initial response time › Severity 2" })
      .getByText("1 business day")
      .waitFor();
  });

  test("goes back to an earlier wording, and takes holidays from a calendar file, both seen first", async () => {
    const { app } = visit;
    await open("Policy");
    await app.getByRole("tab", { name: "Versions" }).click();
    await app.getByLabel(WHY).fill("Not agreed");
    await app.getByRole("button", { name: "Restore …" }).click();
    await app.locator("del", { hasText: "1 business day" }).waitFor();
    await app.locator("ins", { hasText: "1 - 2 business days" }).waitFor();
    await app.getByText("Not agreed").waitFor();

    await open("Policy");
    await app.getByRole("tab", { name: "Hours and holidays" }).click();
    await app.getByRole("button", { name: "Import a calendar" }).click();
    await app.locator("input[type=file]").setInputFiles({
      name: "company.ics",
      mimeType: "text/calendar",
      buffer: Buffer.from(CALENDAR.join("\r\n")),
    });
    await app.getByRole("row", { name: /Founders' day/ }).waitFor();
    await app.getByRole("dialog").getByLabel(WHY).fill("The office is closed");
    await app.getByRole("dialog").getByRole("button", { name: "Preview the change" }).click();
    await app.locator("ins", { hasText: "Founders' day" }).first().waitFor();
    await app.getByText("The office is closed").waitFor();
  });

  test("edits several rows together, and sees each of them", async () => {
    const { app } = visit;
    await open("Organizations");
    for (const name of ["Cobalt Fitness", "Driftwood Travel"])
      await app.getByLabel(`Pick ${name}`).check({ force: true });
    await app.getByText("2 rows picked").waitFor();
    await app.getByRole("button", { name: "Edit together …" }).click();
    await app.getByRole("dialog").getByLabel("Success manager", { exact: true }).check({ force: true });
    await app.getByLabel("New value: Success manager").fill("mira@openback.example");
    await app.getByRole("dialog").getByLabel(WHY).fill("Mira takes them over");
    await app.getByRole("dialog").getByRole("button", { name: "Preview the change" }).click();
    for (const name of ["Cobalt Fitness", "Driftwood Travel"]) {
      await app.getByRole("row", { name }).locator("ins", { hasText: "mira@openback.example" }).waitFor();
    }
    await app.getByText("Mira takes them over").waitFor();
  });

  test("keeps the audit trail as a file, and proves that nothing is missing from it", async () => {
    const { app } = visit;
    await open("Audit");
    const lines = (await saves("Export")).trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).action)).toContain("change.applied");
    await app.getByRole("button", { name: "Verify the chain" }).click();
    await app.getByText(`The chain is whole: ${lines.length} entries`).waitFor();
  });

  test("tries work again that was parked", async () => {
    const { app } = visit;
    await meets({ kind: "status", status: 422 }, "PUT");
    const parked = await whole.arrives("ines@aurora-games.example");
    await open("Health");
    const row = app.getByRole("row", { name: new RegExp(`#${parked}`) });
    await vi.waitFor(async () => {
      await app.getByRole("button", { name: "Ask Zendesk now" }).click();
      await row.waitFor({ timeout: 500 });
    }, 8_000);
    expect(dueOf(parked)).toBeNull();
    await meetsNothing();
    await row.getByRole("button", { name: "Try again" }).click();
    await app.getByText("Nothing is parked").waitFor();
    await vi.waitFor(() => expect(dueOf(parked)).not.toBeNull(), { timeout: 5_000, interval: 20 });
  });

  test("hands back to the mapping files, and what was changed here is replaced", async () => {
    const { app } = visit;
    await open("Policy");
    const cell = app.getByRole("button", { name: "Edit Growth › Initial response time › Severity 2" });
    await cell.getByText("1 business day").waitFor();
    await app.getByRole("button", { name: "Hand back to the files" }).click();
    await app.getByRole("alertdialog").getByRole("button", { name: "Hand back to the files" }).click();
    await app.getByText("The mapping files own the mapping and the policy").waitFor();
    await app.getByRole("cell", { name: "1 - 2 business days" }).first().waitFor();
    await app.getByRole("button", { name: "Take over" }).click();
    await app.getByRole("alertdialog").getByRole("button", { name: "Take over" }).click();
    await cell.getByText("1 - 2 business days").waitFor();
  });

  test("pauses a change of many tickets on its way, and lets it go on", async () => {
    const { app } = visit;
    const tickets = await Promise.all(Array.from({ length: MANY }, () => whole.arrives("desk@embernews.example")));
    const tiers = () => new Set(tickets.map(tierOf));
    await vi.waitFor(() => expect(tiers()).toEqual(new Set(["sla_tier_growth"])), { timeout: 20_000, interval: 50 });
    await open("Organizations");
    await app.getByRole("link", { name: "Ember News" }).click();
    await app.getByRole("dialog").getByLabel("Tier", { exact: true }).selectOption("pro");
    await app.getByRole("dialog").getByLabel(WHY).fill("They bought more");
    await app.getByRole("dialog").getByRole("button", { name: "Preview the change" }).click();
    await app.getByText("They bought more").waitFor();

    // Nothing gets through to Zendesk until the change is held.
    await meets({ kind: "status", status: 429, retryAfter: "1" });
    await app.getByRole("button", { name: "Apply" }).click();
    await app.getByRole("button", { name: "Pause" }).click();
    await app.getByRole("button", { name: "Go on" }).waitFor();
    await meetsNothing();
    await open("Health");
    await vi.waitFor(async () => {
      await app.getByRole("button", { name: "Ask Zendesk now" }).click();
      await app.locator("dt:text-is('Waiting tickets') + dd:text-is('0')").waitFor({ timeout: 500 });
    }, 30_000);
    const brought = tickets.filter((id) => tierOf(id) === "sla_tier_pro").length;
    expect(brought).toBeLessThan(MANY);

    await open("Changes");
    const change = app.getByRole("row", { name: /They bought more/ });
    await change.getByText("Paused").waitFor();
    await change.getByRole("link").click();
    await app.getByText(`${brought} of ${MANY} tickets brought up to date`).waitFor();
    await app.getByRole("button", { name: "Go on" }).click();
    await vi.waitFor(() => expect(tiers()).toEqual(new Set(["sla_tier_pro"])), { timeout: 20_000, interval: 50 });
  }, 60_000);

  test("makes a token for a program, which is shown once, and revokes it", async () => {
    const { app } = visit;
    await open("Tokens");
    await app.getByLabel("Name").fill("crm-sync");
    await app.getByRole("button", { name: "Make a token" }).click();
    const token = await app.getByLabel("Token", { exact: true }).inputValue();
    const ask = () => fetch(`${whole.url}/api/zendesk/acme/me`, { headers: { authorization: `Bearer ${token}` } });
    expect((await ask()).status).toBe(200);
    await app.getByRole("button", { name: "I have kept it" }).click();
    await app.getByRole("button", { name: "Revoke crm-sync" }).click();
    await app.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
    await app.getByText("No tokens").waitFor();
    expect((await ask()).status).toBe(401);
  });

  test("loses nothing that was typed when the sign-in ends", async () => {
    const { page, app } = visit;
    const asked = page.waitForRequest((request) => request.headers()["authorization"] !== undefined);
    await open("Organizations");
    await app.getByRole("link", { name: "Ember News" }).click();
    await app.getByLabel("Success manager").fill("mira@openback.example");
    const { authorization = "" } = (await asked).headers();
    await fetch(`${whole.url}/auth/sign-out?subdomain=acme`, { method: "POST", headers: { authorization } });
    await app.getByRole("button", { name: "Preview the change" }).click();
    const [popUp] = await Promise.all([
      page.waitForEvent("popup"),
      app.getByRole("dialog", { name: "Sign in again" }).getByRole("button", { name: "Sign in with Zendesk" }).click(),
    ]);
    await popUp.getByRole("button", { name: "Allow" }).click();
    await app.getByRole("dialog", { name: "Sign in again" }).waitFor({ state: "detached" });
    expect(await app.getByLabel("Success manager").inputValue()).toBe("mira@openback.example");
    await app.getByRole("button", { name: "Preview the change" }).click();
    await app
      .getByRole("row", { name: /Ember News/ })
      .getByText("mira@openback.example")
      .waitFor();
    // The browser itself tells of the refused request.
    visit.watched.complaints.splice(0, visit.watched.complaints.length);
  });
});

/** What axe finds wrong on a page without frames, for which its old way is enough and four times as fast. */
async function faults(page: Page, ...rules: readonly string[]): Promise<readonly string[]> {
  // It would load style sheets anew to see through media queries; no rule that applies here needs that.
  const options = { preload: false, ...(rules.length === 0 ? {} : { runOnly: [...rules] }) };
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().options(options).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** Text: it runs in the browser. */
const PAINTED_SCHEME = `new Promise((done) =>
  requestAnimationFrame(() =>
    requestAnimationFrame(() => done(getComputedStyle(document.documentElement).colorScheme))))`;

/** In light colours everything, in dark ones what can differ. */
async function faultsInBothColours(page: Page): Promise<readonly string[]> {
  const light = await faults(page);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await page.evaluate(PAINTED_SCHEME)).toBe("dark");
  const dark = await faults(page, "color-contrast");
  await page.emulateMedia({ colorScheme: "light" });
  return [...light, ...dark.map((fault) => `dark: ${fault}`)];
}

test("on the page of its own, where one signs in by going there and back, no screen bars anybody", async () => {
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
  await page.context().close();
}, 60_000);

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

const CALENDAR = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "PRODID:-//Example//Holidays//EN",
  "BEGIN:VEVENT",
  "UID:1",
  "DTSTART;VALUE=DATE:20261201",
  "SUMMARY:Founders' day",
  "END:VEVENT",
  "END:VCALENDAR",
  "",
];

/** The label of the note that every proposal may have. */
const WHY = /^Why\?/;

/** More tickets than a change has under way at a time (src/desk/change-feed.ts). */
const MANY = 104;

const COLUMNS =
  "organization_id,external_id,name,domains,tier,contract_start,contract_end,onboarding,sdk,csm,tam,named_contacts";
