import { ACCOUNTS, type At, other, type Standing, type Visitor } from "./visitors.ts";

type Who = (visitor: Visitor, method: string) => boolean;

const only =
  (...standings: readonly Standing[]): Who =>
  ({ is }, method) =>
    standings.includes(is(method));

const ANYBODY: Who = () => true;
const OPERATOR = only("operator");
const ZENDESK = only("zendesk");
const GITHUB = only("github");
const INSIDE = only("agent", "admin", "automation", "operator");
const ADMINS = only("admin", "automation", "operator");
const PERSONS = only("admin", "operator");
/**
 * Signing out asks of nobody who they are; a page of another site can't make a browser do it. An agent's token is no
 * sign-in that could end.
 */
const NO_OTHER_PAGE: Who = ({ by }) => by === "bearer" || by === "agent's token" || by === "our page";

/** Pages say 503, and files 404, until the app is built. */
const PAGE = [200, 503];
const FILE = [200, 404];

const API = "/api/zendesk/:subdomain";
const ACCOUNT = "/operator/account";
const ASSET = String.raw`:file{[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.(?:js|css|svg|png)}`;

export interface Row {
  /** The method, and the path as the router holds it. */
  readonly route: string;
  readonly who: Who;
  /** What those are answered who ask rightly; one of these. */
  readonly answered: readonly number[];
}

const row = (route: string, who: Who, ...answered: readonly number[]): Row => ({ route, who, answered });

/**
 * Every route of Tierline, who may use it and what they are answered. Written down apart from the code that it is held
 * against, so that neither can be widened alone.
 */
export const TABLE: readonly Row[] = [
  row("POST /webhooks/zendesk/:desk", ZENDESK, 200),
  row("POST /webhooks/github/:desk", GITHUB, 200),

  // Whoever holds the address that the operator was given, or the state that GitHub was.
  row("GET /github/new/:ticket", ANYBODY, 200),
  row("GET /github/created", ANYBODY, 400),
  row("GET /github/installed", ANYBODY, 400),

  row(`GET ${API}/tickets/:id/answer`, INSIDE, 200),
  row(`POST ${API}/what-if`, INSIDE, 200),
  row(`GET ${API}/me`, ADMINS, 200),
  row(`GET ${API}/tokens`, PERSONS, 200),
  row(`POST ${API}/tokens`, PERSONS, 201),
  row(`DELETE ${API}/tokens/:id`, PERSONS, 204),
  row(`GET ${API}/organizations`, ADMINS, 200),
  row(`GET ${API}/organizations/export`, ADMINS, 200),
  row(`POST ${API}/organizations/import`, ADMINS, 200),
  row(`POST ${API}/organizations`, ADMINS, 201),
  row(`GET ${API}/organizations/:id`, ADMINS, 200),
  row(`PUT ${API}/organizations/:id`, ADMINS, 200),
  row(`DELETE ${API}/organizations/:id`, ADMINS, 200),
  row(`GET ${API}/unmapped`, ADMINS, 200),
  row(`POST ${API}/changes`, ADMINS, 201),
  row(`GET ${API}/changes`, ADMINS, 200),
  row(`GET ${API}/changes/:id`, ADMINS, 200),
  row(`POST ${API}/changes/:id/apply`, ADMINS, 200),
  row(`POST ${API}/changes/:id/pause`, ADMINS, 200),
  row(`POST ${API}/changes/:id/resume`, ADMINS, 200),
  row(`POST ${API}/changes/:id/undo`, ADMINS, 201),
  row(`GET ${API}/policy`, ADMINS, 200),
  row(`POST ${API}/policy/check`, ADMINS, 200),
  row(`GET ${API}/policy/versions`, ADMINS, 200),
  row(`GET ${API}/policy/versions/:number`, ADMINS, 200),
  row(`GET ${API}/policy/year`, ADMINS, 200),
  row(`GET ${API}/mapping`, ADMINS, 200),
  row(`POST ${API}/owner`, ADMINS, 200),
  row(`GET ${API}/audit`, ADMINS, 200),
  row(`GET ${API}/audit/export`, ADMINS, 200),
  row(`GET ${API}/audit/verify`, ADMINS, 200),
  row(`GET ${API}/health`, ADMINS, 200),
  row(`POST ${API}/health/examine`, ADMINS, 200),
  row(`POST ${API}/parked/replay`, ADMINS, 200),
  row("GET /api/openapi.json", ANYBODY, ...FILE),
  row("ALL /api/*", ANYBODY, 404),

  row("GET /auth/zendesk/:subdomain/start", ANYBODY, 302),
  row("GET /auth/zendesk/callback", ANYBODY, 303),
  row("POST /auth/sign-out", NO_OTHER_PAGE, 204),
  row("GET /auth/signed-in.js", ANYBODY, 200),
  row("ALL /auth/*", ANYBODY, 404),

  row("POST /operator/connect", OPERATOR, 200),
  row("POST /operator/github/registration", OPERATOR, 200),
  row("POST /operator/disconnect", OPERATOR, 200),
  row("GET /operator/doctor", OPERATOR, 200),
  row("POST /operator/mode", OPERATOR, 200),
  row("GET /operator/backfill", OPERATOR, 200),
  // Nothing is swept where these ask.
  row("POST /operator/backfill", OPERATOR, 422),
  row("GET /operator/parked", OPERATOR, 200),
  row("GET /operator/parked/body", OPERATOR, 200),
  row("POST /operator/parked/replay", OPERATOR, 200),
  row("POST /operator/parked/drop", OPERATOR, 200),
  row("GET /operator/decisions", OPERATOR, 200),
  row("POST /operator/app/secret", OPERATOR, 200),
  row("GET /operator/mapping", OPERATOR, 200),
  row("POST /operator/mapping/git", OPERATOR, 200),
  row("POST /operator/mapping/pull", OPERATOR, 200),
  row("POST /operator/mapping/owner", OPERATOR, 200),
  row(`GET ${ACCOUNT}/organizations`, OPERATOR, 200),
  row(`GET ${ACCOUNT}/organizations/export`, OPERATOR, 200),
  row(`POST ${ACCOUNT}/organizations/import`, OPERATOR, 200),
  row(`POST ${ACCOUNT}/organizations`, OPERATOR, 201),
  row(`GET ${ACCOUNT}/organizations/:id`, OPERATOR, 200),
  row(`PUT ${ACCOUNT}/organizations/:id`, OPERATOR, 200),
  row(`DELETE ${ACCOUNT}/organizations/:id`, OPERATOR, 200),
  row(`GET ${ACCOUNT}/unmapped`, OPERATOR, 200),
  row(`POST ${ACCOUNT}/changes`, OPERATOR, 201),
  row(`GET ${ACCOUNT}/changes`, OPERATOR, 200),
  row(`GET ${ACCOUNT}/changes/:id`, OPERATOR, 200),
  row(`POST ${ACCOUNT}/changes/:id/apply`, OPERATOR, 200),
  row(`POST ${ACCOUNT}/changes/:id/pause`, OPERATOR, 200),
  row(`POST ${ACCOUNT}/changes/:id/resume`, OPERATOR, 200),
  row(`POST ${ACCOUNT}/changes/:id/undo`, OPERATOR, 201),
  row(`GET ${ACCOUNT}/policy`, OPERATOR, 200),
  row(`POST ${ACCOUNT}/policy/check`, OPERATOR, 200),
  row(`GET ${ACCOUNT}/policy/versions`, OPERATOR, 200),
  row(`GET ${ACCOUNT}/policy/versions/:number`, OPERATOR, 200),
  row(`GET ${ACCOUNT}/policy/year`, OPERATOR, 200),
  row(`GET ${ACCOUNT}/mapping`, OPERATOR, 200),
  row(`POST ${ACCOUNT}/owner`, OPERATOR, 200),
  row(`GET ${ACCOUNT}/audit`, OPERATOR, 200),
  row(`GET ${ACCOUNT}/audit/export`, OPERATOR, 200),
  row(`GET ${ACCOUNT}/audit/verify`, OPERATOR, 200),
  row("ALL /operator/*", OPERATOR, 404),

  row("GET /livez", ANYBODY, 200),
  row("GET /readyz", ANYBODY, 200),
  row("GET /metrics", OPERATOR, 200),

  row(`GET /app/assets/${ASSET}`, ANYBODY, ...FILE),
  row("GET /app/zendesk/:subdomain/sidebar", ANYBODY, ...PAGE),
  row("GET /app/zendesk/:subdomain/admin", ANYBODY, ...PAGE),
  row("GET /admin", ANYBODY, ...PAGE),
  row("GET /admin/:subdomain", ANYBODY, ...PAGE),
];

/** Why the API refuses: it tells those whom it knows, and who came by a foreign page, from strangers. */
const WHY: Readonly<Record<Standing, { readonly status: 401 | 403; readonly reason: string }>> = {
  nobody: { status: 401, reason: "not_signed_in" },
  zendesk: { status: 401, reason: "not_signed_in" },
  github: { status: 401, reason: "not_signed_in" },
  "not genuine": { status: 401, reason: "not_genuine" },
  ended: { status: 401, reason: "ended" },
  "foreign page": { status: 403, reason: "foreign_origin" },
  agent: { status: 403, reason: "not_allowed" },
  admin: { status: 403, reason: "not_allowed" },
  automation: { status: 403, reason: "not_allowed" },
  operator: { status: 403, reason: "not_allowed" },
};

/** What everybody else is answered; where the answer says no more than that, the reason is `null`. */
export function refusal(
  { route }: Row,
  standing: Standing,
): { readonly status: number; readonly reason: string | null } {
  if (route.includes(API)) return WHY[standing];
  return route === "POST /auth/sign-out" ? { status: 403, reason: "foreign_origin" } : { status: 401, reason: null };
}

/** The accounts in which a request at `at` of somebody whom it doesn't know leaves nothing. */
export function untouchedByStrangers({ route }: Row, at: At): readonly At[] {
  // Whoever comes back from Zendesk with a code is somebody by that code, and is signed in.
  return route === "GET /auth/zendesk/callback" ? [other[at]] : ACCOUNTS;
}

export const isPublic = ({ who }: Row): boolean => who === ANYBODY;
