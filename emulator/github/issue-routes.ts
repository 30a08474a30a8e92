import { Hono } from "hono";
import * as z from "zod";
import {
  actorOf,
  atLeast,
  hasRole,
  issueOf,
  membershipOf,
  READ_ISSUES,
  repositoryOf,
  roleOf,
  seesMembers,
  TAKE_PART,
  WRITE_ISSUES,
} from "./access.ts";
import { type Api, type ApiContext, answerRefusal, readBody } from "./api.ts";
import { assign, editText, lock, openIssue, setLabels, setState, unassign, unlock } from "./issue-acts.ts";
import { issueFilter, listIssues } from "./issue-list.ts";
import { showIssue } from "./issue-shape.ts";
import { page } from "./paging.ts";
import { forbidden, invalidRequest, isRefusal, type Refusal, validationFailed } from "./refusal.ts";
import { type Account, type Issue, LOCK_REASONS, type Repository, STATE_REASONS } from "./state.ts";
import { accountNamed, type World } from "./world.ts";

const labelNames = z
  .array(z.union([z.string(), z.object({ name: z.string() })]))
  .transform((labels) => labels.map((label) => (typeof label === "string" ? label : label.name)));
const title = z.union([z.string(), z.number()]).transform(String);
const newIssue = z.object({
  title,
  body: z.string().nullish(),
  labels: labelNames.optional(),
  assignees: z.array(z.string()).optional(),
});
const changedIssue = newIssue.partial().extend({
  state: z.enum(["open", "closed"]).optional(),
  state_reason: z.enum(STATE_REASONS).nullish(),
});
const assigneesBody = z.object({ assignees: z.array(z.string()).max(10).default([]) });
const lockBody = z.object({ lock_reason: z.enum(LOCK_REASONS).optional() });

export function issueRoutes(world: World): Api {
  const app: Api = new Hono();
  const show = (c: ApiContext, issue: Issue) =>
    showIssue(world, issue, seesMembers(world, c.get("caller"), issue.repository.owner));

  app.get("/repos/:owner/:repo/issues", (c) => {
    const repository = repositoryOf(world, c, READ_ISSUES);
    if (isRefusal(repository)) return answerRefusal(c, repository);
    const filter = issueFilter.safeParse(c.req.query());
    if (!filter.success) return answerRefusal(c, invalidRequest(filter.error.issues[0]?.message ?? ""));
    const issues = listIssues(repository, filter.data);
    return c.json(page(c, world, issues).map((issue) => show(c, issue)));
  });

  /** Labels and assignees of those who may not set them are dropped in silence, as documented there. */
  app.post("/repos/:owner/:repo/issues", async (c) => {
    const repository = repositoryOf(world, c, TAKE_PART);
    if (isRefusal(repository)) return answerRefusal(c, repository);
    const actor = actorOf(c.get("caller"));
    if (isRefusal(actor)) return answerRefusal(c, actor);
    const body = await readBody(c, newIssue);
    if (isRefusal(body)) return answerRefusal(c, body);
    if (!hasRole(world, repository, actor, "triage"))
      return c.json(show(c, openIssue(world, repository, actor, { title: body.title, body: body.body })), 201);
    const assignees = assignable(world, repository, body.assignees ?? []);
    if (isRefusal(assignees)) return answerRefusal(c, assignees);
    return c.json(show(c, openIssue(world, repository, actor, { ...body, assignees })), 201);
  });

  app.get("/repos/:owner/:repo/issues/:number{[0-9]+}", (c) => {
    const issue = issueOf(world, c, READ_ISSUES);
    return isRefusal(issue) ? answerRefusal(c, issue) : c.json(show(c, issue));
  });

  /** https://docs.github.com/rest/issues/issues#update-an-issue: its author or anybody with triage. */
  app.patch("/repos/:owner/:repo/issues/:number{[0-9]+}", async (c) => {
    const issue = issueOf(world, c, TAKE_PART);
    if (isRefusal(issue)) return answerRefusal(c, issue);
    const actor = actorOf(c.get("caller"));
    if (isRefusal(actor)) return answerRefusal(c, actor);
    const body = await readBody(c, changedIssue);
    if (isRefusal(body)) return answerRefusal(c, body);
    const may = hasRole(world, issue.repository, actor, "triage");
    if (!may && issue.user !== actor.user) return answerRefusal(c, forbidden("Must have admin rights to Repository."));
    const people = may && body.assignees !== undefined ? assignable(world, issue.repository, body.assignees) : null;
    if (isRefusal(people)) return answerRefusal(c, people);
    editText(world, issue, actor, body);
    if (may && body.labels !== undefined) setLabels(world, issue, actor, body.labels);
    if (people !== null) {
      unassign(
        world,
        issue,
        actor,
        issue.assignees.filter((one) => !people.includes(one)),
      );
      assign(world, issue, actor, people);
    }
    if (body.state !== undefined) setState(world, issue, actor, body.state, body.state_reason);
    return c.json(show(c, issue));
  });

  /** https://docs.github.com/rest/issues/assignees: who can't be assigned is left out in silence. */
  app.on(["POST", "DELETE"], "/repos/:owner/:repo/issues/:number{[0-9]+}/assignees", async (c) => {
    const issue = issueOf(world, c, WRITE_ISSUES);
    if (isRefusal(issue)) return answerRefusal(c, issue);
    const actor = actorOf(c.get("caller"));
    if (isRefusal(actor)) return answerRefusal(c, actor);
    const body = await readBody(c, assigneesBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    const people = body.assignees.flatMap((login) => accountNamed(world, login) ?? []);
    if (c.req.method === "POST")
      assign(
        world,
        issue,
        actor,
        people.filter((one) => canBeAssigned(world, issue.repository, one, issue)),
      );
    else unassign(world, issue, actor, people);
    return c.json(show(c, issue), c.req.method === "POST" ? 201 : 200);
  });

  app.on(["PUT", "DELETE"], "/repos/:owner/:repo/issues/:number{[0-9]+}/lock", async (c) => {
    const issue = issueOf(world, c, WRITE_ISSUES);
    if (isRefusal(issue)) return answerRefusal(c, issue);
    const actor = actorOf(c.get("caller"));
    if (isRefusal(actor)) return answerRefusal(c, actor);
    const body = await readBody(c, lockBody);
    if (isRefusal(body)) return answerRefusal(c, body);
    if (c.req.method === "PUT") lock(world, issue, actor, body.lock_reason ?? null);
    else unlock(world, issue, actor);
    return c.body(null, 204);
  });
  return app;
}

/** Assumption, recorded by many: a whole list with somebody who can't be assigned is refused. */
function assignable(world: World, repository: Repository, logins: readonly string[]): Account[] | Refusal {
  const people: Account[] = [];
  for (const login of logins) {
    const account = accountNamed(world, login);
    if (account === undefined || !canBeAssigned(world, repository, account))
      return validationFailed({ value: login, resource: "Issue", field: "assignees", code: "invalid" });
    people.push(account);
  }
  return people;
}

/** https://docs.github.com/issues/tracking-your-work-with-issues/using-issues/assigning-issues-and-pull-requests-to-other-github-users */
function canBeAssigned(world: World, repository: Repository, account: Account, issue?: Issue): boolean {
  if (account.type !== "User") return false;
  if (membershipOf(world, repository.owner, account) !== undefined) return true;
  const takesPart = issue?.user === account || issue?.comments.some((comment) => comment.user === account);
  return takesPart === true || atLeast(roleOf(world, repository, account), "write");
}
