import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { aContract, at, on, POLICY } from "../support/given.ts";
import { barriers } from "./barriers.ts";
import { type Visit, WholeWay } from "./whole-way.ts";

// What an agent lives through from a ticket's arrival on, with everything real: account, server, packed app, browser.

const INES = "ines@aurora.example";
const TERMS = {
  policy: POLICY,
  contracts: [
    aContract({
      organizationId: null,
      externalId: "crm-1",
      name: "Aurora Games",
      domains: [],
      csm: "Mira Okafor",
      namedContacts: [INES],
      end: on("2026-12-31"),
    }),
  ],
  mappingVersion: "m1",
};

/** Nothing that a browser has to complain of. */
const QUIET = { complaints: [], ran: [], strayed: [] };

let whole: WholeWay;
beforeAll(async () => {
  whole = await WholeWay.open({ terms: TERMS, begins: at("2026-11-03 10:00") });
  const organization = { name: "Aurora Games", external_id: "crm-1" };
  const organization_id = await whole.rest("POST", "/api/v2/organizations", { organization });
  await whole.rest("POST", "/api/v2/users", { user: { name: "Ines", email: INES, organization_id } });
});
afterAll(() => whole.close());
afterEach(() => Promise.all(whole.browser.contexts().map((context) => context.close())));

/** A ticket by e-mail that Tierline has worked out. */
async function decided(from = INES, more: object = {}): Promise<number> {
  const id = await whole.arrives(from, more);
  await vi.waitFor(() => expect(whole.shows(id).priority).not.toBeNull(), { timeout: 15_000, interval: 20 });
  return id;
}

const open = (id: number): Promise<Visit> => whole.visit(`/agent/tickets/${id}`);

const SCHEME = "getComputedStyle(document.documentElement).colorScheme";

/** What axe has against the workspace and the app in it, in light colours and in dark ones, which the app follows. */
async function barriersInBothColours(page: Page): Promise<readonly string[]> {
  const light = await barriers(page);
  await page.getByRole("button", { name: "Dark colours" }).click();
  for (const frame of page.frames()) await expect.poll(() => frame.evaluate(SCHEME)).toBe("dark");
  const dark = await barriers(page, { rules: ["color-contrast"] });
  await page.getByRole("button", { name: "Light colours" }).click();
  for (const frame of page.frames()) await expect.poll(() => frame.evaluate(SCHEME)).not.toBe("dark");
  return [...light, ...dark];
}

/** The workspace draws the eye to a property that somebody else has changed. */
const drawsTheEyeTo = (page: Page, label: string): Promise<void> =>
  page
    .locator(".control.changed")
    .filter({ has: page.getByText(label, { exact: true }) })
    .waitFor();

test("a ticket arrives: the agent reads by when and why, makes it critical, and ticket and sidebar follow by themselves", async () => {
  const id = await decided();
  expect(whole.shows(id)).toMatchObject({ priority: "normal", severity: "tierline_severity_3" });
  const { page, app, watched } = await open(id);
  await app.getByRole("heading", { name: "Enterprise" }).waitFor();
  await app.getByText("Severity 3 · Minor").waitFor();
  await app.getByText(/^Wed, Nov 4, 01:0\d\sPM$/).waitFor();
  await app.getByText(/^1[12]\sh.* of support hours left$/).waitFor();
  await app.getByText("the contract of Aurora Games", { exact: false }).first().waitFor();
  await app.getByRole("button", { name: "Why?" }).click();
  const steps = app.locator("ol > li");
  expect(await steps.first().textContent()).toContain("Enterprise support: the contract of Aurora Games");
  expect(await steps.last().textContent()).toMatch(/^Due Wed 4 Nov 2026 13:0/);
  await app.getByRole("button", { name: "Change severity" }).click();
  expect(await barriersInBothColours(page)).toEqual([]);

  await app.getByText("1 · Critical", { exact: true }).click();
  await Promise.all([
    ...["Support severity", "Priority", "Tags", "First response due"].map((label) => drawsTheEyeTo(page, label)),
    app.getByRole("button", { name: "Set severity 1" }).click(),
  ]);
  await app.getByText(/^Tue, Nov 3, 11:0\d\sAM$/).waitFor();
  await app.getByText(/^(59\smin|1\sh).* left$/).waitFor();
  await app.getByText("Severity 1 · Critical").waitFor();
  await expect.poll(() => steps.last().textContent()).toMatch(/^Due Tue 3 Nov 2026 11:0/);
  expect(await page.getByLabel("Priority", { exact: true }).inputValue()).toBe("urgent");
  const { tags, ...shown } = whole.shows(id);
  expect(shown).toEqual({ priority: "urgent", severity: "tierline_severity_1", due: expect.stringMatching(/11:0\d/) });
  expect(tags).toContain("tierline_severity_1");
  expect(watched).toEqual(QUIET);
});

/** Presses Tab until `target` has the focus. @throws when it can't be reached */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if ((await target.and(target.page().locator(":focus")).count()) > 0) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${target} is not reached with the Tab key`);
}

test("with the keyboard alone: why is opened, the words for the customer are copied, the severity is changed", async () => {
  const id = await decided();
  const { page, app, watched } = await open(id);
  await app.getByRole("button", { name: "Why?" }).waitFor();
  await tabTo(page, app.getByRole("button", { name: "Why?" }));
  await page.keyboard.press("Enter");
  await tabTo(page, app.getByRole("button", { name: "Copy for the customer" }));
  await page.keyboard.press("Enter");
  await app.getByRole("button", { name: "Copied" }).waitFor();
  const copied = await page.evaluate("navigator.clipboard.readText()");
  expect(copied).toBe(await app.locator("blockquote").textContent());
  expect(copied).toMatch(/^Thank you for your request\. .* by Wed 4 Nov 2026 13:0\d GMT/);

  await tabTo(page, app.getByRole("button", { name: "Change severity" }));
  await page.keyboard.press("Enter");
  await app.getByRole("radio", { name: "3 · Minor" }).and(app.locator(":focus")).waitFor();
  await page.keyboard.press("ArrowUp");
  await tabTo(page, app.getByRole("button", { name: "Set severity 2" }));
  await page.keyboard.press("Enter");
  await app.getByText("Severity 2 · Major").waitFor();
  expect(whole.shows(id)).toMatchObject({ priority: "high", severity: "tierline_severity_2" });
  await app.getByRole("button", { name: "Change severity" }).and(app.locator(":focus")).waitFor();
  expect(watched).toEqual(QUIET);
});

test("a new ticket: the sidebar says what it would be, for the customer and severity in the form", async () => {
  const { page, app, watched } = await whole.visit("/agent/tickets/new/1");
  await app.getByText("If you send this ticket now").waitFor();
  await app.getByRole("heading", { name: "Growth" }).waitFor();
  await page.getByLabel("Requester").fill(INES);
  await page.keyboard.press("Tab");
  await app.getByRole("heading", { name: "Enterprise" }).waitFor();
  await page.getByLabel("Support severity").selectOption("tierline_severity_2");
  await app.getByText("Severity 2 · Major").waitFor();
  expect(await barriersInBothColours(page)).toEqual([]);
  expect(watched).toEqual(QUIET);
});

const STATES: readonly [string, () => Promise<number>, readonly string[]][] = [
  [
    "without an organization",
    () => decided("someone@nowhere.example"),
    ["No contract on record", "The default terms apply meanwhile."],
  ],
  [
    "that is not covered",
    () => decided(INES, { tags: ["third_party"] }),
    ["No response target", "Not covered by technical support"],
  ],
  [
    "that is closed",
    () => whole.arrives(INES, { status: "closed" }),
    ["Nothing more to do", "The ticket is closed: the helpdesk takes no more changes to it."],
  ],
];

test.each(STATES)("a ticket %s says so", async (_, make, words) => {
  const { page, app, watched } = await open(await make());
  for (const word of words) await app.getByText(word).first().waitFor();
  expect(await barriersInBothColours(page)).toEqual([]);
  expect(watched).toEqual(QUIET);
});

test("while the server is down the last answer stays and says how old it is; it is renewed by itself", async () => {
  const id = await decided();
  const { page, app, watched } = await open(id);
  await app.getByText("Severity 3 · Minor").waitFor();
  try {
    await whole.stop();
    await whole.rest("PUT", `/api/v2/tickets/${id}`, { ticket: { subject: "Push messages never arrive" } });
    await app.getByText(/No connection\. Shown as of/).waitFor();
    await app.getByText("Severity 3 · Minor").waitFor();
    await app.getByText(/of support hours left$/).waitFor();
    expect(await barriersInBothColours(page)).toEqual([]);
  } finally {
    await whole.start();
  }
  await app.getByText(/No connection/).waitFor({ state: "detached", timeout: 15_000 });
  expect(watched).toEqual(QUIET);
});

test("an app with another secret is told nothing, and says whom to ask", async () => {
  const id = await decided();
  await whole.installApp("a secret that somebody made up");
  try {
    const { page, app } = await open(id);
    await app.getByRole("heading", { name: "Not permitted" }).waitFor();
    await app.getByText(/Ask an administrator to check the app's secret setting\./).waitFor();
    expect(await barriersInBothColours(page)).toEqual([]);
  } finally {
    await whole.installApp();
  }
});

test("nothing of all this leaves a cookie of Tierline's in the browser", async () => {
  const { page, app } = await open(await decided());
  await app.getByText("Severity 3 · Minor").waitFor();
  expect(await app.locator("html").evaluate("document.cookie")).toBe("");
  const names = (await page.context().cookies()).map(({ name }) => name);
  expect(names).toHaveLength(1);
  expect(names.join()).not.toMatch(/tierline/i);
});
