import { Hono } from "hono";
import { READ_CONTENTS, repositoryOf } from "./access.ts";
import { type Api, type ApiContext, answerRefusal } from "./api.ts";
import { commitNamed, fileOfId } from "./commits.ts";
import { showBlob, showChange, showCommit, showEntry } from "./git-shape.ts";
import { page } from "./paging.ts";
import { changesOfPull, showPullRequest } from "./pull-shape.ts";
import { isRefusal, notFound, type Refusal, validationFailed } from "./refusal.ts";
import type { Commit, Issue, Repository } from "./state.ts";
import type { World } from "./world.ts";

/** Files, commits and pull requests, for reading. */
export function contentRoutes(world: World): Api {
  const app: Api = new Hono();

  /** https://docs.github.com/rest/repos/contents#get-repository-content: a file, raw when asked so, or a directory. */
  const contents = (c: ApiContext): Response => {
    const repository = repositoryOf(world, c, READ_CONTENTS);
    if (isRefusal(repository)) return answerRefusal(c, repository);
    const ref = c.req.query("ref") ?? repository.default_branch;
    const commit = commitNamed(repository, ref);
    if (commit === undefined) return answerRefusal(c, notFound(`No commit found for the ref ${ref}`));
    const path = (c.req.param("path") ?? "").replace(/\/+$/, "");
    const file = commit.files.get(path);
    if (file === undefined) {
      const listed = directory(world, repository, commit, ref, path);
      return listed.length === 0 && path !== "" ? answerRefusal(c, notFound()) : c.json(listed);
    }
    if (/\.raw(\+json)?\b/.test(c.req.header("accept") ?? ""))
      return c.body(file.content, 200, { "content-type": "application/vnd.github.raw+json; charset=utf-8" });
    const { sha, size, content, encoding } = showBlob(world, repository, file);
    return c.json({ ...showEntry(world, repository, { ref, path, sha, size, type: "file" }), content, encoding });
  };
  app.get("/repos/:owner/:repo/contents", contents);
  app.get("/repos/:owner/:repo/contents/", contents);
  app.get("/repos/:owner/:repo/contents/:path{.+}", contents);

  /** https://docs.github.com/rest/git/blobs#get-a-blob */
  app.get("/repos/:owner/:repo/git/blobs/:sha", (c) => {
    const repository = repositoryOf(world, c, READ_CONTENTS);
    if (isRefusal(repository)) return answerRefusal(c, repository);
    const sha = c.req.param("sha");
    const file = fileOfId(repository, sha);
    return file === undefined ? answerRefusal(c, notFound()) : c.json(showBlob(world, repository, file));
  });

  app.get("/repos/:owner/:repo/commits/:ref{.+}", (c, next) => {
    // The same beginning as a commit's lists, and a branch may have slashes.
    if (/\/(check-runs|status)$/.test(c.req.path)) return next();
    const repository = repositoryOf(world, c, READ_CONTENTS);
    if (isRefusal(repository)) return Promise.resolve(answerRefusal(c, repository));
    const ref = c.req.param("ref");
    const commit = commitNamed(repository, ref);
    if (commit === undefined) {
      const unknown = {
        resource: "Commit",
        field: "sha",
        code: "custom",
        message: `No commit found for SHA: ${ref}`,
      } as const;
      return Promise.resolve(answerRefusal(c, validationFailed(unknown)));
    }
    return Promise.resolve(c.json(showCommit(world, repository, commit)));
  });

  app.get("/repos/:owner/:repo/pulls", (c) => {
    const repository = repositoryOf(world, c, { permission: "pull_requests", level: "read" });
    if (isRefusal(repository)) return answerRefusal(c, repository);
    const state = c.req.query("state") ?? "open";
    const found = [...repository.issues.values()].filter(
      (issue) => issue.pull !== null && (state === "all" || issue.state === state),
    );
    return c.json(page(c, world, found.reverse()).map((pull) => showPullRequest(world, pull)));
  });
  app.get("/repos/:owner/:repo/pulls/:number{[0-9]+}", (c) => {
    const pull = pullOf(world, c);
    return isRefusal(pull) ? answerRefusal(c, pull) : c.json(showPullRequest(world, pull));
  });
  /** https://docs.github.com/rest/pulls/pulls#list-pull-requests-files */
  app.get("/repos/:owner/:repo/pulls/:number{[0-9]+}/files", (c) => {
    const pull = pullOf(world, c);
    if (isRefusal(pull)) return answerRefusal(c, pull);
    const { head, changes } = changesOfPull(pull);
    const shown = page(c, world, changes);
    return c.json(head === undefined ? [] : shown.map((change) => showChange(world, pull.repository, head, change)));
  });
  return app;
}

function pullOf(world: World, c: ApiContext): Issue | Refusal {
  const repository = repositoryOf(world, c, { permission: "pull_requests", level: "read" });
  if (isRefusal(repository)) return repository;
  const issue = repository.issues.get(Number(c.req.param("number")));
  return issue === undefined || issue.pull === null ? notFound() : issue;
}

/** What is directly within `path`: directories once each, with an id that their files give them. */
function directory(world: World, repository: Repository, commit: Commit, ref: string, path: string) {
  const prefix = path === "" ? "" : `${path}/`;
  const entries = new Map<string, { sha: string; size: number; type: "file" | "dir" }>();
  for (const [name, file] of commit.files) {
    if (!name.startsWith(prefix)) continue;
    const [first = "", ...deeper] = name.slice(prefix.length).split("/");
    const type = deeper.length === 0 ? "file" : "dir";
    entries.set(`${prefix}${first}`, {
      sha: file.sha,
      size: type === "file" ? Buffer.byteLength(file.content) : 0,
      type,
    });
  }
  return [...entries]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, entry]) => showEntry(world, repository, { ref, path: name, ...entry }));
}
