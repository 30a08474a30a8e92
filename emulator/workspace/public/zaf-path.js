// @ts-check
import { UNKNOWN } from "./app-frame.js";

/**
 * What a path such as `ticket.assignee.user.id` leads to.
 * @param {string} path
 * @param {Record<string, () => unknown>} roots
 */
export function walk(path, roots) {
  const [root = "", ...names] = path.split(".");
  if (!Object.hasOwn(roots, root)) return UNKNOWN;
  let value = roots[root]?.();
  for (const name of names) {
    if (value === null || value === undefined) return null;
    if (typeof value !== "object" || !Object.hasOwn(value, name)) return UNKNOWN;
    value = /** @type {Record<string, unknown>} */ (value)[name];
  }
  return value;
}
