import type { User } from "../records/people.ts";
import type { World } from "../world.ts";

const COOKIE = "_emulator_session";

/** Signs somebody in; the `Set-Cookie` that keeps them so until the emulator ends or forgets. */
export function openSession(world: World, user: User): string {
  const session = world.state.ids.secret(32);
  world.state.sessions.set(session, user.id);
  return `${COOKIE}=${session}; Path=/; HttpOnly; SameSite=Lax`;
}

/** Signs out; the `Set-Cookie` that forgets the session. */
export function closeSession(world: World, request: Request): string {
  world.state.sessions.delete(sessionIn(request) ?? "");
  return `${COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;
}

/** Who is signed in, by the cookie alone; `null` when the request brings credentials of an API client. */
export function visitorOf(world: World, request: Request): User | null {
  if (request.headers.has("authorization")) return null;
  const user = world.state.users.get(world.state.sessions.get(sessionIn(request) ?? "") ?? 0);
  return user === undefined || user.suspended || !user.active ? null : user;
}

/** A change that the browser sends for another site's page; cookies know neither port nor path of who asks. */
export function isForged(request: Request): boolean {
  const reads = request.method === "GET" || request.method === "HEAD";
  return !reads && request.headers.get("origin") !== new URL(request.url).origin;
}

function sessionIn(request: Request): string | undefined {
  const cookies = (request.headers.get("cookie") ?? "").split(/;\s*/);
  return cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
}
