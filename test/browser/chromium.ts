import { type Browser, chromium } from "playwright-core";
import { findBrowser } from "../../scripts/browser.mjs";

/** The machine's own Chromium. @throws with what to install, where there is none */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  const executablePath = findBrowser(process.env);
  if (executablePath === null) {
    throw new Error("The browser tests need Chromium: `apt-get install chromium`, or name another with CHROMIUM_PATH.");
  }
  return chromium.launch({ executablePath, args: ["--no-sandbox", ...more] });
}
