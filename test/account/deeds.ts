import { expect } from "vitest";
import * as z from "zod";
import type { AuditAction } from "../../src/desk/audit-action.ts";
import { admin, allowSignIn, ask, automation, signIn } from "../support/visitors.ts";
import { type Answer, OPERATOR_TOKEN, openWorld, type World } from "../support/world.ts";

/** What a customer wrote, in a delivery that nobody understood. */
export const WORDS = "my card ends in 4242";

/** An account in shadow, with everything there that somebody may do something about. */
export interface Stage {
  readonly world: World;
  readonly tokens: Readonly<Record<"operator" | "admin" | "automation", string>>;
  /** The number of a token. */
  readonly program: string;
  /** The numbers of what is parked. */
  readonly ticket: string;
  readonly delivery: string;
}

const parkedList = z.array(z.object({ id: z.string(), kind: z.enum(["ticket", "delivery"]) }));

export async function aStage(): Promise<Stage> {
  const world = await openWorld();
  const zendesk = world.zendesk();
  await zendesk.meets({ kind: "status", status: 422 }, { match: { method: "PUT" }, times: 1 });
  await zendesk.arrives();
  await world.settle();
  await world.mode("shadow");
  await zendesk.arrives();
  await world.deliver(`{"note":"${WORDS}"`);
  await world.settle();
  const parked = parkedList.parse((await world.operator("GET", "/parked")).json["parked"]);
  const idOf = (kind: string): string => parked.find((one) => one.kind === kind)?.id ?? `no parked ${kind}`;
  await allowSignIn(world);
  // Two tickets wait to be written, two pieces of work for a person.
  const tokens = { operator: OPERATOR_TOKEN, admin: await admin(world), automation: await automation(world) };
  // A token's first use is noted down.
  await ask(world, tokens.automation, "GET", "/me");
  const made = await ask(world, OPERATOR_TOKEN, "POST", "/tokens", { body: { name: "crm-sync" } });
  const program = z.string().parse(made.json["id"]);
  return { world, tokens, program, ticket: idOf("ticket"), delivery: idOf("delivery") };
}

/** Something that a person or a program does, by its real way in, and what the trail is to say of it. */
export interface Deed {
  readonly what: string;
  readonly does: (stage: Stage) => Promise<Answer>;
  readonly by?: "operator" | "admin" | "automation";
  readonly action: AuditAction;
  readonly subject: string | ((stage: Stage) => string);
  readonly detail: object | ((stage: Stage) => object);
  /** Where it is stored. */
  readonly table: "setting" | "token" | "session" | "parked";
  readonly before?: (stage: Stage) => void;
}

const SHADOW = { mode: "shadow", organizations: [] };
const CONNECTION = { subdomain: "acme", credentials: "oauth_client", signInClient: "tierline-admins" };
const step = (kind: string, what: unknown) => expect.arrayContaining([{ kind, what, id: expect.stringMatching(/./) }]);
const api =
  (by: keyof Stage["tokens"], method: string, path: string, body?: (stage: Stage) => unknown) => (stage: Stage) =>
    ask(stage.world, stage.tokens[by], method, path.replace(":program", stage.program), {
      ...(body === undefined ? {} : { body: body(stage) }),
    });
const operator = (path: string, body: (stage: Stage) => unknown) => (stage: Stage) =>
  stage.world.operator("POST", path, body(stage));
/** Two pieces are parked. */
const oneGone = (work: object) => ({ before: { parked: 2 }, after: { parked: 1 }, count: 1, work: [work] });
const ticketGone = ({ ticket }: Stage) =>
  oneGone({ id: Number(ticket), kind: "ticket", ticketId: expect.stringMatching(/^\d+$/), reason: "refused" });

export const DEEDS: readonly Deed[] = [
  {
    what: "connecting again, which mends the webhook",
    before: ({ world }) => {
      for (const webhook of world.zendesk().emulator.state.webhooks.values()) webhook.status = "inactive";
    },
    does: ({ world }) => world.connect(),
    ...{ action: "account.reconnected", subject: "account acme", table: "setting" },
    detail: { before: CONNECTION, after: CONNECTION, steps: step("repaired", expect.stringContaining("webhook")) },
  },
  {
    what: "disconnecting",
    does: operator("/disconnect", () => ({})),
    ...{ action: "account.disconnected", subject: "account acme", table: "setting" },
    detail: {
      ...{ before: { ...CONNECTION, ...SHADOW }, after: null },
      steps: step("removed", expect.stringContaining("webhook")),
    },
  },
  {
    what: "going live",
    does: ({ world }) => world.mode("live"),
    ...{ action: "mode.set", subject: "mode", table: "setting" },
    detail: { before: SHADOW, after: { mode: "live", organizations: [] }, queued: 2 },
  },
  {
    what: "writing for some organizations",
    does: ({ world }) => world.mode("canary", ["crm-1", "crm-2"]),
    ...{ action: "mode.set", subject: "mode", table: "setting" },
    detail: { before: SHADOW, after: { mode: "canary", organizations: ["crm-1", "crm-2"] }, queued: 2 },
  },
  {
    what: "replacing the app's secret",
    does: operator("/app/secret", () => ({ replace: true })),
    ...{ action: "app_secret.replaced", subject: "app secret", table: "setting" },
    detail: { before: { generation: 1 }, after: { generation: 2 } },
  },
  {
    what: "trying parked work again",
    does: operator("/parked/replay", ({ ticket }) => ({ ids: [ticket] })),
    ...{ action: "parked.replayed", subject: ({ ticket }) => `parked ${ticket}`, table: "parked" },
    detail: ticketGone,
  },
  ...(["admin", "automation"] as const).map(
    (by): Deed => ({
      what: `trying parked work again, by ${by}`,
      ...{ by, does: api(by, "POST", "/parked/replay", () => ({ ids: "all" })) },
      ...{ action: "parked.replayed", subject: ({ ticket }) => `parked ${ticket}`, table: "parked" },
      detail: ticketGone,
    }),
  ),
  {
    what: "dropping parked work",
    does: operator("/parked/drop", ({ delivery }) => ({ ids: [delivery] })),
    ...{ action: "parked.dropped", subject: ({ delivery }) => `parked ${delivery}`, table: "parked" },
    detail: ({ delivery }) => oneGone({ id: Number(delivery), kind: "delivery", ticketId: null, reason: "unusable" }),
  },
  ...(["operator", "admin"] as const).flatMap((by): readonly Deed[] => [
    {
      what: `making a token, by ${by}`,
      ...{ by, does: api(by, "POST", "/tokens", () => ({ name: "night shift" })) },
      ...{ action: "token.made", subject: "token 3", table: "token" },
      detail: (stage) => ({
        before: null,
        after: { name: "night shift", madeBy: actor(stage, by).name, madeAt: expect.stringMatching(/Z$/) },
      }),
    },
    {
      what: `revoking a token, by ${by}`,
      ...{ by, does: api(by, "DELETE", "/tokens/:program") },
      ...{ action: "token.revoked", subject: ({ program }) => `token ${program}`, table: "token" },
      detail: { before: { name: "crm-sync", madeBy: "operator", madeAt: expect.stringMatching(/Z$/) }, after: null },
    },
  ]),
  ...(["page", "embedded"] as const).map(
    (as): Deed => ({
      what: `signing in (${as})`,
      by: "admin",
      does: async ({ world }) => (await signIn(world, { as })).answer,
      ...{ action: "admin.signed_in", table: "session" },
      subject: (stage) => `administrator ${actor(stage, "admin").id}`,
      detail: { before: null, after: { as, expiresAt: expect.stringMatching(/Z$/) } },
    }),
  ),
];

/** Whoever does it, as the trail names them. */
export function actor({ world }: Stage, by: Deed["by"] = "operator") {
  const { state, seed } = world.zendesk().emulator;
  const person = [...state.users.values()].find(({ email }) => email === seed.admin.email);
  switch (by) {
    case "operator":
      return { kind: "operator", id: null, name: "operator" };
    case "automation":
      return { kind: "automation", id: "1", name: "nightly export" };
    case "admin":
      return { kind: "admin", id: String(person?.id), name: person?.name };
  }
}
