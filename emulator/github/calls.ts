export interface Call {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  /** The fault that was played instead of, or on top of, the plain answer. */
  readonly fault: string | null;
}

/** What was asked of the API: a history of the last calls, and counts by method and route, e.g. `GET /repos/{owner}/{repo}/issues/{id}`. */
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

/** Names become what GitHub's documentation calls them. */
function routeOf(path: string): string {
  return path
    .replace(/^\/repos\/[^/]+\/[^/]+/, "/repos/{owner}/{repo}")
    .replace(/^\/repositories\/\d+/, "/repositories/{id}")
    .replace(/^\/(users|orgs)\/[^/]+/, (_, kind) => `/${kind}/{${kind === "orgs" ? "org" : "username"}}`)
    .replace(/\/labels\/[^/]+$/, "/labels/{name}")
    .replace(/\/contents\/.+$/, "/contents/{path}")
    .replace(/\/commits\/.+?(\/check-runs)?$/, "/commits/{ref}$1")
    .replace(/\/collaborators\/[^/]+/, "/collaborators/{username}")
    .replace(/^\/app-manifests\/[^/]+/, "/app-manifests/{code}")
    .replace(/\/\d+(?=\/|$)/g, "/{id}");
}
