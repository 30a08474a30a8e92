import { createHmac, generateKeyPairSync } from "node:crypto";
import type { components } from "@octokit/openapi-types";
import { issueId, type TicketId } from "../../src/core/id.ts";
import { instant } from "../../src/core/time.ts";
import type { GithubConnection } from "../../src/github/connection.ts";
import { createGithub } from "../../src/github/github.ts";
import { type Comment, commentSchema, type Issue, issueSchema } from "../../src/github/schema.ts";
import type { SeenIssue } from "../../src/github/to-core.ts";
import { POLICY } from "../support/given.ts";

export const NOON = instant(Date.parse("2026-11-22T12:00:00Z"));
export const ORIGIN = "https://api.github.com";
export const SECRET = "a-webhook-secret-of-good-length";

const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
export const PKCS1 = pair.privateKey.export({ type: "pkcs1", format: "pem" }).toString();
export const PKCS8 = pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();

export const CONNECTION: GithubConnection = {
  owner: "acme",
  ownerKind: "organization",
  origin: ORIGIN,
  appId: 7,
  slug: "tierline",
  botUserId: "900",
  installationId: 42,
  privateKey: PKCS8,
  webhookSecrets: [{ secret: SECRET, notAfter: null }],
};

export const BOT = { id: 900, login: "tierline[bot]", type: "Bot" };
const ADA = { id: 77, login: "Ada", type: "User" };
export const SUPPORT = { id: 78, login: "sue", type: "User" };

export function theIssue(): TicketId {
  const id = issueId("acme/globex#12");
  if (id === null) throw new Error("not an id");
  return id;
}

/** As GitHub's own types have it: a fixture of another shape doesn't compile. */
type Wire<Shape> = { readonly [Name in keyof Shape]?: Shape[Name] | undefined };
type WireIssue = Omit<Wire<components["schemas"]["issue"]>, "user" | "assignees"> & {
  readonly user?: Partial<NonNullable<components["schemas"]["issue"]["user"]>> | null;
  readonly assignees?: readonly { readonly login: string }[];
};
type WireComment = Omit<Wire<components["schemas"]["issue-comment"]>, "user"> & {
  readonly user?: Partial<NonNullable<components["schemas"]["issue-comment"]["user"]>> | null;
};

/** Ada's issue of 09:00, which nobody has touched. */
export const wireIssue = (changes: WireIssue = {}): WireIssue => ({
  number: 12,
  title: "Push messages arrive late",
  body: "### Severity\n\nSev 2 – Major\n\n### What happened\n\nNothing arrives.",
  state: "open",
  state_reason: null,
  user: ADA,
  labels: [],
  assignees: [],
  comments: 0,
  created_at: "2026-11-22T09:00:00Z",
  updated_at: "2026-11-22T11:59:58Z",
  ...changes,
});
export const anIssue = (changes: WireIssue = {}): Issue => issueSchema.parse(wireIssue(changes));

export const wireComment = (changes: WireComment = {}): WireComment => ({
  id: 1,
  body: "We look into it.",
  user: SUPPORT,
  author_association: "MEMBER",
  created_at: "2026-11-22T10:00:00Z",
  ...changes,
});
export const aComment = (changes: WireComment = {}): Comment => commentSchema.parse(wireComment(changes));

export const label = (...names: string[]) => names.map((name) => ({ name, color: "ededed" }));

export const aSeenIssue = (changes: Partial<SeenIssue> = {}): SeenIssue => ({
  id: theIssue(),
  issue: anIssue(),
  isPrivate: true,
  handles: ["acme/globex", "ada"],
  own: null,
  firstReply: null,
  project: null,
  ...changes,
});

export const sign = (body: string | Uint8Array, secret = SECRET): string =>
  `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(status === 204 ? null : JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", date: new Date(NOON).toUTCString(), ...headers },
  });

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly json: unknown;
}
/** `null`: not of this test's concern. */
export type Answer = (seen: Seen) => Response | Promise<Response> | null;

/** GitHub in the test's hand: signs in, and answers an untouched private issue to whatever the test leaves open. */
export function farEnd(answer: Answer = () => null) {
  const seen: Seen[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { pathname: path, searchParams: query } = new URL(request.url);
    const text = await request.text();
    const body: unknown = text === "" ? null : JSON.parse(text);
    const one = { method: request.method, path, query, headers: request.headers, json: body };
    if (path.endsWith("/access_tokens")) return json({ token: "ghs_1", expires_at: "2026-11-22T13:00:00Z" }, 201);
    seen.push(one);
    return (await answer(one)) ?? otherwise(one);
  };
  return { seen, fetch };
}

function otherwise({ method, path }: Seen): Response {
  if (method === "GET" && path === "/repos/acme/globex") return json({ full_name: "acme/globex", private: true });
  if (method === "GET" && path === "/repos/acme/globex/issues/12") return json(wireIssue());
  if (method === "GET") return json([]);
  return json({ id: 5, assignees: [] }, method === "POST" ? 201 : 200);
}

export function github(answer?: Answer, policy = POLICY) {
  const end = farEnd(answer);
  return {
    ...end,
    ...createGithub({ connection: CONNECTION, policy, fetch: end.fetch, now: () => NOON, paced: false }),
  };
}

/** A network failure as Node's fetch tells it. */
export const networkFailure = (code: string): TypeError =>
  new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
