import { Hono } from "hono";
import { html } from "hono/html";
import * as z from "zod";
import { type Api, answerRefusal } from "./api.ts";
import { createApp, install, repositoriesOf } from "./app-acts.ts";
import { showApp, showInstallation } from "./app-shape.ts";
import { notFound } from "./refusal.ts";
import type { Account, App } from "./state.ts";
import { accountNamed, type World } from "./world.ts";

/** https://docs.github.com/apps/sharing-github-apps/registering-a-github-app-from-a-manifest#github-app-manifest-parameters */
const manifest = z.object({
  name: z.string().min(1).max(34).optional(),
  url: z.url(),
  hook_attributes: z.object({ url: z.url(), active: z.boolean().optional() }).optional(),
  redirect_url: z.url().optional(),
  setup_url: z.url().optional(),
  description: z.string().optional(),
  public: z.boolean().optional(),
  default_events: z.array(z.string()).optional(),
  default_permissions: z.record(z.string(), z.enum(["read", "write", "admin"])).optional(),
});

/** "You must complete this step within one hour." */
const CODE_MS = 60 * 60 * 1000;

const field = (form: Record<string, unknown>, name: string) => (typeof form[name] === "string" ? form[name] : "");

/**
 * The pages on which an App is registered and installed, each with one button: the first leads back to the manifest's
 * `redirect_url` with `code` and `state`, the second to its `setup_url` with `installation_id`. Who clicks is the owner's
 * first admin.
 */
export function appPages(world: World): Hono {
  const pages = new Hono();
  for (const path of ["/settings/apps/new", "/organizations/:org/settings/apps/new"]) {
    pages.on(["GET", "POST"], path, async (c) => {
      const form: Record<string, unknown> = c.req.method === "POST" ? await c.req.parseBody() : c.req.query();
      const said = field(form, "manifest");
      const state = c.req.query("state") ?? field(form, "state");
      const read = manifest.safeParse(parse(said));
      const org = c.req.param("org");
      const owner = org === undefined ? visitor(world, null) : accountNamed(world, org);
      if (owner === undefined) return c.html(document("Not found", html`<p>There is no such organization.</p>`), 404);
      if (!read.success) {
        const [issue] = read.error.issues;
        const what = `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`;
        return c.html(
          document("The manifest can't be read", html`<p>Post a form with <code>manifest</code>. ${what}</p>`),
          400,
        );
      }
      const name = field(form, "name") || (read.data.name ?? "");
      if (field(form, "create") === "") return c.html(registrationPage(owner, name, said, state));
      const { hook_attributes: hook, redirect_url, ...rest } = read.data;
      const app = createApp(world.state, world.now(), owner, { ...rest, name, hook });
      const code = world.state.ids.hex(40);
      world.state.manifestCodes.set(code, { app, until: world.now() + CODE_MS });
      return c.redirect(withQuery(redirect_url ?? `${world.webOrigin}/apps/${app.slug}`, { code, state }));
    });
  }

  pages.get("/apps/:slug/installations/new", (c) => {
    const app = appNamed(world, c.req.param("slug"));
    if (app === undefined) return c.html(document("Not found", html`<p>There is no such App.</p>`), 404);
    return c.html(
      document(
        `Install ${app.name}`,
        html`<p>On <b>${app.owner.login}</b>, for all of its repositories, with these permissions:
          ${Object.entries(app.permissions)
            .map(([name, level]) => `${name}: ${level}`)
            .join(", ")}.</p>
          <form method="post"><button>Install</button></form>`,
      ),
    );
  });
  /** https://docs.github.com/apps/creating-github-apps/registering-a-github-app/about-the-setup-url */
  pages.post("/apps/:slug/installations/new", (c) => {
    const app = appNamed(world, c.req.param("slug"));
    if (app === undefined) return c.html(document("Not found", html`<p>There is no such App.</p>`), 404);
    const known = [...world.state.installations.values()].find((one) => one.app === app && one.account === app.owner);
    const user = visitor(world, app.owner) ?? app.owner;
    const installation = known ?? install(world, app, { user, app: null }, app.owner, null);
    const there = app.setup_url ?? showInstallation(world, installation).html_url;
    const setup_action = known === undefined ? "install" : "update";
    const installation_id = String(installation.id);
    return c.redirect(withQuery(there, { installation_id, setup_action, state: c.req.query("state") ?? "" }));
  });
  pages.get("/organizations/:org/settings/installations/:id", (c) => {
    const installation = world.state.installations.get(Number(c.req.param("id")));
    const covered = installation === undefined ? [] : repositoriesOf(world, installation);
    return c.html(
      document("Installed", html`<ul>${covered.map((one) => html`<li>${one.owner.login}/${one.name}</li>`)}</ul>`),
    );
  });
  return pages;
}

/** https://docs.github.com/rest/apps/apps#create-a-github-app-from-a-manifest: once, without any credentials. */
export function conversionRoutes(world: World): Api {
  const api: Api = new Hono();
  api.post("/app-manifests/:code/conversions", (c) => {
    const code = c.req.param("code");
    const waiting = world.state.manifestCodes.get(code);
    world.state.manifestCodes.delete(code);
    if (waiting === undefined || waiting.until <= world.now()) return answerRefusal(c, notFound());
    const { client_secret, webhook_secret, pem } = waiting.app;
    return c.json({ ...showApp(world, waiting.app), client_secret, webhook_secret, pem }, 201);
  });
  return api;
}

function appNamed(world: World, slug: string): App | undefined {
  return [...world.state.apps.values()].find((app) => app.slug === slug);
}

/** Whoever administers `owner`, or anybody for a page of one's own. */
function visitor(world: World, owner: Account | null): Account | undefined {
  const admin = world.state.memberships.find(
    (one) => one.role === "admin" && (owner === null || one.organization === owner.login),
  );
  return accountNamed(world, admin?.login ?? "");
}

function registrationPage(owner: Account, name: string, said: string, state: string) {
  return document(
    "Create a GitHub App",
    html`<form method="post">
      <p>For <b>${owner.login}</b></p>
      <input type="hidden" name="manifest" value="${said}" />
      <input type="hidden" name="state" value="${state}" />
      <input type="hidden" name="create" value="1" />
      <label>Name <input name="name" value="${name}" required maxlength="34" /></label>
      <button>Create GitHub App</button>
    </form>`,
  );
}

function document(title: string, body: ReturnType<typeof html>) {
  return html`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8" /><title>${title} · GitHub emulator</title></head>
    <body style="font: 1rem/1.5 system-ui; max-width: 40rem; margin: 3rem auto"><h1>${title}</h1>${body}</body></html>`;
}

function withQuery(address: string, query: Record<string, string>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) if (value !== "") url.searchParams.set(name, value);
  return url.href;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
