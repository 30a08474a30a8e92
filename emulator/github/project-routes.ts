import { Hono } from "hono";
import * as z from "zod";
import { actorOf, membershipOf } from "./access.ts";
import { type Api, type ApiContext, answerRefusal, readBody } from "./api.ts";
import type { Caller } from "./auth.ts";
import { showIssue } from "./issue-shape.ts";
import { pageByCursor } from "./paging.ts";
import { showField, showItem, showPlace, showProject } from "./project-shape.ts";
import { invalidRequest, isRefusal, notAccessible, notFound, type Refusal } from "./refusal.ts";
import type { Issue, Project, ProjectField, ProjectItem } from "./state.ts";
import { accountNamed, repositoryNamed, stampNow, type World } from "./world.ts";

const itemBody = z
  .object({ type: z.enum(["Issue", "PullRequest"]) })
  .and(
    z.union([
      z.object({ id: z.number().int() }),
      z.object({ owner: z.string(), repo: z.string(), number: z.number().int() }),
    ]),
  );
const valuesBody = z.object({
  fields: z.array(z.object({ id: z.number().int(), value: z.union([z.string(), z.number(), z.null()]) })),
});

/**
 * Projects of an owner: https://docs.github.com/rest/projects/projects, /fields and /items. The permission is
 * `organization_projects`; a project that one may not see is 404.
 */
export function projectRoutes(world: World): Api {
  const app: Api = new Hono();
  for (const base of ["/orgs/:owner/projectsV2", "/users/:owner/projectsV2"]) {
    app.get(base, (c) => {
      const shown = [...world.state.projects.values()].filter((one) => one === projectOf(world, c, "read", one.number));
      return c.json(pageByCursor(c, world, shown, "after").map((one) => showProject(world, one)));
    });
    app.get(`${base}/:project`, (c) => {
      const project = projectOf(world, c, "read");
      return isRefusal(project) ? answerRefusal(c, project) : c.json(showProject(world, project));
    });
    app.get(`${base}/:project/fields`, (c) => {
      const project = projectOf(world, c, "read");
      if (isRefusal(project)) return answerRefusal(c, project);
      return c.json(pageByCursor(c, world, project.fields, "after").map((field) => showField(world, project, field)));
    });
    app.get(`${base}/:project/items`, (c) => {
      const project = projectOf(world, c, "read");
      if (isRefusal(project)) return answerRefusal(c, project);
      const items = pageByCursor(c, world, project.items, "after");
      return c.json(items.map((item) => showItem(world, project, item, fieldsAsked(c, project))));
    });
    /** An issue that is in the project already stays as it is, and is answered (assumption). */
    app.post(`${base}/:project/items`, async (c) => {
      const project = projectOf(world, c, "write");
      if (isRefusal(project)) return answerRefusal(c, project);
      const actor = actorOf(c.get("caller"));
      if (isRefusal(actor)) return answerRefusal(c, actor);
      const body = await readBody(c, itemBody);
      if (isRefusal(body)) return answerRefusal(c, body);
      const issue = issueOfBody(world, body);
      if (issue === undefined) return answerRefusal(c, notFound());
      const known = project.items.find((item) => item.issue === issue);
      const at = stampNow(world);
      const id = world.state.ids.next() % 1_000_000_000;
      const item = known ?? { id, issue, creator: actor.user, values: new Map(), created_at: at, updated_at: at };
      if (known === undefined) project.items.push(item);
      return c.json({ ...showPlace(world, project, item), content: showIssue(world, issue) }, 201);
    });
    app.get(`${base}/:project/items/:item{[0-9]+}`, (c) => {
      const project = projectOf(world, c, "read");
      if (isRefusal(project)) return answerRefusal(c, project);
      const item = itemOf(project, c);
      if (item === undefined) return answerRefusal(c, notFound());
      return c.json(showItem(world, project, item, fieldsAsked(c, project)));
    });
    app.patch(`${base}/:project/items/:item{[0-9]+}`, async (c) => {
      const project = projectOf(world, c, "write");
      if (isRefusal(project)) return answerRefusal(c, project);
      const item = itemOf(project, c);
      if (item === undefined) return answerRefusal(c, notFound());
      const body = await readBody(c, valuesBody);
      if (isRefusal(body)) return answerRefusal(c, body);
      const wrong = body.fields.find(
        ({ id, value }) =>
          !takes(
            project.fields.find((one) => one.id === id),
            value,
          ),
      );
      if (wrong !== undefined) return answerRefusal(c, invalidRequest(`Field ${wrong.id} does not take this value.`));
      for (const { id, value } of body.fields) {
        if (value === null) item.values.delete(id);
        else item.values.set(id, value);
      }
      item.updated_at = stampNow(world);
      return c.json(showItem(world, project, item, project.fields));
    });
    app.delete(`${base}/:project/items/:item{[0-9]+}`, (c) => {
      const project = projectOf(world, c, "write");
      if (isRefusal(project)) return answerRefusal(c, project);
      const item = itemOf(project, c);
      project.items = project.items.filter((one) => one !== item);
      return item === undefined ? answerRefusal(c, notFound()) : c.body(null, 204);
    });
  }
  return app;
}

function projectOf(
  world: World,
  c: ApiContext,
  level: "read" | "write",
  number = Number(c.req.param("project")),
): Project | Refusal {
  const owner = accountNamed(world, c.req.param("owner") ?? "");
  const project = [...world.state.projects.values()].find((one) => one.owner === owner && one.number === number);
  if (project === undefined) return notFound();
  const caller = c.get("caller");
  const granted = grantedOn(world, project, caller);
  if (granted === null) return project.public && level === "read" ? project : notFound();
  return granted === "read" && level === "write" ? notAccessible() : project;
}

function grantedOn(world: World, { owner }: Project, caller: Caller): "read" | "write" | null {
  if (caller.kind === "installation") {
    const { installation, permissions } = caller.token;
    const level = permissions["organization_projects"];
    return installation.account !== owner || level === undefined ? null : level === "read" ? "read" : "write";
  }
  if (caller.kind !== "person") return null;
  const inside = caller.user === owner || membershipOf(world, owner, caller.user) !== undefined;
  return inside ? "write" : null;
}

function itemOf(project: Project, c: ApiContext): ProjectItem | undefined {
  return project.items.find((item) => item.id === Number(c.req.param("item")));
}

function issueOfBody(world: World, body: z.infer<typeof itemBody>): Issue | undefined {
  if ("id" in body) {
    const all = [...world.state.repositories.values()].flatMap((repository) => [...repository.issues.values()]);
    return all.find((issue) => issue.id === body.id);
  }
  return repositoryNamed(world, `${body.owner}/${body.repo}`)?.issues.get(body.number);
}

/** "For text, number, and date fields, provide the new value directly. To clear the field, set this to null." */
function takes(field: ProjectField | undefined, value: string | number | null): boolean {
  switch (field?.data_type) {
    case undefined:
    case "title":
      return false;
    case "number":
      return typeof value !== "string";
    case "text":
      return typeof value !== "number";
    case "date":
      return value === null || (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value));
  }
}

/** "Limit results to specific fields, by their IDs. If not specified, the title field will be returned." */
function fieldsAsked(c: ApiContext, project: Project): ProjectField[] {
  const ids = [...(c.req.queries("fields[]") ?? []), ...(c.req.query("fields")?.split(",") ?? [])].map(Number);
  return project.fields.filter((field) => (ids.length === 0 ? field.data_type === "title" : ids.includes(field.id)));
}
