export interface Call {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  /** The fault that was played instead of, or on top of, the plain answer. */
  readonly fault: string | null;
}

/** What was asked of the API: a history of the last calls, and counts by method and route. */
export interface Calls {
  readonly history: readonly Call[];
  readonly counts: Readonly<Record<string, number>>;
  add(call: Call): void;
  clear(): void;
}

const KEPT = 10_000;

/** @param routeOf a path as the documentation writes it, with what differs from call to call in braces */
export function createCalls(routeOf: (path: string) => string): Calls {
  const history: Call[] = [];
  let counts: Record<string, number> = {};
  return {
    history,
    get counts() {
      return counts;
    },
    add: (call) => {
      history.push(call);
      if (history.length > KEPT) history.shift();
      const key = `${call.method} ${routeOf(call.path)}`;
      counts[key] = (counts[key] ?? 0) + 1;
    },
    clear: () => {
      history.length = 0;
      counts = {};
    },
  };
}
