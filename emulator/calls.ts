export interface Call {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  /** The fault that was played instead of, or on top of, the plain answer. */
  readonly fault: string | null;
}

/** What was asked of the API: a history of the last calls, and counts by method and route template. */
export interface Calls {
  readonly history: readonly Call[];
  readonly counts: Readonly<Record<string, number>>;
  add(call: Call): void;
  clear(): void;
}

const KEPT = 10_000;

export function createCalls(): Calls {
  const history: Call[] = [];
  let counts: Record<string, number> = {};
  return {
    get history() {
      return history;
    },
    get counts() {
      return counts;
    },
    add: (call) => {
      history.push(call);
      if (history.length > KEPT) history.shift();
      const key = `${call.method} ${routeTemplate(call.path)}`;
      counts[key] = (counts[key] ?? 0) + 1;
    },
    clear: () => {
      history.length = 0;
      counts = {};
    },
  };
}

/** `/api/v2/tickets/12/tags` → `/api/v2/tickets/{id}/tags`. */
function routeTemplate(path: string): string {
  return path
    .split("/")
    .map((part) =>
      /^\d+$/.test(part) || /^[0-9A-HJKMNP-TV-Z]{26}$/.test(part) || /^[0-9a-f]{32}$/.test(part) ? "{id}" : part,
    )
    .join("/");
}
