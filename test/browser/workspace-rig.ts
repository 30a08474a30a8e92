import type { Browser, Frame, Page } from "playwright-core";
import * as z from "zod";
import { type ServedEmulator, serveEmulator } from "../../emulator/serve.ts";
import { seeded } from "../emulator/rig.ts";
import { launchChromium } from "./chromium.ts";
import { type FixtureApp, serveFixtureApp } from "./workspace-fixture.ts";

const APP_SECRET = "the-app's-secret";

/** A browser, an account with a ticket, and an app installed in it. */
export interface WorkspaceRig {
  readonly browser: Browser;
  readonly zendesk: ServedEmulator;
  readonly fixture: FixtureApp;
  readonly severity: number;
  readonly appSecret: string;
  /** The REST API as the integration's admin. */
  call(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
  makeTicket(subject: string): Promise<number>;
  /** A page of somebody's own, at `path`. */
  visit(path: string, options?: { as?: string }): Promise<Page>;
  close(): Promise<void>;
}

export async function openWorkspaceRig(): Promise<WorkspaceRig> {
  const fixture = await serveFixtureApp();
  const zendesk = await serveEmulator({ port: 0, subdomain: "acme", now: Date.now, random: seeded(3), fetch });
  const browser = await launchChromium();

  const call: WorkspaceRig["call"] = async (method, path, body) => {
    const { admin, apiToken } = zendesk.emulator.seed;
    const authorization = `Basic ${btoa(`${admin.email}/token:${apiToken}`)}`;
    const headers = { authorization, "content-type": "application/json" };
    const response = await fetch(zendesk.origin + path, { method, headers, body: JSON.stringify(body) ?? null });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return z.record(z.string(), z.unknown()).parse(await response.json());
  };
  const make = async (path: string, body: Record<string, unknown>) =>
    z.object({ id: z.number() }).parse(Object.values(await call("POST", path, body))[0]).id;

  const organization_id = await make("/api/v2/organizations.json", { organization: { name: "Aurora Games" } });
  const user = { name: "Rita", email: "rita@aurora.example", organization_id };
  await make("/api/v2/users.json", { user });
  const custom_field_options = [1, 2, 3].map((n) => ({ name: `Severity ${n}`, value: `severity_${n}` }));
  const ticket_field = { type: "tagger", title: "Support severity", custom_field_options };
  const severity = await make("/api/v2/ticket_fields.json", { ticket_field });
  const all = [{ field: "status", operator: "less_than", value: "solved" }];
  const output = { columns: ["description", "requester", "organization", "priority", severity] };
  await make("/api/v2/views.json", { view: { title: "Due next", all, output } });
  const at = (page: string) => ({ url: `${fixture.origin}/${page}` });
  await call("POST", "/emulator/apps", {
    name: "Fixture",
    locations: { ticket_sidebar: at("sidebar"), new_ticket_sidebar: at("new"), nav_bar: at("nav") },
    settings: { app_secret: APP_SECRET, greeting: "hello" },
    parameters: [{ name: "app_secret", secure: true, scopes: ["jwt_secret_key"] }, { name: "greeting" }],
  });

  return {
    browser,
    zendesk,
    fixture,
    severity,
    appSecret: APP_SECRET,
    call,
    makeTicket: (subject) =>
      make("/api/v2/tickets.json", {
        ticket: {
          subject,
          comment: { body: "It smokes." },
          requester: { email: user.email },
          via: { channel: "email" },
        },
      }),
    visit: async (path, { as = "Ada Agent" } = {}) => {
      const page = await (await browser.newContext({ colorScheme: "light" })).newPage();
      page.setDefaultTimeout(15_000);
      await page.goto(zendesk.origin + path);
      await page.getByRole("button", { name: as }).click();
      await page.waitForSelector("main > *");
      return page;
    },
    close: async () => {
      await browser.close();
      await zendesk.close();
      await fixture.close();
    },
  };
}

/** The app's own side: its page, once it is registered. */
export async function appIn(page: Page, path: string): Promise<Frame> {
  const element = await page.waitForSelector(`iframe[src*="/${path}?"]`);
  const frame = await element.contentFrame();
  if (frame === null) throw new Error("the app has no frame");
  await frame.getByText("registered").waitFor();
  return frame;
}
