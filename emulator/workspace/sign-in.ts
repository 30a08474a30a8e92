import { Hono } from "hono";
import { html } from "hono/html";
import type { User } from "../records/people.ts";
import type { World } from "../world.ts";
import { gate } from "./page.ts";
import { closeSession, isForged, openSession } from "./sessions.ts";

/** Signing in by choosing who to be: no password, since the account is nobody's. */
export function signInRoutes(world: World): Hono {
  const app = new Hono();
  app.get("/agent/sign_in", (c) => {
    const people = [...world.state.users.values()].filter((user) => user.active && !user.suspended);
    const staff = [...people.filter(({ role }) => role === "agent"), ...people.filter(({ role }) => role === "admin")];
    return gate(
      c,
      `Sign in to ${world.subdomain}`,
      html`<p>An emulated helpdesk. Choose who to be:</p>
        <form method="post">
          <input type="hidden" name="return_to" value="${safeReturn(c.req.query("return_to"))}" />
          ${staff.map((user) => signInButton(user))}
        </form>`,
    );
  });
  app.post("/agent/sign_in", async (c) => {
    const form = await c.req.parseBody();
    const user = world.state.users.get(Number(form["user_id"]));
    if (user === undefined || user.suspended || isForged(c.req.raw)) {
      return gate(c, "Nobody was signed in", html`<p><a href="/agent/sign_in">Choose who to be</a></p>`, 403);
    }
    c.header("Set-Cookie", openSession(world, user));
    return c.redirect(safeReturn(form["return_to"]), 303);
  });
  app.post("/agent/sign_out", (c) => {
    if (!isForged(c.req.raw)) c.header("Set-Cookie", closeSession(world, c.req.raw));
    return c.redirect("/agent/sign_in", 303);
  });
  return app;
}

const signInButton = ({ id, name, role }: User) =>
  html`<button name="user_id" value="${id}">Sign in as <strong>${name}</strong> <span>${role}</span></button>`;

/** The workspace, or an authorization that waits; nothing off this account. */
function safeReturn(path: unknown): string {
  return typeof path === "string" && /^\/(agent|oauth)\//.test(path) ? path : "/agent/dashboard";
}
