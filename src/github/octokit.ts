import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/core";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { readBounded } from "../http/bounded-read.ts";

export interface OctokitWiring {
  readonly origin: string;
  readonly appId: number;
  /** PKCS#8 PEM. */
  readonly privateKey: string;
  readonly fetch: typeof globalThis.fetch;
  /**
   * Whether calls keep GitHub's recommended distance from each other and a failed read is repeated once. Left out where
   * time is simulated: the plugins wait by the machine's own clock.
   */
  readonly paced: boolean;
}

/** An App at GitHub's API, signed in by whoever calls. */
export interface AppOctokit {
  /** @throws what Octokit throws */
  request(route: string, parameters: Readonly<Record<string, unknown>>, signed: Signed): Promise<unknown>;
  /** The App's own token, good for what concerns the App itself. */
  appToken(): Promise<string>;
  /** The installation's token, kept for most of its hour. */
  installationToken(installationId: number, refresh: boolean): Promise<string>;
}

interface Signed {
  readonly authorization: string;
  /** Carries this one call. */
  readonly fetch: typeof globalThis.fetch;
}

const DEADLINE_MS = 10_000;
const MAX_BYTES = 8 * 1024 * 1024;
const API_VERSION = "2022-11-28";
/** What only a person can mend, or a limit: asking again at once is no use. */
const NEVER_AGAIN = [400, 401, 403, 404, 410, 422, 429, 451];

const nothing = (): void => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };
/** Waiting out a limit is the Desk's to plan: it has other tickets, and may be restarted. */
const goOn = (): boolean => false;

const Paced = Octokit.plugin(retry, throttling);

/** The one place where an Octokit is made. */
export function createAppOctokit({ origin, appId, privateKey, paced, ...wiring }: OctokitWiring): AppOctokit {
  const options = {
    baseUrl: origin,
    userAgent: "tierline",
    log: SILENT,
    request: { fetch: boundedFetch(wiring.fetch), log: SILENT },
    retry: { doNotRetry: NEVER_AGAIN },
    throttle: { id: `app-${appId}`, onRateLimit: goOn, onSecondaryRateLimit: goOn },
  };
  const octokit = paced ? new Paced(options) : new Octokit(options);
  // Signing in is ours to do, not a hook's: the hook sleeps when a token is refused.
  const auth = createAppAuth({ appId, privateKey, request: octokit.request, log: SILENT });
  return {
    request: (route, parameters, { authorization, fetch }) =>
      octokit.request(route, {
        ...parameters,
        headers: { authorization, "x-github-api-version": API_VERSION },
        request: { fetch: boundedFetch(fetch), retries: route.startsWith("GET ") ? 1 : 0 },
      }),
    appToken: async () => (await auth({ type: "app" })).token,
    installationToken: async (installationId, refresh) =>
      (await auth({ type: "installation", installationId, refresh })).token,
  };
}

/**
 * A fetch that ends by its deadline, follows no redirect and reads no endless answer: Octokit's own does neither.
 */
function boundedFetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const abort = new AbortController();
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      late.reject(new Error(`no answer within ${DEADLINE_MS} ms`));
      abort.abort();
    }, DEADLINE_MS);
    const attempt = async (): Promise<Response> => {
      const response = await fetch(input, { ...init, redirect: "manual", signal: abort.signal });
      const { status, headers } = response;
      const read = await readBounded(response.body, MAX_BYTES);
      if (read.kind !== "whole") throw new Error(`the answer's body is ${read.kind}`);
      return new Response(read.bytes.length === 0 ? null : read.bytes, { status, headers });
    };
    try {
      return await Promise.race([attempt(), late.promise]);
    } finally {
      clearTimeout(timer);
    }
  };
}
