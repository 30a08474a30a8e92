import { createContext, useContext, useEffect, useSyncExternalStore } from "react";
import { hrefOf, type Route, readRoute } from "./route.ts";

/** The browser's address and history, as far as the administration moves in it. */
export interface Navigation {
  readonly snapshot: () => Route;
  readonly subscribe: (changed: () => void) => () => void;
  /** Goes there; while something is unsaved, a person is asked first. */
  readonly go: (...place: Parameters<typeof hrefOf>) => void;
  /** The same place with another query: a search as it is typed makes no history. */
  readonly refine: (query: Readonly<Record<string, string>>) => void;
  /** Another part of the same screen, where nothing that is being edited is lost. */
  readonly within: (rest: readonly string[]) => void;
  /** @returns what ends the guard */
  readonly guard: (unsaved: Guard) => () => void;
}

/** Asks whether what is unsaved may be lost. `leave` goes on to where the person wanted. */
export type Guard = (leave: () => void) => void;

/** Follows `#` in the window's address. */
export function hashNavigation(window: Window): Navigation {
  let hash = window.location.hash;
  let route = readRoute(hash);
  const listeners = new Set<() => void>();
  const guards = new Set<Guard>();

  const accept = () => {
    hash = window.location.hash;
    route = readRoute(hash);
    for (const listener of listeners) listener();
  };
  window.addEventListener("hashchange", () => {
    if (window.location.hash === hash) return;
    const guard = [...guards].at(-1);
    if (guard === undefined) return accept();
    const wanted = window.location.hash;
    window.history.replaceState(null, "", hash === "" ? window.location.pathname + window.location.search : hash);
    guard(() => {
      guards.clear();
      window.location.hash = wanted;
      accept();
    });
  });
  window.addEventListener("beforeunload", (event) => {
    if (guards.size > 0) event.preventDefault();
  });

  return {
    snapshot: () => route,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    go(...place) {
      window.location.hash = hrefOf(...place);
    },
    refine(query) {
      window.history.replaceState(null, "", hrefOf(route.screen, route.rest, query));
      accept();
    },
    within(rest) {
      window.history.pushState(null, "", hrefOf(route.screen, rest));
      accept();
    },
    guard(unsaved) {
      guards.add(unsaved);
      return () => guards.delete(unsaved);
    },
  };
}

const NavigationContext = createContext<Navigation | null>(null);
export const NavigationProvider = NavigationContext.Provider;

/** @throws outside a {@link NavigationProvider} */
export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (navigation === null) throw new Error("no navigation: render within a NavigationProvider");
  return navigation;
}

export function useRoute(): Route {
  const { subscribe, snapshot } = useNavigation();
  return useSyncExternalStore(subscribe, snapshot);
}

/** While `unsaved`, leaving is asked about first. */
export function useGuard(unsaved: boolean, guard: Guard): void {
  const navigation = useNavigation();
  useEffect(() => (unsaved ? navigation.guard(guard) : undefined), [navigation, unsaved, guard]);
}
