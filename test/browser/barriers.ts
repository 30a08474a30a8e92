import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Frame, Page } from "playwright-core";

interface Asked {
  /** Only what is within this element, frames in it included. */
  readonly within?: string;
  /** A few rules alone, where only those can have changed. */
  readonly rules?: readonly string[];
}

/** In axe's own terms (doc/run-partial.md of axe-core): what to look at within a frame. */
type FrameContext = { readonly frameSelector: unknown; readonly frameContext: unknown };

/**
 * What axe has against a page and the frames in it, a line for each broken rule.
 *
 * As `AxeBuilder` of @axe-core/playwright goes about it, in a third of the time: axe is loaded once into each document,
 * what the frames told is put together in the page and not in another one opened for it, and travels as text.
 */
export async function barriers(page: Page, { within, rules = [] }: Asked = {}): Promise<readonly string[]> {
  // It would load style sheets anew to see through media queries; no rule that applies here needs that.
  const options = JSON.stringify({ preload: false, ...(rules.length === 0 ? {} : { runOnly: rules }) });
  const parts = await partsOf(
    page.mainFrame(),
    { include: within === undefined ? [] : [[within]], exclude: [] },
    options,
  );
  return page.evaluate(`axe.finishRun([${parts.join()}], ${options}).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" ")))`);
}

/** What axe found in a frame, and behind it in each frame within: JSON, as no more than axe itself reads it. */
async function partsOf(frame: Frame, context: unknown, options: string): Promise<readonly string[]> {
  if (!(await frame.evaluate<boolean>(`"axe" in window`))) await frame.evaluate(AXE);
  const at = JSON.stringify(context);
  const within = await frame.evaluate<readonly FrameContext[]>(`axe.utils.getFrameContexts(${at})`);
  const parts = [await frame.evaluate<string>(`axe.runPartial(${at}, ${options}).then(JSON.stringify)`)];
  for (const { frameSelector, frameContext } of within) {
    const element = await frame.evaluateHandle(`axe.utils.shadowSelect(${JSON.stringify(frameSelector)})`);
    const child = await element.asElement()?.contentFrame();
    if (!child) throw new Error(`a frame that axe can't look into: ${JSON.stringify(frameSelector)}`);
    parts.push(...(await partsOf(child, frameContext, options)));
  }
  return parts;
}

const require = createRequire(import.meta.url);
/** The axe that @axe-core/playwright comes with. */
const AXE = readFileSync(createRequire(require.resolve("@axe-core/playwright")).resolve("axe-core/axe.min.js"), "utf8");
