import { describe, expect, test, vi } from "vitest";
import type { Change } from "../../src/core/ticket.ts";
import { instant } from "../../src/core/time.ts";
import type { Reading } from "../../src/desk/helpdesk.ts";
import { createGithub } from "../../src/github/github.ts";
import { POLICY } from "../support/given.ts";
import {
  type Answer,
  aComment,
  BOT,
  CONNECTION,
  farEnd,
  github,
  json,
  label,
  NOON,
  networkFailure,
  theIssue,
  wireComment,
  wireIssue,
} from "./given.ts";

const ID = theIssue();
const onIssue =
  (answer: () => Response | Promise<Response>): Answer =>
  ({ method, path }) =>
    method === "GET" && path === "/repos/acme/globex/issues/12" ? answer() : null;
const onWrites =
  (answer: () => Response | Promise<Response>): Answer =>
  ({ method }) =>
    method === "GET" ? null : answer();

async function reading(answer?: Answer): Promise<Reading> {
  const outcome = await github(answer).read(ID);
  if (outcome.kind !== "read") throw new Error(JSON.stringify(outcome));
  return outcome.reading;
}

const LIMITED = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(NOON / 1000 + 90) };
const html = (status: number) => new Response("<html>", { status, headers: { "content-type": "text/html" } });

/** What a call may meet, and what it means for a read, and for a write that has changed nothing yet. */
const MET: readonly (readonly [string, () => Response | Promise<Response>, object, object])[] = [
  ["401", () => json({ message: "Bad credentials" }, 401), { kind: "reauth_required" }, { kind: "reauth_required" }],
  [
    "403 for want of a permission",
    () => json({ message: "Resource not accessible by integration" }, 403),
    { kind: "forbidden", detail: expect.stringContaining("not accessible") },
    { kind: "forbidden" },
  ],
  [
    "403 with retry-after",
    () => json({ message: "secondary" }, 403, { "retry-after": "30" }),
    { kind: "throttled", until: NOON + 30_000, scope: "account" },
    { kind: "throttled", until: NOON + 30_000 },
  ],
  [
    "403 with nothing left",
    () => json({ message: "API rate limit exceeded" }, 403, LIMITED),
    { kind: "throttled", until: NOON + 90_000 },
    { kind: "throttled", until: NOON + 90_000 },
  ],
  [
    "403 that names the secondary limit alone",
    () => json({ message: "You have exceeded a secondary rate limit." }, 403),
    { kind: "throttled", until: NOON + 60_000 },
    { kind: "throttled" },
  ],
  [
    "429",
    () => json({ message: "slow down" }, 429),
    { kind: "throttled", until: NOON + 60_000 },
    { kind: "throttled" },
  ],
  ["a reset years away", () => json({}, 429, { "retry-after": "99999999" }), { until: NOON + 3_600_000 }, {}],
  ["500", () => json({}, 500), { kind: "unavailable" }, { kind: "ambiguous" }],
  ["502 in HTML", () => html(502), { kind: "unavailable" }, { kind: "ambiguous" }],
  ["200 in HTML", () => html(200), { kind: "unavailable" }, {}],
  ["422", () => json({ message: "Validation Failed" }, 422), { kind: "unavailable" }, { kind: "refused" }],
  ["451", () => json({ message: "Blocked" }, 451), { kind: "unavailable" }, { kind: "refused" }],
  ["a reset", () => Promise.reject(networkFailure("ECONNRESET")), { kind: "unavailable" }, { kind: "ambiguous" }],
  [
    "a refused connection",
    () => Promise.reject(networkFailure("ECONNREFUSED")),
    { kind: "unavailable" },
    { kind: "unavailable", detail: "GitHub could not be reached: ECONNREFUSED" },
  ],
];

describe("reading an issue", () => {
  test("is signed by the installation's token, in the version of the API that it knows", async () => {
    const { read, seen } = github();
    expect(await read(ID)).toMatchObject({ kind: "read", reading: { ticket: { id: "acme/globex#12" } } });
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /repos/acme/globex/issues/12",
      "GET /repos/acme/globex",
      "GET /users/Ada/orgs",
    ]);
    expect(seen[0]?.headers.get("authorization")).toBe("token ghs_1");
    expect(seen[0]?.headers.get("x-github-api-version")).toBe("2022-11-28");
    expect(seen[0]?.headers.get("user-agent")).toMatch(/^tierline/);
  });

  test.each(MET)("answered with %s", async (_, answer, expected) => {
    expect(await github(onIssue(answer)).read(ID)).toMatchObject(expected);
  });

  test.each<[string, () => Response]>([
    ["404", () => json({}, 404)],
    ["410", () => json({ message: "This issue was deleted" }, 410)],
    ["301", () => json({}, 301, { location: "https://api.github.com/repositories/1/issues/3" })],
    ["a pull request", () => json(wireIssue({ pull_request: { url: "", html_url: "", diff_url: "", patch_url: "" } }))],
  ])("answered with %s, it is gone, and nobody is asked elsewhere", async (_, answer) => {
    const { read, seen } = github(onIssue(answer));
    expect(await read(ID)).toEqual({ kind: "gone" });
    expect(seen).toHaveLength(1);
  });

  test.each<[string, string]>([
    ["its comments", "/repos/acme/globex/issues/12/comments"],
    ["its repository", "/repos/acme/globex"],
    ["its author's organizations", "/users/Ada/orgs"],
  ])("without %s it is not read at all: a wrong tier would be written", async (_, missing) => {
    const answer: Answer = ({ path }) => {
      if (path === missing) return json({}, 500);
      return path === "/repos/acme/globex/issues/12" ? json(wireIssue({ comments: 1 })) : null;
    };
    expect(await github(answer).read(ID)).toMatchObject({ kind: "unavailable" });
  });

  test.each([
    ["in the same second", 0, false],
    ["a second later", 1000, true],
    ["with a clock that runs behind", -5000, false],
  ])("answered %s (%i ms), whether the stamp is settled: %s", async (_, later, settled) => {
    const date = new Date(Date.parse("2026-11-22T11:59:58Z") + later).toUTCString();
    expect((await reading(onIssue(() => json(wireIssue(), 200, { date })))).settled).toBe(settled);
  });

  test("asks for an author's organizations once an hour", async () => {
    let now = NOON;
    const end = farEnd();
    const desk = createGithub({
      connection: CONNECTION,
      policy: POLICY,
      fetch: end.fetch,
      now: () => now,
      paced: false,
    });
    const asked = () => end.seen.filter(({ path }) => path.endsWith("/orgs")).length;
    for (const [minutes, times] of [
      [0, 1],
      [59, 1],
      [2, 2],
    ] as const) {
      now = instant(now + minutes * 60_000);
      await desk.read(ID);
      expect(asked()).toBe(times);
    }
  });

  test("pages through the comments until ours and a first reply are found", async () => {
    const page = (n: number) =>
      Array.from({ length: 100 }, (_, at) =>
        wireComment({ id: n * 1000 + at, user: { id: 5, login: "eve", type: "User" }, author_association: "NONE" }),
      );
    const pages = [page(1), page(2), [wireComment({ id: 9 })], page(4)];
    const answer: Answer = ({ path, query }) => {
      if (path.endsWith("/issues/12")) return json(wireIssue({ comments: 301 }));
      if (!path.endsWith("/comments")) return null;
      const at = Number(query.get("page"));
      return json(
        pages[at - 1],
        200,
        at < pages.length ? { link: `<https://api.github.com/?page=${at + 1}>; rel="next"` } : {},
      );
    };
    const { read, seen } = github(answer);
    expect(await read(ID)).toMatchObject({ reading: { ticket: { firstReply: { at: aComment().created_at } } } });
    expect(seen.filter(({ path }) => path.endsWith("/comments"))).toHaveLength(4);
  });
});

describe("a token that GitHub refuses", () => {
  test("is replaced once, and the call repeated", async () => {
    let refused = 0;
    const { read, seen } = github(onIssue(() => (refused++ === 0 ? json({}, 401) : json(wireIssue()))));
    expect(await read(ID)).toMatchObject({ kind: "read" });
    expect(seen.filter(({ path }) => path.endsWith("/12"))).toHaveLength(2);
  });

  test.each([
    ["the App is no longer installed", 404, "reauth_required"],
    ["the App is suspended", 403, "reauth_required"],
    ["the App's key was taken back", 401, "reauth_required"],
    ["GitHub is down", 503, "unavailable"],
  ])("or never gives: %s", async (_, status, kind) => {
    const end = farEnd();
    const fetch: typeof globalThis.fetch = (input, init) =>
      String(input).endsWith("/access_tokens")
        ? Promise.resolve(json({ message: "no" }, status))
        : end.fetch(input, init);
    const desk = createGithub({ connection: CONNECTION, policy: POLICY, fetch, now: () => NOON, paced: false });
    expect(await desk.read(ID)).toMatchObject({ kind });
    expect(end.seen).toEqual([]);
  });

  test("a key that is none is told, and nothing is sent", async () => {
    const end = farEnd();
    const connection = { ...CONNECTION, privateKey: "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----" };
    const desk = createGithub({ connection, policy: POLICY, fetch: end.fetch, now: () => NOON, paced: false });
    expect(await desk.read(ID)).toMatchObject({
      kind: "reauth_required",
      detail: expect.stringContaining("private key"),
    });
  });
});

describe("after a limit", () => {
  test("nothing is sent before its end", async () => {
    let now = NOON;
    const end = farEnd(onIssue(() => json({}, 429, { "retry-after": "30" })));
    const desk = createGithub({
      connection: CONNECTION,
      policy: POLICY,
      fetch: end.fetch,
      now: () => now,
      paced: false,
    });
    for (const [seconds, calls] of [
      [0, 1],
      [29, 1],
      [1, 2],
    ] as const) {
      now = instant(now + seconds * 1000);
      await desk.read(ID);
      expect(end.seen).toHaveLength(calls);
    }
  });
});

describe("writing an issue", () => {
  const due: Change = { kind: "set_due", due: NOON };
  const severe: Change = { kind: "set_severity", severity: 1 };
  const group: Change = { kind: "set_group", groupId: "sue,mara" };

  test("goes label by label, then the comment, then the assignees", async () => {
    const answer: Answer = ({ method, path }) => {
      if (method === "GET" && path.endsWith("/12")) return json(wireIssue({ labels: label("bug", "Sev: 2") }));
      return path.endsWith("/assignees") ? json({ assignees: [{ login: "Sue" }, { login: "mara" }] }, 201) : null;
    };
    const basis = await reading(answer);
    const { write, seen } = github(answer);
    expect(await write(basis, [severe, due, group])).toMatchObject({ kind: "written", updatedAt: NOON });
    expect(
      seen
        .filter(({ method }) => method !== "GET")
        .map(({ method, path, json: sent }) => [method, decodeURIComponent(path), sent]),
    ).toEqual([
      ["POST", "/repos/acme/globex/labels", expect.objectContaining({ name: "sev: 1", color: "b60205" })],
      ["DELETE", "/repos/acme/globex/issues/12/labels/Sev: 2", null],
      ["POST", "/repos/acme/globex/issues/12/labels", { labels: ["sev: 1"] }],
      ["POST", "/repos/acme/globex/issues/12/comments", { body: expect.stringContaining("First response due") }],
      ["POST", "/repos/acme/globex/issues/12/assignees", { assignees: ["sue", "mara"] }],
    ]);
  });

  test("of nothing is a bug and changes nothing", async () => {
    const { write, seen } = github();
    await expect(write(await reading(), [])).rejects.toThrow(RangeError);
    expect(seen.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  test.each(MET)("whose first call is answered with %s", async (_, answer, __, expected) => {
    expect(await github(onWrites(answer)).write(await reading(), [due])).toMatchObject(expected);
  });

  test.each(MET)("whose second call is answered with %s is ambiguous: part of it stands", async (_, answer) => {
    let calls = 0;
    const second = onWrites(() => (calls++ === 0 ? json({ id: 5 }, 201) : answer()));
    const outcome = await github(second).write(await reading(), [due, group]);
    // An answer that can't be read says that nobody was assigned, or nothing at all.
    expect(["ambiguous", "ignored"]).toContain(outcome.kind);
  });

  test.each<[string, string, object]>([
    ["Unable to create comment because issue is locked.", "locked", { kind: "closed" }],
    ["Repository was archived so is read-only.", "archived", { kind: "closed" }],
  ])("refused with %s ends it", async (message, _, expected) => {
    expect(await github(onWrites(() => json({ message }, 403))).write(await reading(), [due])).toEqual(expected);
  });

  test("to an issue that is gone, or moved meanwhile", async () => {
    const basis = await reading();
    expect(await github(onIssue(() => json({}, 404))).write(basis, [due])).toEqual({ kind: "gone" });
    const later = onIssue(() => json(wireIssue({ updated_at: "2026-11-22T11:59:59Z" })));
    expect(await github(later).write(basis, [due])).toEqual({ kind: "conflict" });
  });

  test("deletes the doubles of our comment", async () => {
    const first = github();
    await first.write(await reading(), [due]);
    const sent = first.seen.find(({ method, path }) => method === "POST" && path.endsWith("/comments"))?.json;
    const { body } = Object(sent);
    const answer: Answer = ({ method, path }) => {
      if (method !== "GET") return null;
      if (path.endsWith("/12")) return json(wireIssue({ comments: 2 }));
      return path.endsWith("/comments") ? json([20, 21].map((id) => wireComment({ id, body, user: BOT }))) : null;
    };
    const basis = await reading(answer);
    expect(basis.ticket.fields.due).toBeNull();
    const { write, seen } = github(answer);
    await write(basis, [due]);
    expect(seen.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`)).toEqual([
      "DELETE /repos/acme/globex/issues/comments/21",
    ]);
  });
});

describe("what a call is counted as", () => {
  test("is its route, without a word of what it was about; a token is a call, too", async () => {
    const calls: string[] = [];
    const end = farEnd(({ path }) => (path.endsWith("/orgs") ? Promise.reject(networkFailure("ECONNRESET")) : null));
    const desk = createGithub({
      connection: CONNECTION,
      policy: POLICY,
      fetch: end.fetch,
      now: () => NOON,
      paced: false,
      onCall: ({ method, endpoint, status }) => calls.push(`${method} ${endpoint} ${status}`),
    });
    await desk.read(ID);
    expect(calls.sort()).toEqual([
      "GET /repos/{owner}/{repo} 200",
      "GET /repos/{owner}/{repo}/issues/{issue_number} 200",
      "GET /users/{username}/orgs null",
      "POST /app/installations/{installation_id}/access_tokens 201",
    ]);
  });
});

test("a read that fails is repeated once where calls are paced, a write never", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const end = farEnd(({ path }) => (path.endsWith("/12") ? json({}, 500) : null));
    const basis = await reading();
    const wiring = { connection: CONNECTION, policy: POLICY, now: () => NOON, paced: true };
    const passing = async <Value>(work: Promise<Value>): Promise<Value> => {
      let ended = false;
      void work.finally(() => {
        ended = true;
      });
      while (!ended) await vi.advanceTimersByTimeAsync(500);
      return work;
    };
    expect(await passing(createGithub({ ...wiring, fetch: end.fetch }).read(ID))).toMatchObject({
      kind: "unavailable",
    });
    expect(end.seen).toHaveLength(2);
    const failing = farEnd(onWrites(() => json({}, 500)));
    const due: Change = { kind: "set_due", due: NOON };
    const written = await passing(createGithub({ ...wiring, fetch: failing.fetch }).write(basis, [due]));
    expect(written).toMatchObject({ kind: "ambiguous" });
    expect(failing.seen.filter(({ method }) => method !== "GET")).toHaveLength(1);
  } finally {
    vi.useRealTimers();
  }
});
