import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { at } from "../support/given.ts";
import {
  answered,
  imagined,
  answeredOverChristmas as OVER_CHRISTMAS,
  SEVERITY_FIELD,
  STATES,
  type StateName,
  TICKET_ID,
} from "./answers.ts";
import { barriers } from "./barriers.ts";
import { type AskedCall, type Reply, type Scene, type Seat, type Shown, Stage } from "./stage.ts";

// The built sidebar in a real browser, framed by a page that speaks Zendesk's protocol, under the real headers.

let stage: Stage;
/** The app keeps nothing in the browser: one page does for all scenes. */
let seat: Seat;
beforeAll(async () => {
  stage = await Stage.open();
  seat = await stage.seat();
});
afterAll(() => stage.close());

/** Opens the sidebar and waits until it has something to say. */
async function show(scene: Scene): Promise<Shown> {
  const shown = await seat.show(scene);
  onTestFinished(() => expect(shown.complaints).toEqual([]));
  await shown.app.locator("main:not([aria-busy])").waitFor();
  return shown;
}

/** As the page draws it. Written as text: it runs in the browser. */
const TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
const SCHEME = "getComputedStyle(document.documentElement).colorScheme";

const ok = (body: unknown): Reply => ({ status: 200, body });
const ticket = (reply: Scene["reply"], scene: Partial<Scene> = {}) => show({ ticketId: TICKET_ID, reply, ...scene });
const state = (name: StateName, scene: Partial<Scene> = {}) => ticket(() => ok(STATES[name]), scene);

/** What axe finds wrong in the app; a few rules alone where only those can have changed. */
const faults = ({ page }: Pick<Shown, "page">, ...rules: readonly string[]) =>
  barriers(page, { within: "iframe", rules });

/** What an element says, spaces that don't break like any others. */
const textOf = async (element: Locator): Promise<string> =>
  ((await element.textContent()) ?? "").replaceAll("\u00a0", " ");

describe("every state is accessible, in light and in dark, and fits a narrow sidebar", () => {
  let shown: Shown;
  let reply: Reply = ok(null);
  beforeAll(async () => {
    shown = await stage.show({ ticketId: TICKET_ID, width: 320, reply: () => reply });
  });
  afterAll(() => shown.page.context().close());

  test.each(Object.keys(STATES) as StateName[])("%s", async (name) => {
    reply = ok(STATES[name]);
    await shown.page.reload();
    await shown.app.locator("main:not([aria-busy])").waitFor();
    expect(await faults(shown)).toEqual([]);
    expect(await shown.app.locator("html").evaluate(TOO_WIDE)).toBe(0);
    await shown.trigger("colorScheme.changed", "dark");
    await expect.poll(() => shown.app.locator("html").evaluate(SCHEME)).toBe("dark");
    expect(await faults(shown, "color-contrast")).toEqual([]);
    expect(shown.complaints).toEqual([]);
  });

  test("with the steps and the severities open", async () => {
    reply = ok(STATES["due-soon-after-the-aim"]);
    await shown.page.reload();
    await shown.app.getByRole("button", { name: "Why?" }).click();
    await shown.app.getByRole("button", { name: "Change severity" }).click();
    expect(await faults(shown)).toEqual([]);
  });
});

describe("what an agent reads", () => {
  test("by when, in the agent's own time and in the contract's, and how long that is", async () => {
    const { app } = await state("on-track-over-christmas");
    const due = await textOf(app.getByRole("region", { name: "Respond before" }));
    expect(due).toContain("Tue 29 Dec, 17:30");
    expect(due).toContain("On track");
    expect(due).toContain("Tue 29 Dec, 16:30 GMT");
    expect(due).toMatch(/8 h \d+ min of support hours left/);
    expect(due).toMatch(/4 d 23 h on the clock/);
    expect(due).toContain("“Under 1 business day”");
  });

  test("while support is closed, that the clock stands still, and until when", async () => {
    const { app } = await state("closed-now");
    await app.getByText("Support is closed. The clock stands still until Tue 29 Dec, 10:00.").waitFor();
  });

  test("the clock as a table, holidays by name", async () => {
    const { app } = await state("on-track-over-christmas");
    const table = app.getByRole("table", { name: /Support hours from Thu 24 Dec to Tue 29 Dec/ });
    expect(await textOf(table.getByRole("row", { name: /Fri 25 Dec/ }))).toContain("closed, Christmas Day");
    expect(await textOf(table.getByRole("row", { name: /Tue 29 Dec/ }))).toMatch(/09:00–18:00.*Due 16:30/);
  });

  test("why, in numbered steps, and what to tell the customer", async () => {
    const { app, page, complaints } = await ticket(() => ok(OVER_CHRISTMAS));
    await app.getByRole("button", { name: "Why?" }).click();
    const steps = app.getByRole("list").filter({ hasText: "Promised by Pro support" }).getByRole("listitem");
    expect(await steps.allTextContents()).toEqual(OVER_CHRISTMAS.steps);
    // The frame may not use the clipboard's interface here, as in some browsers; the old way has to do.
    await app.getByRole("button", { name: "Copy for the customer" }).click();
    await app.getByRole("button", { name: "Copied" }).waitFor();
    complaints.length = 0;
    await page.context().grantPermissions(["clipboard-read"]);
    onTestFinished(() => page.context().clearPermissions());
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(OVER_CHRISTMAS.customerText);
  });

  test.each([
    ["overdue", "Overdue by 2 h 12 min"],
    ["met", "Answered Tue 3 Nov, 12:42"],
    ["met-late", "1 h 5 min late"],
    ["not-covered", "Not covered by technical support"],
    ["sdk-not-included", "No SDK: support is not owed"],
    ["no-organization", "No contract on record"],
    ["everything-special", "Standard Support until onboarding is done"],
    ["closed", "Nothing more to do"],
    ["not-seen-yet", "Not seen yet"],
  ] as const)("of a ticket that is %s: %s", async (name, words) => {
    const { app } = await state(name);
    expect(await textOf(app.locator("main"))).toContain(words);
  });

  test("in German, where the agent's profile says so", async () => {
    const { app } = await state("on-track-over-christmas", {
      values: { currentUser: { locale: "de-AT", timeZone: { ianaName: "Europe/Vienna" } } },
    });
    await app.getByRole("heading", { name: "Antworten vor" }).waitFor();
    await app.getByText("Di., 29. Dez., 17:30").waitFor();
    expect(await app.locator("html").getAttribute("lang")).toBe("de");
    await app.getByRole("button", { name: "Warum?" }).click();
    await app.getByText("In der Sprache des Vertrags.").waitFor();
    await app.locator("[lang=en]").getByText("Promised by Pro support").first().waitFor();
  });
});

describe("when there is no answer", () => {
  test("it shows that it loads", async () => {
    const shown = await stage.show({ ticketId: TICKET_ID, reply: () => new Promise(() => undefined) });
    await shown.app.getByText("Loading what Tierline says of this ticket").waitFor({ state: "attached" });
    await shown.page.context().close();
  });

  test.each([
    [0, null, "No connection"],
    [401, { detail: "The token has expired.", mend: "Reload the page." }, "Not permitted"],
    [404, null, "Not connected"],
    [503, null, "Busy"],
    [200, { state: "another" }, "Something is wrong"],
  ])("status %i is said in words, with what to do", async (status, body, title) => {
    const shown = await ticket(() => ({ status, body }));
    await shown.app.getByRole("heading", { name: title }).waitFor();
    if (body !== null && "mend" in body) await shown.app.getByText("The token has expired. Reload the page.").waitFor();
    expect(await faults(shown)).toEqual([]);
  });

  test("trying again brings it", async () => {
    let status = 0;
    const { app } = await ticket(() => (status === 0 ? { status, body: null } : ok(STATES.overdue)));
    await app.getByRole("button", { name: "Try again" }).waitFor();
    status = 200;
    await app.getByRole("button", { name: "Try again" }).click();
    await app.getByText("Overdue", { exact: true }).waitFor();
  });

  test("an older answer stays, with a word on its age", async () => {
    let reply = ok(STATES["due-soon-after-the-aim"]);
    const shown = await ticket(() => reply);
    reply = { status: 0, body: null };
    await shown.trigger("ticket.updated");
    await shown.app.getByText(/No connection\. Shown as of/).waitFor();
    await shown.app.getByText("Due soon").waitFor();
  });
});

const MINOR = answered({ severity: 3, now: at("2026-11-03 10:05") });
const CRITICAL = { ...answered({ severity: 1, now: at("2026-11-03 10:06") }), decidedAt: "2026-11-03T10:06:00Z" };

describe("changing the severity", () => {
  test("with the keyboard alone: written in the agent's session, followed until the new due date is there", async () => {
    let written = false;
    const { app, page, asked } = await ticket((call: AskedCall) => {
      if (call.url.startsWith("/api/v2/")) written = true;
      return ok(written ? CRITICAL : MINOR);
    });
    await app.getByRole("button", { name: "Change severity" }).press("Enter");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await app.getByRole("radio", { name: "1 · Critical" }).and(app.locator(":checked")).waitFor();
    await page.keyboard.press("Enter");
    await app.getByRole("heading", { name: "Critical" }).or(app.getByText("Severity 1 · Critical")).first().waitFor();
    await app.getByText("Tue 3 Nov, 12:00", { exact: true }).waitFor();

    const [put] = asked.filter(({ type }) => type === "PUT");
    expect(put).toMatchObject({ url: `/api/v2/tickets/${TICKET_ID}.json` });
    expect(put).not.toHaveProperty("secure");
    expect(JSON.parse(put?.data ?? "")).toEqual({
      ticket: { custom_fields: [{ id: Number(SEVERITY_FIELD), value: "tierline_severity_1" }] },
    });
    expect(await app.getByRole("status").allInnerTexts()).toContain(
      "On track. 1 · Critical. Respond by Tue 3 Nov, 12:00.",
    );
  });

  test("given up with Escape, the focus goes back to where it was", async () => {
    const { app, page } = await state("due-soon-after-the-aim");
    await app.getByRole("button", { name: "Change severity" }).press("Enter");
    await app.getByRole("radio", { name: /3 · Minor/ }).waitFor();
    await page.keyboard.press("Escape");
    await app.getByRole("button", { name: "Change severity" }).and(app.locator(":focus")).waitFor();
  });

  test("refused by Zendesk: said so, and nothing else changes", async () => {
    const { app } = await ticket((call) => (call.type === "PUT" ? { status: 403, body: null } : ok(MINOR)));
    await app.getByRole("button", { name: "Change severity" }).click();
    await app.getByText("2 · Major", { exact: true }).click();
    await app.getByRole("button", { name: "Set severity 2" }).click();
    await app.getByText(/Severity 2 could not be set/).waitFor();
    await app.getByText("Severity 3 · Minor").waitFor();
  });
});

test("each question is signed by Zendesk's proxy with the installation's secret", async () => {
  const { asked } = await state("overdue");
  expect(asked[0]).toMatchObject({
    url: `${stage.appOrigin}/api/zendesk/acme/tickets/${TICKET_ID}/answer`,
    type: "GET",
    secure: true,
    headers: { Authorization: "Bearer {{jwt.token}}" },
    jwt: {
      algorithm: "HS256",
      secret_key: "{{setting.app_secret}}",
      expiry: 60,
      claims: { iss: "https://acme.zendesk.com", aud: stage.appOrigin },
    },
  });
});

test("a ticket that is being written: shows what it would be, and fills in the form's field", async () => {
  const asked: unknown[] = [];
  const shown = await show({
    location: "new_ticket_sidebar",
    values: { "ticket.organization": { id: 360001 }, "ticket.requester.email": "ada@acme.example" },
    reply: ({ url, data = "{}" }) => {
      expect(url).toBe(`${stage.appOrigin}/api/zendesk/acme/what-if`);
      const request: { severity?: 1 | 2 | 3 | 4 } = JSON.parse(data);
      asked.push(request);
      return ok(imagined({ severity: request.severity ?? 3, now: at("2026-11-03 10:05") }));
    },
  });
  const { app } = shown;
  await app.getByText("If you send this ticket now").waitFor();
  expect(await faults(shown)).toEqual([]);
  await app.getByRole("button", { name: "Change severity" }).click();
  await app.getByText("1 · Critical", { exact: true }).click();
  await app.getByRole("button", { name: "Set severity 1" }).click();
  await app.getByText("Severity 1 · Critical").waitFor();
  expect(asked.at(-1)).toEqual({ organizationId: "360001", requesterEmail: "ada@acme.example", severity: 1 });
});
