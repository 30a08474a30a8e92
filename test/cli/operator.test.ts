import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { type Given, tierline } from "./terminal-double.ts";

const environment = { TIERLINE_OPERATOR_TOKEN: "0123456789abcdef01234567" };

/** A server that answers everything with this; `asked` is what reached it. */
function serverAnswering(body: unknown, status = 200) {
  const asked: { url: string; method: string; authorization: string | null; body: unknown }[] = [];
  const answer: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const text = await request.text();
    const { url, method, headers } = request;
    asked.push({
      url,
      method,
      authorization: headers.get("authorization"),
      body: text === "" ? null : JSON.parse(text),
    });
    return new Response(typeof body === "string" ? body : JSON.stringify(body), { status });
  };
  return { asked, given: { environment, fetch: answer } satisfies Given };
}

describe("connect", () => {
  const STEPS = [
    { kind: "checked", what: "credentials", id: "900001", detail: "signed in as an administrator" },
    { kind: "created", what: "ticket field “Support severity”", id: "360001", detail: null },
  ];
  const connected = { account: "acme", mode: "shadow", webhookEndpoint: "https://sla.example.com/w/x", steps: STEPS };
  const line = ["connect", "--subdomain", "acme", "--client-id", "tierline"];

  test("sends the secret of standard input, shows what was done, and never the secret", async () => {
    const { asked, given } = serverAnswering(connected);
    const { code, output, errors } = await tierline([...line, "--secret-stdin"], { ...given, input: "s3cret\n" });
    expect(asked).toEqual([
      {
        url: "http://127.0.0.1:8787/operator/connect",
        method: "POST",
        authorization: `Bearer ${environment.TIERLINE_OPERATOR_TOKEN}`,
        body: {
          subdomain: "acme",
          credentials: { kind: "oauth_client", clientId: "tierline", clientSecret: "s3cret" },
          dryRun: false,
        },
      },
    ]);
    expect(output).toContain("created  ticket field “Support severity”  360001");
    expect(output).toContain("acme is connected in shadow mode.");
    expect(output + errors).not.toContain("s3cret");
    expect(code).toBe(0);
  });

  test("takes the secret of the environment, and an API token with its person", async () => {
    const { asked, given } = serverAnswering({ ...connected, warning: "Zendesk ends API tokens in 180 days" });
    const secrets = { TIERLINE_ZENDESK_CLIENT_SECRET: "from-env", TIERLINE_ZENDESK_API_TOKEN: "token" };
    const surroundings = { ...given, environment: { ...environment, ...secrets } };
    await tierline(line, surroundings);
    const { output } = await tierline(
      ["connect", "--subdomain", "acme", "--api-token-email", "a@b.example"],
      surroundings,
    );
    expect(asked.map(({ body }) => body)).toMatchObject([
      { credentials: { kind: "oauth_client", clientSecret: "from-env" } },
      { credentials: { kind: "api_token", email: "a@b.example", token: "token" } },
    ]);
    expect(output).toContain("warning: Zendesk ends API tokens");
  });

  test.each([
    ["a public client", {}, null],
    ["a confidential one", { TIERLINE_ZENDESK_ADMIN_CLIENT_SECRET: "hush" }, "hush"],
  ])("names %s by which administrators sign in", async (_, more, clientSecret) => {
    const { asked, given } = serverAnswering(connected);
    const surroundings = { ...given, environment: { ...environment, ...more }, input: "s3cret" };
    const { output } = await tierline([...line, "--secret-stdin", "--admin-client-id", "admins"], surroundings);
    expect(asked[0]?.body).toMatchObject({ signIn: { clientId: "admins", clientSecret } });
    expect(output).not.toContain("hush");
  });

  test("a dry run says that nothing was created", async () => {
    const { asked, given } = serverAnswering(connected);
    const { output } = await tierline([...line, "--dry-run", "--secret-stdin"], { ...given, input: "s3cret" });
    expect(asked[0]?.body).toMatchObject({ dryRun: true });
    expect(output).toContain("Nothing was created.");
  });
});

describe("the commands for a running server", () => {
  const decision = {
    ticketId: "5158",
    decidedAt: "2026-12-24T16:30:01Z",
    mode: "live",
    written: true,
    tier: "pro",
    severity: 2,
    priority: "high",
    aim: "2026-12-29T16:30:00Z",
    due: "2026-12-29T16:30:00Z",
    state: "on_track",
    tags: ["sla_tier_pro"],
    changes: [{ kind: "set_priority", priority: "high" }],
    reasons: ["tier_from_override", "due"],
    steps: ["Pro support: an administrator set it.", "Due Tue 29 Dec."],
  };
  const parked = {
    id: "7",
    kind: "ticket",
    ticketId: "5158",
    reason: "refused",
    detail: "422 priority",
    attempts: 3,
    since: "2026-12-24T16:30:00Z",
  };

  test.for([
    {
      line: ["disconnect", "--subdomain", "acme", "--dry-run"],
      asks: ["POST", "/operator/disconnect", { subdomain: "acme", dryRun: true }],
      answer: { steps: [{ kind: "would remove", what: "webhook", id: "1", detail: null }] },
      shows: ["would remove  webhook", "Nothing was removed."],
    },
    {
      line: ["doctor"],
      asks: ["GET", "/operator/doctor", null],
      answer: { findings: [{ level: "warning", what: "Two parked.", mend: "tierline parked list" }] },
      shows: ["! Two parked.", "  → tierline parked list"],
    },
    {
      line: ["mode", "canary", "360001", "360002", "--subdomain", "acme"],
      asks: ["POST", "/operator/mode", { subdomain: "acme", mode: "canary", organizations: ["360001", "360002"] }],
      answer: { mode: "canary", organizations: ["360001", "360002"], queued: 12 },
      shows: ["The mode is canary for 360001, 360002. 12 tickets will be looked at again."],
    },
    {
      line: ["mode", "shadow"],
      asks: ["POST", "/operator/mode", { mode: "shadow", organizations: [] }],
      answer: { mode: "shadow", organizations: [], queued: 0 },
      shows: ["The mode is shadow."],
    },
    {
      line: ["parked", "list", "--subdomain", "acme"],
      asks: ["GET", "/operator/parked?subdomain=acme", null],
      answer: { parked: [parked, { ...parked, id: "8", kind: "delivery", ticketId: null }] },
      shows: ["7   ticket    5158    2026-12-24T16:30:00Z  3         refused  422 priority"],
    },
    {
      line: ["parked", "replay", "7", "8"],
      asks: ["POST", "/operator/parked/replay", { ids: ["7", "8"] }],
      answer: { replayed: 2 },
      shows: ["2 replayed."],
    },
    {
      line: ["parked", "replay", "--all"],
      asks: ["POST", "/operator/parked/replay", { ids: "all" }],
      answer: { replayed: 9 },
      shows: ["9 replayed."],
    },
    {
      line: ["app", "secret", "--subdomain", "acme"],
      asks: ["POST", "/operator/app/secret", { subdomain: "acme", replace: false }],
      answer: { account: "acme", generation: 1, secret: "c2VjcmV0" },
      shows: ["c2VjcmV0\n", "Generation 1, for acme.", "https://acme.zendesk.com/admin/"],
    },
    {
      line: ["app", "secret", "--replace"],
      asks: ["POST", "/operator/app/secret", { replace: true }],
      answer: { account: "acme", generation: 2, secret: "bmV3" },
      shows: ["bmV3\n", "The one before it is refused from now on."],
    },
    {
      line: ["decisions", "--subdomain", "acme"],
      asks: ["GET", "/operator/decisions?subdomain=acme", null],
      answer: { decisions: [decision] },
      shows: ["5158    2026-12-24T16:30:01Z  live  yes      pro   2    high      2026-12-29T16:30:00Z  on_track"],
    },
    {
      line: ["decisions", "--ticket", "5158"],
      asks: ["GET", "/operator/decisions?ticket=5158", null],
      answer: { decisions: [decision] },
      shows: ["1. Pro support: an administrator set it.", "2. Due Tue 29 Dec.", "tags: sla_tier_pro"],
    },
  ])("$line asks the server and shows its answer, or prints it as JSON", async ({ line, asks, answer, shows }) => {
    const { asked, given } = serverAnswering(answer);
    const plain = await tierline([...line, "--url", "https://sla.example.com"], given);
    const [method, path, body] = asks;
    expect(asked).toMatchObject([{ method, url: `https://sla.example.com${path}`, body }]);
    for (const shown of shows) expect(plain.output).toContain(shown);
    expect({ code: plain.code, errors: plain.errors }).toEqual({ code: 0, errors: "" });
    const json = await tierline([...line, "--json"], given);
    expect(JSON.parse(json.output)).toEqual(answer);
  });

  test("doctor ends with 1 when there is a problem", async () => {
    const findings = [
      { level: "ok", what: "The webhook is active.", mend: null },
      { level: "problem", what: "The credentials no longer work.", mend: "Connect again." },
    ];
    const { code, output } = await tierline(["doctor"], serverAnswering({ findings }).given);
    expect(output).toContain("✗ The credentials no longer work.\n  → Connect again.");
    expect(code).toBe(1);
  });

  test("text of the helpdesk cannot steer the terminal", async () => {
    const { given } = serverAnswering({ parked: [{ ...parked, detail: "\u001b]0;owned\u0007\u001b[2J\u202Eevil" }] });
    const { output } = await tierline(["parked", "list"], given);
    expect(output).toContain("owned");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});

describe("when the server does not help", () => {
  test("nobody listens: says how to start it", async () => {
    const url = `http://127.0.0.1:${await unusedPort()}`;
    const { code, output, errors } = await tierline(["doctor", "--url", url], { environment, fetch });
    expect(errors).toContain(`no server answers at ${url}: start it with \`npm run tierline -- serve\``);
    expect({ code, output }).toEqual({ code: 1, output: "" });
  });

  test.for([
    [401, "Unauthorized", "refuses the operator token: TIERLINE_OPERATOR_TOKEN must be the one"],
    [200, "<html>hello</html>", "is it a Tierline server of this version?"],
    [200, { findings: [{ level: "dire", what: "?" }] }, "is it a Tierline server of this version?"],
    [502, "<html>bad gateway</html>", "answered 502 with something unexpected"],
    [
      404,
      { reason: "no_account", message: "No account is connected here yet.", mend: "Connect it first." },
      "Connect it first.",
    ],
  ] as const)("%d %j is one sentence and exit 1", async ([status, body, sentence]) => {
    const { code, output, errors } = await tierline(["doctor"], serverAnswering(body, status).given);
    expect(errors).toContain(sentence);
    expect(errors.trimEnd().split("\n")).toHaveLength(1);
    expect({ code, output }).toEqual({ code: 1, output: "" });
  });
});

function unusedPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
