import type { Page } from "playwright-core";
import { expect } from "vitest";
import { barriers } from "./barriers.ts";

/** Text: it runs in the browser. */
const PAINTED_SCHEME = `new Promise((done) =>
  requestAnimationFrame(() =>
    requestAnimationFrame(() => done(getComputedStyle(document.documentElement).colorScheme))))`;

/** What axe has against a page: in light colours everything, in dark ones what can differ. */
export async function faultsInBothColours(page: Page): Promise<readonly string[]> {
  const light = await barriers(page);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await page.evaluate(PAINTED_SCHEME)).toBe("dark");
  const dark = await barriers(page, { rules: ["color-contrast"] });
  await page.emulateMedia({ colorScheme: "light" });
  return [...light, ...dark.map((fault) => `dark: ${fault}`)];
}
