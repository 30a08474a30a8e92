import * as z from "zod";
import { Administrator, promisePath } from "../../support/administrators.ts";
import { automation, beginSignIn } from "../../support/visitors.ts";
import { OPERATOR_TOKEN, type World } from "../../support/world.ts";
import { type At, newcomer } from "./visitors.ts";

/** A request that only who sends it can be wrong with. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for none. */
  readonly body: string;
}

/** What a route's request needs beside its address. */
interface Needs {
  readonly id?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** One that asks rightly for what this route is there for; made ready anew, since it may use up what it is about. */
export async function requestFor(world: World, route: string, at: At): Promise<Asked> {
  const [named = "", pattern = ""] = route.split(" ");
  const { id = "5158", query = "", headers = {}, body } = await needsOf(world, route, at);
  const path = pattern
    .replace(/:file\{.*\}/, "none.js")
    .replace(":subdomain", at)
    .replace("github/:desk", `github/${await world.tierline.deskIds.of("github", at)}`)
    .replace(":desk", await world.tierline.deskIds.of("zendesk", at))
    .replace(":ticket", id)
    .replace(":number", "1")
    .replace(":id", id)
    .replace("*", "nothing");
  return {
    method: named === "ALL" ? "GET" : named,
    path: path + query,
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    body: body === undefined ? "" : JSON.stringify(body),
  };
}

async function needsOf(world: World, route: string, at: At): Promise<Needs> {
  const operator = new Administrator(world, OPERATOR_TOKEN, at);
  const account = `?subdomain=${at}`;
  const proposed = async () => (await operator.proposes(addition(world))).id;
  const applied = async () => (await operator.applies({ id: await proposed() })).id;
  if (route.includes(ACCOUNT)) return { ...(await needsOf(world, route.replace(ACCOUNT, ""), at)), query: account };
  switch (route.replace("/api/zendesk/:subdomain", "")) {
    case "POST /webhooks/zendesk/:desk":
      return { body: EVENT };
    case "POST /webhooks/github/:desk":
      return { body: githubEvent(at) };
    case "GET /github/new/:ticket": {
      const { json } = await world.operator("POST", "/github/registration", { owner: newcomer[at] });
      return { id: z.string().parse(json["address"]).split("/").at(-1) ?? "" };
    }
    case "POST /operator/github/registration":
      return { body: { owner: newcomer[at] } };
    case "POST /what-if":
      return { body: {} };
    case "POST /tokens":
      return { body: { name: "export" } };
    case "DELETE /tokens/:id":
      await automation(world, at, "to be revoked");
      return { id: (await operator.gets(tokenList, "GET", "/tokens")).tokens[0]?.id ?? "" };
    case "POST /organizations/import":
      return { body: { csv: (await operator.asks("GET", "/organizations/export")).text } };
    case "POST /organizations":
      return { body: anOrganization(world) };
    case "GET /organizations/:id":
    case "DELETE /organizations/:id":
      return added(operator, world);
    case "PUT /organizations/:id":
      return { ...(await added(operator, world)), body: anOrganization(world) };
    case "POST /changes":
      return { body: addition(world) };
    case "GET /changes/:id":
    case "POST /changes/:id/apply":
      return { id: await proposed() };
    case "POST /changes/:id/pause":
    case "POST /changes/:id/resume":
    case "POST /changes/:id/undo":
      return { id: await applied() };
    case "POST /policy/check":
      return { body: { edits: [{ path: promisePath("growth", 2), value: "1 - 3 business days" }] } };
    case "POST /owner":
      return { body: { owner: "admin" } };
    case "POST /parked/replay":
      return { body: { ids: "all" } };
    case "GET /auth/zendesk/callback": {
      const { back, cookie } = await beginSignIn(world, { subdomain: at });
      return { query: `?${back}`, headers: { cookie } };
    }
    case "POST /auth/sign-out":
    case "GET /operator/doctor":
    case "GET /operator/parked":
    case "GET /operator/decisions":
    case "GET /operator/backfill":
    case "GET /operator/mapping":
      return { query: account };
    case "GET /operator/parked/body":
      return { query: `${account}&id=${await parkedDelivery(world, at)}` };
    case "POST /operator/connect": {
      const { origin, emulator } = world.zendesk(at);
      const { identifier: clientId, secret: clientSecret } = emulator.seed.client;
      return { body: { subdomain: at, origin, credentials: { kind: "oauth_client", clientId, clientSecret } } };
    }
    case "POST /operator/disconnect":
    case "POST /operator/app/secret":
    case "POST /operator/mapping/pull":
      return { body: { subdomain: at } };
    case "POST /operator/mapping/git":
      return { body: { subdomain: at, repository: `${at}/contracts` } };
    case "POST /operator/mapping/owner":
      return { body: { subdomain: at, to: "admin" } };
    case "POST /operator/backfill":
      return { body: { subdomain: at, since: "2026-08-01T00:00:00Z" } };
    case "POST /operator/mode":
      return { body: { subdomain: at, mode: "live" } };
    case "POST /operator/parked/replay":
    case "POST /operator/parked/drop":
      return { body: { subdomain: at, ids: [] } };
    default:
      return {};
  }
}

const ACCOUNT = "/operator/account";

const EVENT = {
  account_id: null,
  id: "cbe4028c-7239-495d-b020-f22348516046",
  type: "zen:event-type:ticket.priority_changed",
  subject: "zen:ticket:5158",
  detail: { id: "5158", actor_id: "77", updated_at: "2026-11-03T10:00:00Z" },
};

const githubEvent = (owner: At) => ({
  action: "labeled",
  issue: { number: 12, updated_at: "2026-11-03T10:00:00Z" },
  repository: { full_name: `${owner}/globex`, owner: { login: owner } },
  sender: { id: 77 },
});

const tokenList = z.object({ tokens: z.array(z.object({ id: z.string() })) });
const parkedList = z.object({ parked: z.array(z.object({ id: z.string() })) });

/** No two are of one name. */
const anOrganization = (world: World) => ({
  name: `Customer ${world.random()}`,
  externalId: `${world.random()}`,
  tier: "growth",
});

const addition = (world: World) => ({
  kind: "organizations",
  edits: [{ op: "add", organization: anOrganization(world) }],
});

/** A row that is there, by its number, and the version of it that a change is made to. */
async function added(operator: Administrator, world: World): Promise<Needs> {
  const { name, ...rest } = anOrganization(world);
  const { status, text } = await operator.asks("POST", "/organizations", { name, ...rest });
  if (status !== 201) throw new Error(text);
  const { id, etag } = await operator.finds(name);
  return { id, headers: { "if-match": `"${etag}"` } };
}

async function parkedDelivery(world: World, at: At): Promise<string> {
  const body = "{";
  const init = { method: "POST", headers: world.zendesk(at).signed(body), body };
  await world.request(await world.webhookPath(at), init);
  const { json } = await world.operator("GET", `/parked?subdomain=${at}`);
  return parkedList.parse(json).parked[0]?.id ?? "";
}
