import { Hono } from "hono";
import * as z from "zod";
import { actorOf, hasRole, issueOf, READ_ISSUES, repositoryOf, seesMembers, TAKE_PART } from "./access.ts";
import { type Api, type ApiContext, answerRefusal, readBody } from "./api.ts";
import { addComment, deleteComment, editComment } from "./comment-acts.ts";
import { showComment } from "./issue-shape.ts";
import { page } from "./paging.ts";
import { forbidden, isRefusal, notFound, type Refusal, validationFailed } from "./refusal.ts";
import type { Comment } from "./state.ts";
import type { Actor, World } from "./world.ts";

/** https://docs.github.com/rest/issues/comments#create-an-issue-comment; the limit of a body is recorded by many. */
const MAX_BODY = 65_536;
const commentBody = z.object({ body: z.string() });

export function commentRoutes(world: World): Api {
  const app: Api = new Hono();
  const show = (c: ApiContext, comment: Comment) =>
    showComment(world, comment, seesMembers(world, c.get("caller"), comment.issue.repository.owner));

  app.get("/repos/:owner/:repo/issues/:number{[0-9]+}/comments", (c) => {
    const issue = issueOf(world, c, READ_ISSUES);
    if (isRefusal(issue)) return answerRefusal(c, issue);
    const since = Date.parse(c.req.query("since") ?? "1970-01-01T00:00:00Z");
    const found = issue.comments.filter((comment) => Date.parse(comment.updated_at) >= since);
    return c.json(page(c, world, found).map((comment) => show(c, comment)));
  });

  app.post("/repos/:owner/:repo/issues/:number{[0-9]+}/comments", async (c) => {
    const issue = issueOf(world, c, TAKE_PART);
    if (isRefusal(issue)) return answerRefusal(c, issue);
    const actor = actorOf(c.get("caller"));
    if (isRefusal(actor)) return answerRefusal(c, actor);
    // https://docs.github.com/communities/moderating-comments-and-conversations/locking-conversations
    if (issue.discussion || (issue.locked && !hasRole(world, issue.repository, actor, "write")))
      return answerRefusal(c, forbidden("Unable to create comment because issue is locked."));
    const text = await textOf(c);
    return isRefusal(text) ? answerRefusal(c, text) : c.json(show(c, addComment(world, issue, actor, text)), 201);
  });

  app.get("/repos/:owner/:repo/issues/comments/:comment{[0-9]+}", (c) => {
    const repository = repositoryOf(world, c, READ_ISSUES);
    if (isRefusal(repository)) return answerRefusal(c, repository);
    const comment = commentOf(repository.issues, c);
    return comment === undefined ? answerRefusal(c, notFound()) : c.json(show(c, comment));
  });

  app.patch("/repos/:owner/:repo/issues/comments/:comment{[0-9]+}", async (c) => {
    const found = commentToWrite(world, c);
    if (isRefusal(found)) return answerRefusal(c, found);
    const text = await textOf(c);
    if (isRefusal(text)) return answerRefusal(c, text);
    editComment(world, found.comment, found.actor, text);
    return c.json(show(c, found.comment));
  });

  app.delete("/repos/:owner/:repo/issues/comments/:comment{[0-9]+}", (c) => {
    const found = commentToWrite(world, c);
    if (isRefusal(found)) return answerRefusal(c, found);
    deleteComment(world, found.comment, found.actor);
    return c.body(null, 204);
  });
  return app;
}

/** One's own, or anybody's for those with write access. */
function commentToWrite(world: World, c: ApiContext): { comment: Comment; actor: Actor } | Refusal {
  const repository = repositoryOf(world, c, TAKE_PART);
  if (isRefusal(repository)) return repository;
  const actor = actorOf(c.get("caller"));
  if (isRefusal(actor)) return actor;
  const comment = commentOf(repository.issues, c);
  if (comment === undefined) return notFound();
  const may = comment.user === actor.user || hasRole(world, repository, actor, "write");
  return may ? { comment, actor } : forbidden("Must have admin rights to Repository.");
}

function commentOf(issues: ReadonlyMap<number, { comments: readonly Comment[] }>, c: ApiContext): Comment | undefined {
  const id = Number(c.req.param("comment"));
  return [...issues.values()].flatMap((issue) => issue.comments).find((comment) => comment.id === id);
}

async function textOf(c: ApiContext): Promise<string | Refusal> {
  const body = await readBody(c, commentBody);
  if (isRefusal(body)) return body;
  const invalid = { resource: "IssueComment", field: "body", code: "unprocessable" } as const;
  if (body.body.trim() === "") return validationFailed({ ...invalid, code: "missing_field" });
  return body.body.length > MAX_BODY
    ? validationFailed({ ...invalid, message: `body is too long (maximum is ${MAX_BODY} characters)` })
    : body.body;
}
