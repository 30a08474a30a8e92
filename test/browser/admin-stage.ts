import type { FrameLocator, Page } from "playwright-core";
import { expect, vi } from "vitest";
import { readTerms } from "../../cli/terms.ts";
import { changeDetail } from "../../src/api/changes.ts";
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

/** The mapping and the policy are what the files say, and the administration may change them. */
export async function takeOverFromTheFiles(whole: WholeWay): Promise<void> {
  for (const owner of ["files", "admin"]) await whole.api("POST", "/owner", { owner });
}

/** Applies a change of the mapping or the policy, until all tickets follow it. @returns its number */
export async function apply(whole: WholeWay, proposed: unknown): Promise<string> {
  const { id } = changeDetail.parse(proposed);
  await whole.api("POST", `/changes/${id}/apply`);
  await vi.waitFor(
    async () => {
      const { progress } = changeDetail.parse(await whole.api("GET", `/changes/${id}`));
      expect(progress?.done).toBe(progress?.total);
      expect(progress).not.toBeNull();
    },
    { timeout: 15_000, interval: 50 },
  );
  return id;
}

/** The contract says "1 business day" where the files say "1 - 2 business days": Growth, severity 2. */
export async function promiseOneBusinessDay(whole: WholeWay): Promise<void> {
  const path = ["policy", "support_levels", "growth", "initial_response_time", "severity_2"];
  const edits = [{ path, value: "1 business day" }];
  await apply(whole, await whole.api("POST", "/changes", { kind: "policy", edits }));
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
  page.setDefaultTimeout(15_000);
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

export async function open({ app }: Pick<AdminVisit, "app">, screen: string): Promise<void> {
  await app.getByRole("link", { name: new RegExp(`^${screen}`) }).click();
  await app.getByRole("heading", { level: 1, name: screen }).waitFor();
}

/** The label of the note that every proposal may have. */
export const WHY = /^Why\?/;

/** The same pages by themselves, outside Zendesk. */
export async function standAlone(whole: WholeWay): Promise<Page> {
  const page = await whole.browser.newPage({ reducedMotion: "reduce", viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(15_000);
  await page.goto(`${whole.url}/admin/acme`);
  await page.getByRole("button", { name: "Sign in with Zendesk" }).waitFor();
  return page;
}
