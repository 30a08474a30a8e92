import { Hono } from "hono";
import * as z from "zod";
import { type Api, answerRefusal, readBody, readIds, requireRole } from "./api.ts";
import { page } from "./paging.ts";
import type { User } from "./records/people.ts";
import { isRefusal, notFound, type Refusal, recordInvalid } from "./refusal.ts";
import { blankUser } from "./seed.ts";
import type { State } from "./state.ts";
import { normaliseTags } from "./tags.ts";
import { stampNow, type World } from "./world.ts";

const userInput = z.object({
  name: z.string(),
  email: z.string().nullish(),
  role: z.enum(["admin", "agent", "end-user"]).optional(),
  organization_id: z.number().int().nullish(),
  external_id: z.string().nullish(),
  phone: z.string().nullish(),
  notes: z.string().optional(),
  details: z.string().optional(),
  tags: z.array(z.string()).optional(),
  time_zone: z.string().optional(),
  suspended: z.boolean().optional(),
  user_fields: z.record(z.string(), z.unknown()).optional(),
});
type UserInput = z.infer<typeof userInput>;
const userBody = z.object({ user: userInput });
const userPatch = userInput.partial();
type UserPatch = z.infer<typeof userPatch>;
const userPatchBody = z.object({ user: userPatch });

/** [OAS UserForAdmin] */
export function presentUser(world: World, user: User): object {
  return {
    ...user,
    url: `${world.origin}/api/v2/users/${user.id}.json`,
    iana_time_zone: user.time_zone === "UTC" ? "Etc/UTC" : user.time_zone,
    locale_id: 1,
    locale: "en-US",
    alias: "",
    verified: true,
    shared: false,
    shared_agent: false,
    shared_phone_number: null,
    photo: null,
    last_login_at: null,
    two_factor_auth_enabled: null,
    signature: "",
    ticket_restriction: user.role === "end-user" ? "requested" : null,
    role_type: null,
    custom_role_id: null,
    moderator: user.role !== "end-user",
    only_private_comments: false,
    restricted_agent: false,
    chat_only: false,
    report_csv: false,
  };
}

export function userByEmail(state: State, email: string): User | undefined {
  return [...state.users.values()].find((user) => user.active && user.email === email.toLowerCase());
}

/** All organizations of a user; the default one is `user.organization_id` (zendesk.md §2.10). */
export function organizationIdsOf(state: State, userId: number): number[] {
  return [...state.memberships.values()].filter((one) => one.user_id === userId).map((one) => one.organization_id);
}

/**
 * A new user. Without an organization named, the e-mail's domain finds one by its `domain_names` (zendesk.md §2.10;
 * long-standing behaviour of user mapping, assumption in detail).
 */
export function createUser(world: World, input: UserInput): User | Refusal {
  const { organization_id, tags, ...rest } = withoutUndefined(input);
  const email = input.email?.toLowerCase() ?? null;
  if (email !== null && userByEmail(world.state, email) !== undefined) return emailTaken(email);
  const organization = organization_id ?? organizationOfDomain(world.state, email);
  if (organization !== null && !world.state.organizations.has(organization)) return unknownOrganization();
  const user: User = {
    ...blankUser(world.state.ids.next(), input.name, stampNow(world)),
    ...rest,
    email,
    tags: normaliseTags(tags ?? []),
  };
  world.state.users.set(user.id, user);
  if (organization !== null) joinOrganization(world, user, organization);
  return user;
}

function organizationOfDomain(state: State, email: string | null): number | null {
  const domain = email?.split("@")[1];
  if (domain === undefined) return null;
  return [...state.organizations.values()].find((known) => known.domain_names.includes(domain))?.id ?? null;
}

/** Adds a membership; the first one is the default. */
export function joinOrganization(world: World, user: User, organizationId: number): void {
  const isFirst = organizationIdsOf(world.state, user.id).length === 0;
  const membership = {
    id: world.state.ids.next(),
    user_id: user.id,
    organization_id: organizationId,
    default: isFirst,
    created_at: stampNow(world),
  };
  world.state.memberships.set(membership.id, membership);
  if (isFirst) user.organization_id = organizationId;
}

function updateUser(world: World, user: User, input: UserPatch): User | Refusal {
  const { organization_id, email, tags, ...rest } = withoutUndefined(input);
  const address = email?.toLowerCase();
  const owner = address === undefined ? undefined : userByEmail(world.state, address);
  if (owner !== undefined && owner !== user) return emailTaken(owner.email ?? "");
  if (typeof organization_id === "number") {
    if (!world.state.organizations.has(organization_id)) return unknownOrganization();
    if (!organizationIdsOf(world.state, user.id).includes(organization_id))
      joinOrganization(world, user, organization_id);
    for (const membership of world.state.memberships.values()) {
      if (membership.user_id === user.id) membership.default = membership.organization_id === organization_id;
    }
  }
  Object.assign(user, rest, {
    ...(organization_id === undefined ? {} : { organization_id }),
    ...(address === undefined ? {} : { email: address }),
    ...(tags === undefined ? {} : { tags: normaliseTags(tags) }),
    updated_at: stampNow(world),
  });
  return user;
}

const emailTaken = (email: string): Refusal =>
  recordInvalid({
    email: [{ description: `Email: ${email} is already being used by another user`, error: "DuplicateValue" }],
  });
const unknownOrganization = (): Refusal =>
  recordInvalid({ organization: [{ description: "Organization is invalid", error: "InvalidValue" }] });

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };
function withoutUndefined<T extends object>(given: T): Defined<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Defined<T>;
}

export function userRoutes(world: World): Api {
  const app: Api = new Hono();
  app.get("/users/me", (c) =>
    c.json({ user: { ...presentUser(world, c.get("user")), authenticity_token: "emulator" } }),
  );
  app.get("/users", requireRole("agent"), (c) => {
    const roles = c.req.queries("role[]") ?? c.req.queries("role") ?? [];
    const users = [...world.state.users.values()].filter(
      (user) => user.active && (roles.length === 0 || roles.includes(user.role)),
    );
    return c.json(page(c, world, "users", users, (user) => presentUser(world, user)));
  });
  app.get("/users/show_many", requireRole("agent"), (c) => {
    const users = readIds(c.req.query("ids")).flatMap((id) => world.state.users.get(id) ?? []);
    return c.json({
      users: users.map((user) => presentUser(world, user)),
      count: users.length,
      next_page: null,
      previous_page: null,
    });
  });
  // [OAS] `query` is a name, e-mail address or `email:` term; the emulator reads an e-mail address or external id.
  app.get("/users/search", requireRole("agent"), (c) => {
    const wanted = (c.req.query("query") ?? "").replace(/^(type:user\s+)?(email:)?/, "").toLowerCase();
    const external = c.req.query("external_id");
    const users = [...world.state.users.values()].filter((user) =>
      external === undefined ? user.email === wanted : user.external_id === external,
    );
    return c.json(page(c, world, "users", users, (user) => presentUser(world, user)));
  });
  app.get("/users/:id{\\d+}", requireRole("agent"), (c) => {
    const user = world.state.users.get(Number(c.req.param("id")));
    return user === undefined ? answerRefusal(c, notFound()) : c.json({ user: presentUser(world, user) });
  });
  app.post("/users", requireRole("agent"), async (c) => {
    const body = await readBody(c, userBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const user = createUser(world, body.user);
    return isRefusal(user) ? answerRefusal(c, user) : c.json({ user: presentUser(world, user) }, 201);
  });
  app.put("/users/:id{\\d+}", requireRole("agent"), async (c) => {
    const user = world.state.users.get(Number(c.req.param("id")));
    if (user === undefined) return answerRefusal(c, notFound());
    const body = await readBody(c, userPatchBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const updated = updateUser(world, user, body.user);
    return isRefusal(updated) ? answerRefusal(c, updated) : c.json({ user: presentUser(world, updated) });
  });
  return app;
}
