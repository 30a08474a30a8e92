import { isJson } from "./body.ts";
import { readBounded } from "./bounded-read.ts";
import { parseJson } from "./json.ts";

export interface OutgoingRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as the JSON body when present. */
  readonly json?: unknown;
}

export interface SendLimits {
  /** From the first byte sent to the last byte of the answer's body. */
  readonly deadlineMs: number;
  readonly maxBytes: number;
}

export type SendOutcome =
  | { readonly kind: "answer"; readonly status: number; readonly headers: Headers; readonly body: AnswerBody }
  /** A redirect was answered. It is never followed: the next address would be given our credentials. */
  | { readonly kind: "redirected"; readonly status: number }
  /** The far end cannot have seen the request. */
  | { readonly kind: "not_sent"; readonly detail: string }
  /** It may or may not have been acted on. */
  | { readonly kind: "no_answer"; readonly detail: string };

export type AnswerBody =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "empty" }
  | { readonly kind: "unreadable"; readonly detail: string };

/** One outgoing call. Retries nothing and throws nothing. */
export type Send = (request: OutgoingRequest, limits?: Partial<SendLimits>) => Promise<SendOutcome>;

const DEFAULT_LIMITS: SendLimits = { deadlineMs: 10_000, maxBytes: 5 * 1024 * 1024 };
const ANSWER_SHAPE = { maxDepth: 64, maxKeys: 500_000 };

export function createSend({ fetch }: { readonly fetch: typeof globalThis.fetch }): Send {
  return async function send(request, limits = {}) {
    const { deadlineMs, maxBytes } = { ...DEFAULT_LIMITS, ...limits };
    const abort = new AbortController();
    const late = Promise.withResolvers<SendOutcome>();
    let progress: SendOutcome = { kind: "no_answer", detail: `no answer within ${deadlineMs} ms` };
    const timer = setTimeout(() => {
      late.resolve(progress);
      abort.abort();
    }, deadlineMs);

    async function attempt(): Promise<SendOutcome> {
      const response = await fetch(request.url, { ...init(request), signal: abort.signal });
      const { status, headers } = response;
      if (status >= 300 && status < 400) {
        void response.body?.cancel().catch(() => undefined);
        return { kind: "redirected", status };
      }
      const cut = { kind: "unreadable", detail: `the answer's body took more than ${deadlineMs} ms` } as const;
      progress = { kind: "answer", status, headers, body: cut };
      return { kind: "answer", status, headers, body: await readAnswer(response, maxBytes) };
    }

    try {
      // The race holds the deadline even where a fetch is deaf to its signal.
      return await Promise.race([attempt(), late.promise]);
    } catch (error) {
      return connectionFailure(error);
    } finally {
      clearTimeout(timer);
    }
  };
}

function init(request: OutgoingRequest): RequestInit {
  const headers = { accept: "application/json", ...request.headers };
  const base = { method: request.method, redirect: "manual", headers } as const;
  if (request.json === undefined) return base;
  return {
    ...base,
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(request.json),
  };
}

async function readAnswer(response: Response, maxBytes: number): Promise<AnswerBody> {
  const read = await readBounded(response.body, maxBytes);
  if (read.kind === "too_large") return { kind: "unreadable", detail: `longer than ${maxBytes} bytes` };
  if (read.kind === "broken") return { kind: "unreadable", detail: "the answer broke off" };
  if (read.bytes.length === 0) return { kind: "empty" };
  if (!isJson(response.headers.get("content-type"))) return { kind: "unreadable", detail: "the answer is not JSON" };
  const json = parseJson(read.bytes, ANSWER_SHAPE);
  if (json.ok) return { kind: "json", value: json.value };
  const { reason } = json.failure;
  const detail = reason === "not_json" ? "the answer is broken JSON" : `the answer's JSON is ${reason}`;
  return { kind: "unreadable", detail };
}

/** Failures that happen before the first byte of a request leaves, by the code that Node gives them. */
const BEFORE_SENDING = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/**
 * What a fetch that rejected means. Runtimes that give no code (workerd) leave it open whether anything was sent, and so
 * do we.
 */
export function connectionFailure(error: unknown): Extract<SendOutcome, { kind: "not_sent" | "no_answer" }> {
  const code = codeOf(error);
  if (code !== null && BEFORE_SENDING.has(code)) return { kind: "not_sent", detail: code };
  return { kind: "no_answer", detail: code ?? "the connection failed" };
}

function codeOf(error: unknown): string | null {
  for (let at = error, steps = 0; at instanceof Error && steps < 4; at = at.cause, steps++) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return null;
}
