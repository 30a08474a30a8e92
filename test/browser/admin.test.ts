import { readFile } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { at } from "../support/given.ts";
import {
  type AdminVisit,
  open,
  openAdminStage,
  promiseOneBusinessDay,
  signIn,
  takeOverFromTheFiles,
  visitAdmin,
  WHY,
} from "./admin-stage.ts";
import type { WholeWay } from "./whole-way.ts";

// The administration as its owners use it, with everything real: account, server, the app in Zendesk's frame, a browser.

let whole: WholeWay;
/** Of this test alone. */
let visit: AdminVisit;
/** A ticket of a domain that nobody is mapped to. */
let ticket: number;

const dueOf = (id: number) => whole.shows(id).due;
const tierOf = (id: number) => whole.shows(id).tags.find((tag) => tag.startsWith("sla_tier_"));

beforeAll(async () => {
  whole = await openAdminStage(at("2026-11-18 10:00"));
  await whole.arrives("ines@aurora-games.example");
  ticket = await whole.arrives("ops@cobalt-fitness.example");
  await vi.waitFor(() => expect(dueOf(ticket)).not.toBeNull(), { timeout: 15_000, interval: 20 });
}, 60_000);
afterAll(() => whole.close());

afterEach(async () => {
  await visit.page.context().close();
  expect(visit.watched).toEqual({ complaints: [], ran: [], strayed: [] });
});

/** An administrator comes in after everything is as the files say, and then as `before` leaves it. */
async function takesOver(before?: (whole: WholeWay) => Promise<void>): Promise<AdminVisit> {
  await takeOverFromTheFiles(whole);
  await before?.(whole);
  visit = await visitAdmin(whole);
  await signIn(visit);
  return visit;
}

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
  visit = await visitAdmin(whole, { as: "Ada Agent" });
  const { page, app } = visit;
  const [popUp] = await Promise.all([
    page.waitForEvent("popup"),
    app.getByRole("button", { name: "Sign in with Zendesk" }).click(),
  ]);
  await popUp.getByRole("button", { name: "Allow" }).click();
  const told = app.getByRole("alert");
  await told.getByText("Only administrators of the account can change Tierline. Ask one of them.").waitFor();
  expect(popUp.isClosed()).toBe(true);
  await app.getByRole("button", { name: "Sign in with Zendesk" }).waitFor();
});

test("an administrator signs in by a pop-up; while the files own the mapping, everything is read-only and says why", async () => {
  await whole.api("POST", "/owner", { owner: "files" });
  visit = await visitAdmin(whole);
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

describe("an administrator who has taken over", () => {
  test("maps a stranger with one press, sees what it changes, applies it, and takes it back", async () => {
    const { app } = await takesOver();
    const before = dueOf(ticket);
    await open(visit, "Unmapped");
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
    await vi.waitFor(() => expect(tierOf(ticket)).toBe("sla_tier_pro"), { timeout: 15_000, interval: 20 });
    expect(dueOf(ticket)).not.toBe(before);

    await app.getByRole("button", { name: "Undo …" }).click();
    await app.getByRole("heading", { name: /undo of change/ }).waitFor();
    await app.getByRole("button", { name: "Apply" }).click();
    await app.getByText("1 of 1 ticket brought up to date").waitFor();
    await vi.waitFor(() => expect(dueOf(ticket)).toBe(before), { timeout: 15_000, interval: 20 });
  });

  test("is told line by line what is wrong with a CSV file, and sees a good one's differences first", async () => {
    const { app } = await takesOver();
    await open(visit, "Organizations");
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
    const { app } = await takesOver();
    await open(visit, "Organizations");
    const csv = await saves("Export CSV");
    await app.getByRole("button", { name: "Import CSV" }).click();
    await app
      .locator("input[type=file]")
      .setInputFiles({ name: "organizations.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await app.getByText("The file says what the mapping says already.").waitFor();
    await app.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  });

  test("edits a cell of the contract in its own words, and sees at once what they mean", async () => {
    const { app } = await takesOver();
    await open(visit, "Policy");
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
    await open(visit, "Policy");
    await app
      .getByRole("button", { name: "Edit Growth › Initial response time › Severity 2" })
      .getByText("1 business day")
      .waitFor();
  });

  test("goes back to an earlier wording, and takes holidays from a calendar file, both seen first", async () => {
    const { app } = await takesOver(promiseOneBusinessDay);
    await open(visit, "Policy");
    await app.getByRole("tab", { name: "Versions" }).click();
    await app.getByLabel(WHY).fill("Not agreed");
    // The newest stands first: of those that aren't in force, the one just before.
    await app.getByRole("button", { name: "Restore …" }).first().click();
    await app.locator("del", { hasText: "1 business day" }).waitFor();
    await app.locator("ins", { hasText: "1 - 2 business days" }).waitFor();
    await app.getByText("Not agreed").waitFor();

    await open(visit, "Policy");
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
    const { app } = await takesOver();
    await open(visit, "Organizations");
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
    const { app } = await takesOver(promiseOneBusinessDay);
    await open(visit, "Audit");
    const lines = (await saves("Export")).trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).action)).toContain("change.applied");
    await app.getByRole("button", { name: "Verify the chain" }).click();
    await app.getByText(`The chain is whole: ${lines.length} entries`).waitFor();
  });

  test("tries work again that was parked", async () => {
    const { app } = await takesOver();
    onTestFinished(() => whole.meetsNothing());
    await whole.meets({ kind: "status", status: 422 }, "PUT");
    const parked = await whole.arrives("ines@aurora-games.example");
    await open(visit, "Health");
    const row = app.getByRole("row", { name: new RegExp(`#${parked}`) });
    await vi.waitFor(async () => {
      await app.getByRole("button", { name: "Ask Zendesk now" }).click();
      await row.waitFor({ timeout: 500 });
    }, 15_000);
    expect(dueOf(parked)).toBeNull();
    await whole.meetsNothing();
    await row.getByRole("button", { name: "Try again" }).click();
    await app.getByText("Nothing is parked").waitFor();
    await vi.waitFor(() => expect(dueOf(parked)).not.toBeNull(), { timeout: 15_000, interval: 20 });
  });

  test("hands back to the mapping files, and what was changed here is replaced", async () => {
    const { app } = await takesOver(promiseOneBusinessDay);
    await open(visit, "Policy");
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

  test("makes a token for a program, which is shown once, and revokes it", async () => {
    const { app } = await takesOver();
    await open(visit, "Tokens");
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
    const { page, app } = await takesOver();
    const asked = page.waitForRequest((request) => request.headers()["authorization"] !== undefined);
    await open(visit, "Organizations");
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

const COLUMNS =
  "organization_id,external_id,name,domains,tier,contract_start,contract_end,onboarding,sdk,csm,tam,named_contacts";
