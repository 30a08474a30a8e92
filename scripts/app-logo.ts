/** Draws the app's logos from `app/package/assets/logo.svg` in the sizes that Zendesk asks for. Needs Chromium. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { findBrowser } from "./browser.mjs";

const SIZES = [
  ["logo.png", 320],
  ["logo-small.png", 128],
] as const;
const ASSETS = new URL("../app/package/assets/", import.meta.url);

const executablePath = findBrowser(process.env);
if (executablePath === null)
  throw new Error("No Chromium: `apt-get install chromium`, or name one with CHROMIUM_PATH.");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const drawing = readFileSync(new URL("logo.svg", ASSETS), "utf8");
for (const [file, size] of SIZES) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${drawing}`,
  );
  await page.screenshot({ path: fileURLToPath(new URL(file, ASSETS)), omitBackground: true });
  console.log(`app/package/assets/${file}: ${size} by ${size}`);
}
await browser.close();
