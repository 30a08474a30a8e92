// @ts-check

/** @typedef {Node | string | number | null | false | undefined} Child */

/**
 * An element, its attributes (`onclick` and its like are listeners), and what is in it.
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {any} the element; which kind it is shows in `tag`
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  fill(element, ...children);
  return element;
}

/**
 * Puts these children in the place of those that were there.
 * @param {Element} element
 * @param {...(Child | Child[])} children
 */
export function fill(element, ...children) {
  const shown = children.flat().filter((child) => child !== null && child !== undefined && child !== false);
  element.replaceChildren(...shown.map((child) => (child instanceof Node ? child : String(child))));
}

/** Line drawings on a grid of 24. */
const PATHS = {
  views: "M4 6h16M4 12h16M4 18h10",
  add: "M12 5v14M5 12h14",
  app: "M5 5h6v6H5zM13 13h6v6h-6zM13 8.5h6M16 5.5v6M5 16h6",
  light:
    "M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M19 5l-1.4 1.4M6.4 17.6 5 19",
  dark: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5",
  leave: "M14 4h5v16h-5M10 8l-4 4 4 4M6 12h9",
  reload: "M19 12a7 7 0 1 1-2-5l2 2M19 4v5h-5",
  fold: "M6 9l6 6 6-6",
};

/** @param {keyof typeof PATHS} name */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", PATHS[name]);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  return svg;
}

/**
 * Draws the eye to what has just changed by somebody else's hand.
 * @param {Element} element
 */
export function flash(element) {
  element.classList.remove("changed");
  // Reading a layout property restarts the animation.
  void (/** @type {HTMLElement} */ (element).offsetWidth);
  element.classList.add("changed");
  element.addEventListener("animationend", () => element.classList.remove("changed"), { once: true });
}

const moment = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});

/**
 * An instant in the agent's own zone.
 * @param {string} stamp
 */
export const at = (stamp) => h("time", { datetime: stamp, title: stamp }, moment.format(new Date(stamp)));
