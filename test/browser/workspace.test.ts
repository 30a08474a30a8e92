import type { Frame, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { barriers } from "./barriers.ts";
import { faultsInBothColours } from "./both-colours.ts";
import { appIn, openWorkspaceRig, type WorkspaceRig } from "./workspace-rig.ts";

let rig: WorkspaceRig;
beforeAll(async () => {
  rig = await openWorkspaceRig();
}, 30_000);
afterAll(() => rig.close());
afterEach(async () => {
  await Promise.all(rig.browser.contexts().map((context) => context.close()));
});

/** A ticket of its own, open in the workspace, and the app beside it. */
async function openTicket(): Promise<{ id: number; page: Page; app: Frame }> {
  const id = await rig.makeTicket("Printer on fire");
  const page = await rig.visit(`/agent/tickets/${id}`);
  return { id, page, app: await appIn(page, "sidebar") };
}

const savedTicket = (id: number) => rig.zendesk.emulator.state.tickets.get(id) ?? expect.fail(`no ticket ${id}`);
/** Events that the app heard, by name. */
const heard = (app: Frame, name: string) =>
  app.evaluate<unknown[]>(`heard.filter(([name]) => name === ${JSON.stringify(name)}).map(([, message]) => message)`);
const hears = (app: Frame, name: string) =>
  app.waitForFunction(`heard.some(([name]) => name === ${JSON.stringify(name)})`);
/** What a promise of the SDK came to. */
const settled = (app: Frame, expression: string) =>
  app.evaluate<unknown>(`${expression}.then((value) => ({ value }), (error) => ({ error: error.message ?? error }))`);

describe("the app framework", () => {
  test("registers an app with what it is and where", async () => {
    const { id, app } = await openTicket();
    const context = { product: "support", location: "ticket_sidebar", ticketId: id, account: { subdomain: "acme" } };
    expect(await app.evaluate("client.context()")).toMatchObject(context);
    const metadata = await app.evaluate<{ settings: object }>("client.metadata()");
    expect(metadata).toMatchObject({ name: "Fixture", appId: expect.any(Number), installationId: expect.any(Number) });
    expect(metadata.settings).toEqual({ greeting: "hello" });
    expect(await heard(app, "app.activated")).toEqual([{ firstLoad: true }]);
  });

  test("answers what the ticket and the person are", async () => {
    const { id, app } = await openTicket();
    const paths = ["ticket", "ticket.requester.email", "ticket.organization", "currentUser.role", "colorScheme"];
    expect(await app.evaluate(`client.get(${JSON.stringify(paths)})`)).toMatchObject({
      errors: {},
      ticket: { id, subject: "Printer on fire", status: "new", assignee: { group: { name: "Support" } } },
      "ticket.requester.email": "rita@aurora.example",
      "ticket.organization": { name: "Aurora Games" },
      "currentUser.role": "agent",
      colorScheme: "light",
    });
    const custom = `ticket.customField:custom_field_${rig.severity}`;
    expect(await settled(app, `client.get("${custom}")`)).toEqual({ value: { errors: {}, [custom]: null } });
  });

  test("refuses what it has not, alone by rejecting and in a batch beside the rest", async () => {
    const { app } = await openTicket();
    expect(await settled(app, `client.get("ticket.nothing")`)).toEqual({ error: '"ticket.nothing" No such Api' });
    expect(await settled(app, `client.invoke("dance")`)).toEqual({ error: '"dance" No such Api' });
    expect(await settled(app, `client.set("ticket.id", 7)`)).toEqual({ error: '"ticket.id" No such Api' });
    expect(await app.evaluate(`client.get(["ticket.subject", "nothing"])`)).toMatchObject({
      "ticket.subject": "Printer on fire",
      errors: { nothing: { message: "No such Api" } },
    });
  });

  test("lets an app fill in the form, which the agent then submits", async () => {
    const { id, page, app } = await openTicket();
    await app.evaluate(`hear("ticket.custom_field_${rig.severity}.changed")`);
    await app.evaluate(`client.set("ticket.customField:custom_field_${rig.severity}", "severity_2")`);
    await app.evaluate(`client.invoke("ticket.tags.add", "from_app")`);
    expect(await page.getByLabel("Support severity").inputValue()).toBe("severity_2");
    await hears(app, `ticket.custom_field_${rig.severity}.changed`);
    expect(savedTicket(id).facts.custom.get(rig.severity)).toBeNull();
    await page.getByLabel("Status to submit as").selectOption("pending");
    await page.getByRole("textbox", { name: "Reply" }).fill("We are on it.");
    await page.keyboard.press("Control+Enter");
    await page.getByText("was submitted as pending").waitFor();
    expect(savedTicket(id).facts).toMatchObject({ status: "pending", tags: ["from_app", "severity_2"] });
    expect(savedTicket(id).comments.at(-1)).toMatchObject({ body: "We are on it.", public: true });
  });

  test("tells an app what the agent changes, and nothing once it listens no more", async () => {
    const { page, app } = await openTicket();
    await app.evaluate(`hear("ticket.priority.changed"), hear("*.changed")`);
    await page.getByLabel("Priority").selectOption("high");
    await hears(app, "*.changed");
    expect(await heard(app, "ticket.priority.changed")).toEqual(["high"]);
    expect(await heard(app, "*.changed")).toEqual([
      { propertyName: "ticket.priority", newValue: "high", oldValue: null },
    ]);
    await app.evaluate(
      `client._messageHandlers["ticket.priority.changed"].forEach((one) => client.off("ticket.priority.changed", one))`,
    );
    await page.getByLabel("Priority").selectOption("low");
    await app.waitForFunction(`heard.filter(([name]) => name === "*.changed").length === 2`);
    expect(await heard(app, "ticket.priority.changed")).toEqual(["high"]);
  });

  test("asks an app before the ticket is saved, and shows why not", async () => {
    const { id, page, app } = await openTicket();
    await app.evaluate(`client.on("ticket.save", () => Promise.reject("Choose a severity first."))`);
    await page.getByLabel("Priority").selectOption("high");
    await page.getByRole("button", { name: "Submit as" }).click();
    await page.getByRole("alert").getByText("Choose a severity first.").waitFor();
    expect(savedTicket(id).facts.priority).toBeNull();
  });

  test("gives an app the height it asks for, notices and ways to go", async () => {
    const { id, page, app } = await openTicket();
    await app.evaluate(`client.invoke("resize", { width: "100%", height: "321px" })`);
    expect((await page.locator("iframe").boundingBox())?.height).toBe(321);
    await app.evaluate(`client.invoke("notify", "<b>Saved</b> it", "notice")`);
    await page.getByText("Saved it").waitFor();
    const other = await rig.makeTicket("Another one");
    await app.evaluate(`client.invoke("routeTo", "ticket", ${other})`);
    await page.getByRole("heading", { name: "Another one" }).waitFor();
    expect([page.url().endsWith(`/agent/tickets/${other}`), other > id]).toEqual([true, true]);
  });

  test("tells an app when the colours change", async () => {
    const { page, app } = await openTicket();
    await app.evaluate(`hear("colorScheme.changed")`);
    await page.getByRole("button", { name: "Dark colours" }).click();
    await hears(app, "colorScheme.changed");
    expect(await heard(app, "colorScheme.changed")).toEqual(["dark"]);
    expect(await app.evaluate(`client.get("colorScheme")`)).toMatchObject({ colorScheme: "dark" });
  });

  test("keeps an app of the navigation as it is while something else is shown", async () => {
    const page = await rig.visit("/agent/apps/fixture", { as: "Mara Admin" });
    const app = await appIn(page, "nav");
    expect(await app.evaluate("client.context()")).toMatchObject({ location: "nav_bar" });
    expect(await app.evaluate(`client.get("currentUser")`)).toMatchObject({ currentUser: { role: "admin" } });
    await app.evaluate("window.kept = true, hear('app.deactivated')");
    await page.getByRole("link", { name: "Views" }).click();
    await hears(app, "app.deactivated");
    await page.getByRole("link", { name: "Fixture" }).click();
    await app.waitForFunction("heard.filter(([name]) => name === 'app.activated').length === 2");
    expect(await app.evaluate("window.kept")).toBe(true);
  });
});

test("an app signs its person in by a pop-up, which comes back with a code", async () => {
  const redirect_uri = `${rig.fixture.origin}/callback`;
  const client = { name: "Fixture's server", identifier: "fixture", kind: "confidential", redirect_uri };
  await rig.call("POST", "/api/v2/oauth/clients.json", { client });
  const page = await rig.visit("/agent/apps/fixture", { as: "Mara Admin" });
  const app = await appIn(page, "nav");
  const asked = new URLSearchParams({ response_type: "code", client_id: "fixture", redirect_uri, scope: "users:read" });
  const [popup] = await Promise.all([
    page.waitForEvent("popup"),
    app.evaluate(`void window.open("${rig.zendesk.origin}/oauth/authorizations/new?${asked}")`),
  ]);
  await popup.getByText("Mara Admin").waitFor();
  expect(await barriers(popup)).toEqual([]);
  await popup.getByRole("button", { name: "Allow" }).click();
  await popup.waitForURL(/\/callback\?code=[0-9a-f]{64}$/);
});

describe("a request of an app", () => {
  test("to the account acts as the agent", async () => {
    const { id, app } = await openTicket();
    const answer = await app.evaluate(`client.request("/api/v2/tickets/${id}.json")`);
    expect(answer).toMatchObject({ ticket: { id, subject: "Printer on fire" } });
    expect(await app.evaluate(`client.request("/api/v2/users/me.json")`)).toMatchObject({ user: { role: "agent" } });
  });

  test("to its own server is signed on the way, and the browser never sees the secret", async () => {
    const { page, app } = await openTicket();
    const seen: string[] = [];
    page.on("request", (request) => seen.push(`${request.url()} ${request.postData() ?? ""}`));
    const jwt = { algorithm: "HS256", secret_key: "{{setting.app_secret}}", expiry: 60, claims: { iss: "acme" } };
    const options = {
      url: `${rig.fixture.origin}/api/answer`,
      type: "POST",
      contentType: "application/json",
      data: JSON.stringify({ a: 1 }),
      secure: true,
      headers: { Authorization: "Bearer {{jwt.token}}", x_lost: "1" },
      jwt,
    };
    const answer = await app.evaluate(`client.request(${JSON.stringify(options)})`);
    expect(answer).toEqual({ answered: "/api/answer" });
    const asked = rig.fixture.asked.at(-1) ?? expect.fail("nothing came");
    expect(asked.headers).toMatchObject({
      authorization: expect.stringMatching(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/),
      "content-type": "application/json",
    });
    expect(Object.keys(asked.headers)).not.toContain("x_lost");
    expect(asked.body).toBe('{"a":1}');
    expect(seen.join()).toContain("{{setting.app_secret}}");
    expect(seen.join()).not.toContain(rig.appSecret);
  });

  test("rejects with the answer when it is refused", async () => {
    const { app } = await openTicket();
    const call = `client.request({ url: "${rig.fixture.origin}/api/refused", dataType: "json" })`;
    const failed = await app.evaluate(`${call}.catch((xhr) => xhr)`);
    expect(failed).toMatchObject({ status: 403, responseJSON: { answered: "/api/refused" } });
  });
});

describe("the workspace", () => {
  test("shows by itself what somebody else changes, and leaves the agent's own edits alone", async () => {
    const { id, page, app } = await openTicket();
    await app.evaluate(`hear("ticket.priority.changed"), hear("ticket.updated")`);
    await page.getByLabel("Type").selectOption("incident");
    await page.getByLabel("Tags").fill("mine");
    await page.keyboard.press("Enter");
    await rig.call("PUT", `/api/v2/tickets/${id}.json`, {
      ticket: { priority: "urgent", type: "problem", tags: ["theirs"] },
    });
    await page.locator(".control.changed", { hasText: "Priority" }).waitFor();
    expect(await page.getByLabel("Priority").inputValue()).toBe("urgent");
    expect(await page.getByLabel("Type").inputValue()).toBe("incident");
    expect(await page.locator(".chips li").allTextContents()).toEqual(["theirs×", "mine×"]);
    await page.getByText("Priority is now Urgent").waitFor({ state: "attached" });
    await page.locator(".event", { hasText: "Integration" }).waitFor();
    await hears(app, "ticket.updated");
    expect(await heard(app, "ticket.priority.changed")).toEqual(["urgent"]);
  });

  test("opens a ticket of a view with the keyboard, and marks rows that change", async () => {
    const id = await rig.makeTicket("Reached by keyboard");
    const page = await rig.visit("/agent/dashboard");
    const row = page.locator("tr", { hasText: "Reached by keyboard" });
    await row.waitFor();
    // What changes before the page listens is no change to it: it may take a second one.
    const priorities = ["high", "low"];
    const marked = async (): Promise<number> => {
      await rig.call("PUT", `/api/v2/tickets/${id}.json`, { ticket: { priority: priorities.reverse()[0] } });
      return page.locator("tr.changed", { hasText: "Reached by keyboard" }).count();
    };
    await expect.poll(marked, { timeout: 20_000, interval: 300 }).toBe(1);
    await page.getByRole("link", { name: "Reached by keyboard" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Reached by keyboard" }).waitFor();
    expect(page.url()).toBe(`${rig.zendesk.origin}/agent/tickets/${id}`);
  });

  test("makes a ticket for a customer, the app beside the form", async () => {
    const page = await rig.visit("/agent/tickets/new/1");
    const app = await appIn(page, "new");
    expect(await app.evaluate("client.context()")).toMatchObject({ location: "new_ticket_sidebar" });
    await app.evaluate(`hear("ticket.organization.changed")`);
    await page.getByLabel("Requester").fill("rita@aurora.example");
    await page.getByLabel("Subject").fill("Called by phone");
    await page.getByLabel("Support severity").selectOption("severity_2");
    await hears(app, "ticket.organization.changed");
    expect(await app.evaluate(`client.get("ticket.organization.name")`)).toMatchObject({
      "ticket.organization.name": "Aurora Games",
    });
    await page.getByRole("textbox", { name: "Reply" }).fill("She said it smokes.");
    await page.getByRole("button", { name: "Submit as" }).click();
    await page.getByRole("heading", { name: "Called by phone" }).waitFor();
    const [made] = [...rig.zendesk.emulator.state.tickets.values()].slice(-1);
    expect(made?.via.channel).toBe("web");
    expect(made?.comments[0]?.body).toBe("She said it smokes.");
  });

  test("is left by signing out", async () => {
    const page = await rig.visit("/agent/dashboard");
    await page.getByRole("button", { name: "Sign out Ada Agent" }).click();
    await page.getByRole("heading", { name: "Sign in to acme" }).waitFor();
    await page.goto(`${rig.zendesk.origin}/agent/tickets/1`);
    await page.getByRole("heading", { name: "Sign in to acme" }).waitFor();
  });

  test("says why a ticket cannot be saved", async () => {
    const { id, page } = await openTicket();
    await rig.call("PUT", `/api/v2/tickets/${id}.json`, { ticket: { status: "closed" } });
    await page.getByRole("textbox", { name: "Reply" }).fill("Too late.");
    await page.getByRole("button", { name: "Submit as" }).click();
    await page.getByRole("alert").getByText("Status closed prevents ticket update").waitFor();
  });

  test("has nothing at the sign-in that bars anybody, in light and in dark", async () => {
    const page = await (await rig.browser.newContext()).newPage();
    await page.goto(`${rig.zendesk.origin}/agent/sign_in`);
    expect(await faultsInBothColours(page)).toEqual([]);
  });

  test.each(["/agent/dashboard", "/agent/tickets/1", "/agent/tickets/new/1", "/agent/apps/fixture"])(
    "has nothing at %s that bars anybody, in light and in dark",
    async (path) => {
      await rig.makeTicket("Printer on fire");
      const page = await rig.visit(path);
      await page.waitForLoadState("load");
      expect(await faultsInBothColours(page)).toEqual([]);
    },
  );
});
