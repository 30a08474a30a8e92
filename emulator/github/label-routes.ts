import { Hono } from "hono";
import * as z from "zod";
import { actorOf, issueOf, READ_ISSUES, repositoryOf, WRITE_ISSUES } from "./access.ts";
import { type Api, answerRefusal, readBody } from "./api.ts";
import { addLabels, removeLabel, setLabels } from "./issue-acts.ts";
import { showLabel } from "./issue-shape.ts";
import { createLabel, deleteLabel, editLabel, labelNamed } from "./label-acts.ts";
import { page } from "./paging.ts";
import { isRefusal, notFound, validationFailed } from "./refusal.ts";
import type { Issue } from "./state.ts";
import type { World } from "./world.ts";

/** https://docs.github.com/rest/issues/labels#create-a-label: a colour without `#`, a description of 100 characters. */
const color = z.string().regex(/^[0-9a-fA-F]{6}$/);
const labelBody = z.object({
  name: z.string().min(1).max(50),
  color: color.optional(),
  description: z.string().max(100).nullish(),
});
const changeBody = labelBody.omit({ name: true }).extend({ new_name: z.string().min(1).max(50).optional() });
const names = z.array(z.union([z.string(), z.object({ name: z.string() })]));
/** A list of names, an object with one, or one name. */
const namesBody = z
  .union([z.object({ labels: names }), names, z.string().transform((name) => [name])])
  .transform((body) => (Array.isArray(body) ? body : body.labels))
  .transform((labels) => labels.map((label) => (typeof label === "string" ? label : label.name)));

const taken = validationFailed({ resource: "Label", code: "already_exists", field: "name" });

/** https://docs.github.com/rest/issues/labels */
export function labelRoutes(world: World): Api {
  const app: Api = new Hono();
  const labelsOf = (issue: Issue) => issue.labels.map((label) => showLabel(world, issue.repository, label));

  app.get("/repos/:owner/:repo/labels", (c) => {
    const repository = repositoryOf(world, c, READ_ISSUES);
    if (isRefusal(repository)) return answerRefusal(c, repository);
    return c.json(page(c, world, repository.labels).map((label) => showLabel(world, repository, label)));
  });
  app.post("/repos/:owner/:repo/labels", async (c) => {
    const repository = repositoryOf(world, c, WRITE_ISSUES);
    if (isRefusal(repository)) return answerRefusal(c, repository);
    const actor = actorOf(c.get("caller"));
    if (isRefusal(actor)) return answerRefusal(c, actor);
    const body = await readBody(c, labelBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    if (labelNamed(repository, body.name) !== undefined) return answerRefusal(c, taken);
    return c.json(showLabel(world, repository, createLabel(world, repository, actor, body)), 201);
  });
  app.get("/repos/:owner/:repo/labels/:name", (c) => {
    const repository = repositoryOf(world, c, READ_ISSUES);
    if (isRefusal(repository)) return answerRefusal(c, repository);
    const label = labelNamed(repository, c.req.param("name"));
    return label === undefined ? answerRefusal(c, notFound()) : c.json(showLabel(world, repository, label));
  });
  app.patch("/repos/:owner/:repo/labels/:name", async (c) => {
    const repository = repositoryOf(world, c, WRITE_ISSUES);
    if (isRefusal(repository)) return answerRefusal(c, repository);
    const actor = actorOf(c.get("caller"));
    if (isRefusal(actor)) return answerRefusal(c, actor);
    const label = labelNamed(repository, c.req.param("name"));
    if (label === undefined) return answerRefusal(c, notFound());
    const body = await readBody(c, changeBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const { new_name, ...rest } = body;
    const other = new_name === undefined ? undefined : labelNamed(repository, new_name);
    if (other !== undefined && other !== label) return answerRefusal(c, taken);
    editLabel(world, repository, actor, label, { ...rest, ...(new_name === undefined ? {} : { name: new_name }) });
    return c.json(showLabel(world, repository, label));
  });
  app.delete("/repos/:owner/:repo/labels/:name", (c) => {
    const repository = repositoryOf(world, c, WRITE_ISSUES);
    if (isRefusal(repository)) return answerRefusal(c, repository);
    const actor = actorOf(c.get("caller"));
    if (isRefusal(actor)) return answerRefusal(c, actor);
    const label = labelNamed(repository, c.req.param("name"));
    if (label === undefined) return answerRefusal(c, notFound());
    deleteLabel(world, repository, actor, label);
    return c.body(null, 204);
  });

  app.get("/repos/:owner/:repo/issues/:number{[0-9]+}/labels", (c) => {
    const issue = issueOf(world, c, READ_ISSUES);
    return isRefusal(issue) ? answerRefusal(c, issue) : c.json(page(c, world, labelsOf(issue)));
  });
  /** POST adds, PUT replaces; either creates what doesn't exist yet. */
  app.on(["POST", "PUT"], "/repos/:owner/:repo/issues/:number{[0-9]+}/labels", async (c) => {
    const issue = issueOf(world, c, WRITE_ISSUES);
    if (isRefusal(issue)) return answerRefusal(c, issue);
    const actor = actorOf(c.get("caller"));
    if (isRefusal(actor)) return answerRefusal(c, actor);
    const body = await readBody(c, namesBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    if (c.req.method === "POST") addLabels(world, issue, actor, body);
    else setLabels(world, issue, actor, body);
    return c.json(labelsOf(issue));
  });
  app.delete("/repos/:owner/:repo/issues/:number{[0-9]+}/labels/:name", (c) => {
    const issue = issueOf(world, c, WRITE_ISSUES);
    if (isRefusal(issue)) return answerRefusal(c, issue);
    const actor = actorOf(c.get("caller"));
    if (isRefusal(actor)) return answerRefusal(c, actor);
    const label = labelNamed(issue.repository, c.req.param("name"));
    if (label === undefined || !issue.labels.includes(label)) return answerRefusal(c, notFound("Label does not exist"));
    removeLabel(world, issue, actor, label);
    return c.json(labelsOf(issue));
  });
  return app;
}
