import type { IdentityKind } from "../../../src/identity.ts";
import { EDITABLE } from "../../support/administrators.ts";
import {
  admin,
  allowSignIn,
  appSecret,
  ask,
  automation,
  claims,
  cookiesOf,
  jwt,
  PUBLIC_URL,
  signIn,
} from "../../support/visitors.ts";
import { OPERATOR_TOKEN, openWorld, type World } from "../../support/world.ts";

export const ACCOUNTS = ["acme", "beta"] as const;
export type At = (typeof ACCOUNTS)[number];
export const newcomer = { acme: "acme-labs", beta: "beta-labs" } as const;
export const other = { acme: "beta", beta: "acme" } as const;

/** Who somebody is at the account that is asked. */
export type Standing = IdentityKind | "zendesk" | "github" | Stranger;

/** Shows nothing that is asked for; or something that isn't of this account; or what doesn't hold any more. */
const STRANGERS = ["nobody", "not genuine", "ended", "foreign page"] as const;
type Stranger = (typeof STRANGERS)[number];

export const isStranger = (standing: Standing): standing is Stranger => STRANGERS.some((one) => one === standing);

export interface Visitor {
  readonly name: string;
  readonly by: "nothing" | "bearer" | "agent's token" | "our page" | "another page" | "signature";
  readonly is: (method: string) => Standing;
  /** What goes with a request of this body; the clock stands still. */
  readonly shows: (body: string) => Readonly<Record<string, string>>;
}

/** What people and programs of an account hold. */
interface Keys {
  /** The installed app's, which signs what its agents show. */
  readonly appSecret: string;
  readonly admin: string;
  /** As the browser sends it. */
  readonly cookie: string;
  readonly automation: string;
  readonly endedAdmin: string;
  readonly revokedAutomation: string;
}

/** Two accounts that are alike, and everybody who could come to either. */
export async function openTown(): Promise<{ world: World; visitors: Readonly<Record<At, readonly Visitor[]>> }> {
  const world = await openWorld({ accounts: ACCOUNTS, owners: ACCOUNTS, mode: null, terms: EDITABLE });
  const [acme, beta] = [await keysOf(world, "acme"), await keysOf(world, "beta")];
  // It really writes, the same each time: from here on, asking it again is no change.
  await world.request("/readyz");
  return {
    world,
    visitors: { acme: visitorsAt(world, "acme", acme, beta), beta: visitorsAt(world, "beta", beta, acme) },
  };
}

async function keysOf(world: World, at: At): Promise<Keys> {
  await allowSignIn(world, at);
  await world.connectOwner(at);
  // One more owner beside it who has no App yet.
  await world.operator("POST", "/github/registration", { owner: newcomer[at] });
  await ask(world, OPERATOR_TOKEN, "POST", "/owner", { subdomain: at, body: { owner: "admin" } });
  const endedAdmin = await admin(world, at);
  const headers = { authorization: `Bearer ${endedAdmin}` };
  await world.request(`/auth/sign-out?subdomain=${at}`, { method: "POST", headers });
  const revokedAutomation = await automation(world, at, "revoked");
  const { json } = await ask(world, OPERATOR_TOKEN, "GET", "/tokens", { subdomain: at });
  const [newest] = json["tokens"] as { id: string }[];
  await ask(world, OPERATOR_TOKEN, "DELETE", `/tokens/${newest?.id}`, { subdomain: at });
  const keys = {
    appSecret: await appSecret(world, at),
    admin: await admin(world, at),
    cookie: cookiesOf((await signIn(world, { subdomain: at, as: "page" })).answer.headers),
    automation: await automation(world, at),
    endedAdmin,
    revokedAutomation,
  };
  // That a token was used is noted down to the hour: from here on, no further use of it is a change.
  await ask(world, keys.automation, "GET", "/me", { subdomain: at });
  return keys;
}

/** Everybody, as the account `at` sees them. */
function visitorsAt(world: World, at: At, own: Keys, foreign: Keys): readonly Visitor[] {
  const there = other[at];
  const always = (standing: Standing) => () => standing;
  const bearer = (name: string, standing: Standing, token: string): Visitor => ({
    name,
    by: "bearer",
    is: always(standing),
    shows: () => ({ authorization: `Bearer ${token}` }),
  });
  const agent = (name: string, standing: Standing, token: string): Visitor => ({
    ...bearer(name, standing, token),
    by: "agent's token",
  });
  const cookie = (name: string, is: Visitor["is"], pair: string, origin: string | null): Visitor => ({
    name,
    by: origin === PUBLIC_URL ? "our page" : "another page",
    is,
    shows: () => ({ cookie: pair, ...(origin === null ? {} : { origin }) }),
  });
  const signed = (name: string, standing: Standing, subdomain: At): Visitor => ({
    name,
    by: "signature",
    is: always(standing),
    shows: (body) => world.zendesk(subdomain).signed(body),
  });
  const fromGithub = (name: string, standing: Standing, owner: At): Visitor => ({
    name,
    by: "signature",
    is: always(standing),
    shows: (body) => world.github(owner).signed(body),
  });
  const agentToken = jwt(own.appSecret, claims(world, at));
  const now = Math.floor(world.clock.now() / 1000);
  const expired = jwt(own.appSecret, { ...claims(world, at), iat: now - 100, exp: now - 40 });
  /** A browser that tells nothing of the page is let read, and no more. */
  const reading = (method: string): Standing => (method === "GET" ? "admin" : "foreign page");
  const moved = foreign.cookie.replace(`__Host-tierline-${there}`, `__Host-tierline-${at}`);
  return [
    { name: "nobody", by: "nothing", is: always("nobody"), shows: () => ({}) },
    agent("agent", "agent", agentToken),
    agent("agent of the other account", "not genuine", jwt(foreign.appSecret, claims(world, there))),
    bearer("admin", "admin", own.admin),
    bearer("admin of the other account", "not genuine", foreign.admin),
    cookie("admin by cookie from our page", always("admin"), own.cookie, PUBLIC_URL),
    cookie("admin by cookie from another page", always("foreign page"), own.cookie, "https://evil.example"),
    cookie("admin by cookie from a page unnamed", reading, own.cookie, null),
    cookie("admin of the other account by cookie", always("nobody"), foreign.cookie, PUBLIC_URL),
    cookie("admin of the other account by a renamed cookie", always("not genuine"), moved, PUBLIC_URL),
    bearer("automation", "automation", own.automation),
    bearer("automation of the other account", "not genuine", foreign.automation),
    bearer("operator", "operator", OPERATOR_TOKEN),
    agent("expired agent", "ended", expired),
    bearer("ended admin", "ended", own.endedAdmin),
    bearer("revoked automation", "ended", own.revokedAutomation),
    agent("forged agent", "not genuine", forged(agentToken)),
    bearer("forged admin", "not genuine", forged(own.admin)),
    bearer("forged automation", "not genuine", forged(own.automation)),
    bearer("forged operator", "not genuine", forged(OPERATOR_TOKEN)),
    signed("Zendesk's signature", "zendesk", at),
    signed("Zendesk's signature for the other account", "nobody", there),
    fromGithub("GitHub's signature", "github", at),
    fromGithub("GitHub's signature for the other account", "nobody", there),
  ];
}

const forged = (token: string): string => token.slice(0, -2) + (token.endsWith("AA") ? "BB" : "AA");
