/** Where in the administration a person is: the part of the address behind `#`, so that a reload comes back to it. */
export interface Route {
  readonly screen: Screen;
  /** What follows the screen: `["12"]` of `#changes/12`. */
  readonly rest: readonly string[];
  readonly query: Readonly<Record<string, string>>;
}

export const SCREENS = [
  "organizations",
  "unmapped",
  "policy",
  "changes",
  "what-if",
  "health",
  "audit",
  "tokens",
] as const;
export type Screen = (typeof SCREENS)[number];

const FIRST: Route = { screen: "organizations", rest: [], query: {} };

/** @param hash with or without its `#`; what names no screen is the first one */
export function readRoute(hash: string): Route {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [first = "", ...rest] = path.split("/").filter((part) => part !== "");
  const screen = SCREENS.find((known) => known === first);
  if (screen === undefined) return FIRST;
  return { screen, rest: rest.map(decoded), query: Object.fromEntries(new URLSearchParams(search)) };
}

/** The address of a place; what is empty is left out. */
export function hrefOf(
  screen: Screen,
  rest: readonly (string | number)[] = [],
  query: Readonly<Record<string, string>> = {},
): string {
  const path = [screen, ...rest.map((part) => encodeURIComponent(part))].join("/");
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ""));
  return `#${path}${search.size === 0 ? "" : `?${search}`}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
