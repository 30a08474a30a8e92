import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { bundleMappings } from "../../cli/bundle-mappings.ts";
import { ROUTES } from "../../handlers/api/routes.ts";
import { appPage } from "../../handlers/app-page.ts";
import { ANSWERS } from "../../src/api/answers.ts";
import { problem } from "../../src/api/problem.ts";
import { filePages } from "../../src/node/pages.ts";
import { type Listening, listen } from "../../src/node/server.ts";
import { groupsOf, HOSTILE_TEXTS, joined } from "../support/hostile-text.ts";
import { launchChromium } from "./chromium.ts";
import { hostileAnswer, hostileTree } from "./hostile-body.ts";
import { madeIn, watch } from "./watch.ts";

// The administrators' pages, with every text hostile that any of the API's answers may hold, as its schema has it.

const groups = groupsOf(HOSTILE_TEXTS, 60);
const BASE = "/api/zendesk/acme";

let browser: Browser;
let server: Listening;
const answers = new Map<string, unknown>();

beforeAll(async () => {
  const pages = filePages(join(import.meta.dirname, "../../dist/app"));
  [browser, server] = await Promise.all([
    launchChromium(),
    listen(appPage({ pages, development: false }), "127.0.0.1", 0),
  ]);
  for (const [id, { schema }] of Object.entries(ANSWERS)) {
    if (schema !== null) answers.set(id, hostileAnswer(schema, groups));
  }
  await letPolicyBeOne();
});
afterAll(async () => {
  await browser.close();
  await server.close(0);
});

/** A policy is any JSON to the schema; here it has a policy's shape, and a zone that browsers know. */
async function letPolicyBeOne(): Promise<void> {
  const bundled = await bundleMappings();
  if (!bundled.ok) throw new Error(bundled.failure.message);
  const document = hostileTree(bundled.value.document, HOSTILE_TEXTS.slice(0, 40));
  const title = joined(HOSTILE_TEXTS, ".tiers.title");
  const tiers = ["growth", "pro", "enterprise"].map((name) => ({ name, title }));
  for (const [id, more] of [
    // Who is signed in stands on every page.
    ["me", { name: HOSTILE_TEXTS[0], account: "acme" }],
    ["getPolicy", { owner: "admin", document, tiers, zone: "Etc/GMT" }],
    ["getPolicyVersion", { document }],
    ["getPolicyYear", { zone: "Etc/GMT", year: 2026 }],
    ["listOrganizations", { owner: "admin" }],
    ["getHealth", { owner: "admin" }],
    ["whatIf", { zone: "Etc/GMT" }],
  ] as const) {
    answers.set(id, { ...Object(answers.get(id)), ...more });
    expect([id, ANSWERS[id]?.schema?.safeParse(answers.get(id)).error?.issues]).toEqual([id, undefined]);
  }
}

function answerTo(method: string, path: string): unknown {
  const route = ROUTES.find((one) => {
    const pattern = one.path.replaceAll(/:\w+/g, "[^/]+");
    return one.method === method && new RegExp(`^${pattern}$`).test(path);
  });
  return route === undefined ? null : answers.get(route.id);
}

/** The stand-alone page, signed in, at a place. */
async function open(place: string): Promise<{ page: Page; unharmed: () => Promise<void> }> {
  const context = await browser.newContext({ reducedMotion: "reduce", viewport: { width: 1280, height: 1000 } });
  onTestFinished(() => context.close());
  context.setDefaultTimeout(15_000);
  const watched = await watch(context);
  const page = await context.newPage();
  await page.route(`**${BASE}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const answer = answerTo(route.request().method(), pathname.slice(BASE.length));
    await route.fulfill(answer === null ? { status: 404, json: {} } : { json: answer });
  });
  await page.goto(`http://127.0.0.1:${server.port}/admin/acme${place}`);
  await page.locator("h1").first().waitFor();
  return {
    page,
    async unharmed() {
      expect(await madeIn(page.mainFrame())).toEqual([]);
      expect(watched).toEqual({ complaints: [], ran: [], strayed: [] });
    },
  };
}

/** What a person can read, in the page and in its fields. */
const readable = (page: Page): Promise<string> =>
  page.evaluate(`document.body.textContent +
    [...document.querySelectorAll("input, textarea")].map(({ value }) => value).join("")`);

/** Those of the texts that are nowhere in the page as they were written. */
async function missing(page: Page): Promise<readonly string[]> {
  const text = await readable(page);
  return HOSTILE_TEXTS.filter((hostile) => !text.includes(hostile));
}

test.each([
  ["organizations", ".organizations.name: "],
  ["organizations/7", ".csm: "],
  ["unmapped", ".strangers.guess.words: "],
  ["policy/table", ".policy.support_levels."],
  ["policy/hours", ".days.name: "],
  ["policy/versions", ".versions.note: "],
  ["policy/versions/1", ".differences.after: "],
  ["changes", ".changes.note: "],
  ["changes/7", ".tickets.organization: "],
  ["health", ".parked.detail: "],
  ["audit", ".entries.detail: "],
  ["tokens", ".tokens.madeBy: "],
])("%s shows every text as it was written", async (place, sign) => {
  const { page, unharmed } = await open(`#${place}`);
  await expect.poll(() => readable(page)).toContain(sign);
  expect(await missing(page)).toEqual([]);
  await unharmed();
});

test.each([
  ["unmapped", /^(Choose|Another) … row for/, ".organizations.name: "],
  ["audit", "Verify the chain", "The chain is whole"],
  ["health", "Ask Zendesk now", ".findings.mend: "],
])("%s shows what comes of a click as it was written: %s", async (place, button, sign) => {
  const { page, unharmed } = await open(`#${place}`);
  await page.getByRole("button", { name: button }).first().click();
  await expect.poll(() => readable(page)).toContain(sign);
  await unharmed();
});

test("refusals are shown as they were written", async () => {
  const { page, unharmed } = await open("#health");
  await page.route(`**${BASE}/**`, (route) =>
    route.fulfill({
      status: 422,
      contentType: "application/problem+json",
      json: { ...Object(hostileAnswer(problem, groups)), status: 422 },
    }),
  );
  for (const place of ["organizations", "unmapped", "policy", "changes", "audit", "tokens"]) {
    await page.goto(`http://127.0.0.1:${server.port}/admin/acme#${place}`);
    await expect.poll(() => missing(page)).toEqual([]);
    await unharmed();
  }
});
