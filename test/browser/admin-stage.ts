import type { FrameLocator, Page } from "playwright-core";
import { readTerms } from "../../cli/terms.ts";
import type { Instant } from "../../src/core/time.ts";
import { type Watch, watch } from "./watch.ts";
import { WholeWay } from "./whole-way.ts";

const CLIENT = "tierline-admin";

/** An account with the shipped terms, people who write tickets, and a client by which administrators sign in. */
export async function openAdminStage(begins: Instant): Promise<WholeWay> {
  const terms = await readTerms({});
  if (!terms.ok) throw new Error(terms.failure.message);
  const whole = await WholeWay.open({ terms: terms.value, begins });
  const { client } = whole.zendesk.emulator.seed;
  await whole.rest("POST", "/api/v2/oauth/clients.json", {
    client: {
      name: "Tierline",
      identifier: CLIENT,
      kind: "public",
      redirect_uri: [`${whole.url}/auth/zendesk/callback`],
    },
  });
  await whole.operator("/connect", {
    subdomain: "acme",
    credentials: { kind: "oauth_client", clientId: client.identifier, clientSecret: client.secret },
    signIn: { clientId: CLIENT, clientSecret: null },
    origin: whole.zendesk.origin,
  });
  return whole;
}

export interface AdminVisit {
  readonly page: Page;
  /** The administration within Zendesk's frame. */
  readonly app: FrameLocator;
  readonly watched: Watch;
}

/** Opens the administration in the workspace's navigation; nobody is signed in to it yet. */
export async function visitAdmin(
  whole: WholeWay,
  { as = "Mara Admin", colorScheme = "light" }: { as?: string; colorScheme?: "light" | "dark" } = {},
): Promise<AdminVisit> {
  const context = await whole.browser.newContext({
    timezoneId: "Europe/Berlin",
    locale: "en-GB",
    reducedMotion: "reduce",
    colorScheme,
    viewport: { width: 1440, height: 900 },
  });
  const watched = await watch(context);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(`${whole.zendesk.origin}/agent/apps/tierline`);
  await page.getByRole("button", { name: as }).click();
  return { page, watched, app: page.frameLocator("iframe[src*='/admin']") };
}

/** Signs in by the pop-up, and allows it. */
export async function signIn({ page, app }: Pick<AdminVisit, "page" | "app">): Promise<void> {
  const [popUp] = await Promise.all([
    page.waitForEvent("popup"),
    app.getByRole("button", { name: "Sign in with Zendesk" }).click(),
  ]);
  await popUp.getByRole("button", { name: "Allow" }).click();
  await app.getByRole("navigation").waitFor();
}

/** The same pages by themselves, outside Zendesk. */
export async function standAlone(whole: WholeWay): Promise<Page> {
  const page = await whole.browser.newPage({ reducedMotion: "reduce", viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(10_000);
  await page.goto(`${whole.url}/admin/acme`);
  await page.getByRole("button", { name: "Sign in with Zendesk" }).waitFor();
  return page;
}
