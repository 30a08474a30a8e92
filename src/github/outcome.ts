import * as z from "zod";
import { after, hours, type Instant, instant, minutes, seconds } from "../core/time.ts";
import { parseHttpDate } from "../http/http-date.ts";
import { parseRetryAfter } from "../http/retry-after.ts";
import { connectionFailure } from "../http/send.ts";

export type CallOutcome<Answer> = Success<Answer> | CallFailure;

export interface Success<Answer> {
  readonly kind: "ok";
  readonly value: Answer;
  /** GitHub's clock when it answered, to the second. */
  readonly date: Instant | null;
  /** Whether the list goes on after this page. */
  readonly more: boolean;
}

export type CallFailure =
  | { readonly kind: "unauthorized"; readonly detail: string }
  | { readonly kind: "forbidden"; readonly detail: string }
  /** Not there, or not for us to see: GitHub doesn't tell these apart. */
  | { readonly kind: "not_found" }
  /** It goes by another name now: transferred or renamed. */
  | { readonly kind: "moved" }
  /** It takes no changes any more: a locked or converted issue, an archived repository. */
  | { readonly kind: "read_only"; readonly detail: string }
  /** The request itself is refused: sent again, it is refused again. */
  | { readonly kind: "unprocessable"; readonly detail: string }
  | { readonly kind: "throttled"; readonly until: Instant }
  /** Nothing was changed: try again later. */
  | { readonly kind: "unavailable"; readonly detail: string }
  /** A write that may or may not have happened. */
  | { readonly kind: "ambiguous"; readonly detail: string }
  /** A read was answered with something that can't be understood. */
  | { readonly kind: "unreadable"; readonly detail: string };

/** An answer as Octokit hands it over. Numbers and bodies are anybody's. */
const answeredSchema = z.object({
  status: z.int(),
  headers: z.record(z.string(), z.unknown()),
  data: z.unknown().optional(),
});
type Answered = z.infer<typeof answeredSchema>;

/** What Octokit throws. Without a response nothing was answered, whatever its status says. */
const requestErrorSchema = z.object({
  message: z.string(),
  status: z.int(),
  response: answeredSchema.nullish().catch(null),
  cause: z.unknown().optional(),
});

/** Whether a call was made at all: anything else went wrong before. */
export const isRequestError = (error: unknown): boolean => requestErrorSchema.safeParse(error).success;

/** After a refusal that doesn't say how long (GitHub's rule: at least a minute). */
const DEFAULT_PAUSE = minutes(1);
const LONGEST_PAUSE = hours(1);
const LONGEST_DETAIL = 300;

/** What an answer means that Octokit takes for a success. */
export function succeeded<Answer>(answered: unknown, answer: z.ZodType<Answer>, writes: boolean): CallOutcome<Answer> {
  const failed = writes ? "ambiguous" : "unreadable";
  const response = answeredSchema.safeParse(answered).data;
  if (response === undefined) return { kind: failed, detail: "Octokit's answer has another form" };
  const { status, headers, data } = response;
  // Redirects are never followed: the next address would be given our credentials.
  if (status >= 300) return { kind: "moved" };
  const parsed = answer.safeParse(data);
  if (parsed.success) {
    return {
      kind: "ok",
      value: parsed.data,
      date: dateOf(headers),
      more: text(headers, "link").includes('rel="next"'),
    };
  }
  const where = parsed.error.issues[0]?.path.join(".") || "the top";
  return { kind: failed, detail: `the answer differs from GitHub's documentation at ${where}` };
}

/**
 * What a failure means that Octokit throws. Where it can't be told whether a write took effect, it is `ambiguous`: the
 * caller has to look before it writes again.
 * https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
export function failed(error: unknown, writes: boolean, now: Instant): CallFailure {
  const met = requestErrorSchema.safeParse(error).data;
  const response = met?.response ?? null;
  if (response === null) {
    const failure = connectionFailure(met?.cause ?? error);
    if (failure.kind === "not_sent")
      return { kind: "unavailable", detail: `GitHub could not be reached: ${failure.detail}` };
    return { kind: writes ? "ambiguous" : "unavailable", detail: failure.detail };
  }
  return refused(response, oneLine(met?.message ?? ""), writes, now);
}

function refused(response: Answered, message: string, writes: boolean, now: Instant): CallFailure {
  const { status } = response;
  const detail = `GitHub answered ${status}: ${message || "no reason given"}`;
  if (status === 401) return { kind: "unauthorized", detail };
  if (status === 429 || (status === 403 && isLimit(response, message)))
    return { kind: "throttled", until: pauseEnd(response, now) };
  // Not for want of a permission, which would keep us from everything else, too.
  if (status === 403 && /archived|read-only|locked/i.test(message)) return { kind: "read_only", detail };
  if (status === 403) return { kind: "forbidden", detail };
  if (status === 404 || status === 410) return { kind: "not_found" };
  // Nothing was done: another writer was faster.
  if (status === 409) return { kind: "unavailable", detail };
  if (status === 408 || status >= 500) return { kind: writes ? "ambiguous" : "unavailable", detail };
  return { kind: "unprocessable", detail };
}

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
function isLimit({ headers }: Answered, message: string): boolean {
  return (
    headers["retry-after"] !== undefined ||
    text(headers, "x-ratelimit-remaining") === "0" ||
    /secondary rate limit/i.test(message)
  );
}

function pauseEnd({ headers }: Answered, now: Instant): Instant {
  const asked = parseRetryAfter(text(headers, "retry-after") || null, now) ?? untilReset(headers, now) ?? DEFAULT_PAUSE;
  return after(now, seconds(Math.min(Math.max(Math.ceil(asked / 1000), 1), LONGEST_PAUSE / 1000)));
}

/** By GitHub's own clock, since that is what the reset is told by. */
function untilReset(headers: Answered["headers"], now: Instant): number | null {
  const reset = text(headers, "x-ratelimit-reset");
  if (text(headers, "x-ratelimit-remaining") !== "0" || !/^\d{1,12}$/.test(reset)) return null;
  return instant(Number(reset) * 1000) - (dateOf(headers) ?? now);
}

const dateOf = (headers: Answered["headers"]): Instant | null => parseHttpDate(text(headers, "date"));
const text = (headers: Answered["headers"], name: string): string => String(headers[name] ?? "");
const oneLine = (words: string): string => words.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").slice(0, LONGEST_DETAIL);
