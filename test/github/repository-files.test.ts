import { expect, test } from "vitest";
import type { GithubClient } from "../../src/github/client.ts";
import { succeeded } from "../../src/github/outcome.ts";
import { headOf } from "../../src/github/repository-files.ts";

/** A client whose GitHub answers this, as it is read for real. */
const answering = (data: unknown): GithubClient => ({
  call: async ({ answer }) => succeeded({ status: 200, headers: {}, data }, answer, false),
});

test.each([
  ["https://github.com/acme/contracts/commit/5f3a", "https://github.com/acme/contracts/commit/5f3a"],
  ["http://127.0.0.1:4010/acme/contracts/commit/5f3a", "http://127.0.0.1:4010/acme/contracts/commit/5f3a"],
  ["javascript:alert(1)", null],
  ["data:text/html,hello", null],
  ["/acme/contracts", null],
  [undefined, null],
  [7, null],
])("a commit that GitHub shows at %j leads to %j, and to nothing that a browser would run", async (html_url, url) => {
  const client = answering({ sha: "5f3a", commit: { message: "Bolt renewed\n\nAs agreed.", author: null }, html_url });
  expect(await headOf(client, "acme/contracts", "main")).toMatchObject({
    kind: "ok",
    value: { sha: "5f3a", author: "somebody", login: null, subject: "Bolt renewed", url },
  });
});
