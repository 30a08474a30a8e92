import { useState } from "react";

/** The rows that are picked for a bulk edit: single ones, or all that the search finds. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly everything: boolean;
  toggle(id: string): void;
  toggleAll(ids: readonly string[]): void;
  pickEverything(): void;
  clear(): void;
}

const NONE: ReadonlySet<string> = new Set();

export function useSelection(): Selection {
  const [ids, setIds] = useState(NONE);
  const [everything, setEverything] = useState(false);
  return {
    ids,
    everything,
    toggle(id) {
      setEverything(false);
      setIds((before) => (before.has(id) ? without(before, [id]) : new Set([...before, id])));
    },
    toggleAll(shown) {
      setEverything(false);
      setIds((before) =>
        shown.every((id) => before.has(id)) ? without(before, shown) : new Set([...before, ...shown]),
      );
    },
    pickEverything: () => setEverything(true),
    clear() {
      setEverything(false);
      setIds(NONE);
    },
  };
}

const without = (ids: ReadonlySet<string>, gone: readonly string[]): ReadonlySet<string> =>
  new Set([...ids].filter((id) => !gone.includes(id)));
