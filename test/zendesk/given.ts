import { ticketId } from "../../src/core/id.ts";
import { type Instant, instant } from "../../src/core/time.ts";
import type { Provisioned, ZendeskConnection } from "../../src/zendesk/connection.ts";

/** One request as the far end saw it. */
export interface Seen {
  readonly method: string;
  readonly url: URL;
  readonly path: string;
  readonly headers: Headers;
  readonly json: unknown;
}

export type Answer = (seen: Seen) => Response | Promise<Response>;

/** The other side of the wire, in the test's hand: records what arrives and answers what the test says. */
export function farEnd(answer: Answer): { readonly fetch: typeof globalThis.fetch; readonly seen: Seen[] } {
  const seen: Seen[] = [];
  return {
    seen,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const url = new URL(request.url);
      const text = await request.text();
      const json: unknown = text === "" ? null : JSON.parse(text);
      const one = { method: request.method, url, path: url.pathname, headers: request.headers, json };
      seen.push(one);
      return answer(one);
    },
  };
}

export const NOON = instant(Date.parse("2026-11-22T12:00:00Z"));

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", date: httpDate(NOON), ...headers },
  });

export const httpDate = (at: Instant): string => new Date(at).toUTCString();

/** Answers the sign-in and hands everything else on. */
export const signedIn =
  (answer: Answer): Answer =>
  (seen) =>
    seen.path === "/oauth/tokens" ? json({ access_token: "token-1", expires_in: 7200 }) : answer(seen);

/** A network failure as Node's fetch tells it. */
export const networkFailure = (code: string): TypeError =>
  new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });

export function clock(start: Instant = NOON): { now: () => Instant; pass: (ms: number) => void } {
  let at: number = start;
  return {
    now: () => instant(at),
    pass: (ms) => {
      at += ms;
    },
  };
}

export function ticket5158() {
  const id = ticketId("5158");
  if (id === null) throw new Error("not an id");
  return id;
}

export const PROVISIONED: Provisioned = {
  accountId: null,
  integrationUserId: "900",
  fields: {
    severity: { id: "101", origin: "created" },
    due: { id: "102", origin: "created" },
    dueDate: { id: "103", origin: "created" },
    summary: { id: "104", origin: "created" },
  },
  organizationField: { id: "201", origin: "created", key: "support_tier" },
  view: { id: "301", origin: "created" },
  webhook: { id: "01HOOK", origin: "created" },
};

export const ORIGIN = "https://acme.zendesk.com";

export const CONNECTION: ZendeskConnection = {
  subdomain: "acme",
  origin: ORIGIN,
  credentials: { kind: "oauth_client", clientId: "tierline", clientSecret: "client-secret" },
  provisioned: PROVISIONED,
  webhookSecrets: [{ secret: "a-signing-secret-of-good-length", notAfter: null }],
};
