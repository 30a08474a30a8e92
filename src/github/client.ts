import type * as z from "zod";
import { type Instant, instant } from "../core/time.ts";
import type { CallRecord } from "../http/call-record.ts";
import { createAppOctokit } from "./octokit.ts";
import { type CallFailure, type CallOutcome, failed, isRequestError, succeeded } from "./outcome.ts";

/** An App's view of GitHub's API. It signs in by itself, and repeats no write but one whose token was refused. */
export interface GithubClient {
  call<Answer>(call: Call<Answer>): Promise<CallOutcome<Answer>>;
}

export interface Call<Answer> {
  /** As GitHub documents it, e.g. `GET /repos/{owner}/{repo}`: for counting and logs, too. */
  readonly route: `${"GET" | "POST" | "PATCH" | "DELETE"} /${string}`;
  /** The path's parts; what is left over is the query, or the JSON body, unless that is given as `data`. */
  readonly parameters?: Readonly<Record<string, unknown>> & ElsewhereNever;
  /** Asks about the App itself, not about an installation. */
  readonly as?: "app";
  /** What a success looks like. */
  readonly answer: z.ZodType<Answer>;
}

/** Octokit would call another address, with our credentials. */
interface ElsewhereNever {
  readonly url?: never;
  readonly baseUrl?: never;
  readonly method?: never;
}

export interface ClientWiring {
  readonly origin: string;
  readonly appId: number;
  readonly privateKey: string;
  /** `null` while it isn't known: only calls as the App can be made. */
  readonly installationId: number | null;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Instant;
  readonly onCall?: (call: CallRecord) => void;
  /** See `octokit.ts`. Default: yes. */
  readonly paced?: boolean;
}

const TOKEN_ROUTE = "POST /app/installations/{installation_id}/access_tokens";

export function createGithubClient(wiring: ClientWiring): GithubClient {
  const { installationId, now, paced = true } = wiring;
  const octokit = createAppOctokit({ ...wiring, paced, fetch: counted(TOKEN_ROUTE) });
  let pausedUntil: Instant | null = null;

  function counted(route: string): typeof globalThis.fetch {
    const [method = "", endpoint = ""] = route.split(" ");
    return async (input, init) => {
      const note = (status: number | null) => wiring.onCall?.({ method, endpoint, status });
      try {
        const response = await wiring.fetch(input, init);
        note(response.status);
        return response;
      } catch (error) {
        note(null);
        throw error;
      }
    };
  }

  async function signIn(as: "app" | undefined, refresh: boolean): Promise<string | CallFailure> {
    try {
      if (as === "app") return `bearer ${await octokit.appToken()}`;
      if (installationId === null) return { kind: "unauthorized", detail: "the App's installation is not known" };
      return `token ${await octokit.installationToken(installationId, refresh)}`;
    } catch (error) {
      return notSignedIn(error, now());
    }
  }

  const paused = (): Extract<CallFailure, { kind: "throttled" }> | null =>
    pausedUntil !== null && now() < pausedUntil ? { kind: "throttled", until: pausedUntil } : null;

  /** Of several refusals the one that asks for the longest wait counts, in whatever order they come. */
  function heed(failure: { readonly kind: string; readonly until?: Instant }): void {
    if (failure.until !== undefined) pausedUntil = instant(Math.max(failure.until, pausedUntil ?? 0));
  }

  async function attempt<Answer>(call: Call<Answer>, refusedBefore: boolean): Promise<CallOutcome<Answer>> {
    const pause = paused();
    if (pause !== null) return pause;
    const authorization = await signIn(call.as, refusedBefore);
    if (typeof authorization !== "string") {
      heed(authorization);
      return authorization;
    }
    // Somebody else may have been told to wait while this one signed in.
    const since = paused();
    if (since !== null) return since;
    const outcome = await send(call, authorization);
    if (outcome.kind === "throttled") heed(outcome);
    // A refused token means that nothing was done, so repeating even a write is safe.
    if (outcome.kind === "unauthorized" && call.as !== "app" && !refusedBefore) return attempt(call, true);
    return outcome;
  }

  async function send<Answer>(call: Call<Answer>, authorization: string): Promise<CallOutcome<Answer>> {
    const writes = !call.route.startsWith("GET ");
    try {
      const signed = { authorization, fetch: counted(call.route) };
      const answered = await octokit.request(call.route, call.parameters ?? {}, signed);
      return succeeded(answered, call.answer, writes);
    } catch (error) {
      return failed(error, writes, now());
    }
  }

  return { call: (call) => attempt(call, false) };
}

/** Without a token nothing was sent. That the installation is gone or suspended, a person has to mend. */
function notSignedIn(error: unknown, now: Instant): CallFailure {
  if (!isRequestError(error)) return { kind: "unauthorized", detail: "the App's private key can't be used" };
  const failure = failed(error, false, now);
  switch (failure.kind) {
    case "throttled":
    case "unauthorized":
      return failure;
    case "not_found":
      return { kind: "unauthorized", detail: "the App is no longer installed there" };
    case "forbidden":
    case "read_only":
    case "unprocessable":
      return { kind: "unauthorized", detail: failure.detail };
    case "moved":
      return { kind: "unavailable", detail: "GitHub answered the sign-in with a redirect, which is never followed" };
    default:
      return { kind: "unavailable", detail: failure.detail };
  }
}
