import { expect, test } from "vitest";
import { tierline } from "./terminal-double.ts";

const NOW = "2026-11-01T12:00:00Z";
const BEGUN = { since: "2026-08-03T12:00:00Z", startedAt: NOW, endedAt: null, listed: 0, found: 0 };

/** A server that is so far each time it is asked; `asked` is what it was. */
function serverThatIs(...standings: readonly object[]) {
  const asked: string[] = [];
  const answer: typeof fetch = async (input, init) => {
    const { method, url, body } = new Request(input, { ...init, duplex: "half" } as RequestInit);
    const { pathname, search } = new URL(url);
    asked.push(`${method} ${pathname}${search} ${body === null ? "" : await new Response(body).text()}`.trim());
    const standing = standings[Math.min(asked.length, standings.length) - 1];
    return Response.json({ waiting: 0, mode: "shadow", trouble: null, ...standing });
  };
  return { asked, given: { environment: { TIERLINE_OPERATOR_TOKEN: "t" }, fetch: answer, now: NOW } };
}

test("begins ninety days back, says in between how far it is, and in the end what came of it", async () => {
  const { asked, given } = serverThatIs(
    { backfill: BEGUN },
    ...Array.from({ length: 12 }, () => ({ backfill: { ...BEGUN, listed: 1250, found: 40 }, waiting: 7 })),
    { backfill: { ...BEGUN, listed: 1300, found: 41, endedAt: NOW }, waiting: 1, trouble: "the rate limit" },
    { backfill: { ...BEGUN, listed: 1300, found: 41, endedAt: NOW } },
  );
  const { code, output, errors } = await tierline(["backfill", "--subdomain", "acme"], given);
  expect(asked[0]).toBe('POST /operator/backfill {"subdomain":"acme","since":"2026-08-03T12:00:00Z"}');
  expect(asked).toHaveLength(15);
  expect(new Set(asked.slice(1))).toEqual(new Set(["GET /operator/backfill?subdomain=acme"]));
  expect(errors).toBe("1,250 tickets listed, 7 waiting for a look\n");
  expect(output).toBe(
    "1,300 tickets changed since 2026-08-03T12:00:00Z; 41 of them had to be looked at, and were.\n" +
      "The mode is shadow: nothing was written. See: tierline decisions\n",
  );
  expect(code).toBe(0);
});

test.each([
  [["--since", "2026-08-01"], "2026-08-01T00:00:00Z"],
  [["--since", "2026-08-01T09:30:00+02:00"], "2026-08-01T07:30:00Z"],
  [["--days", "365"], "2025-11-01T12:00:00Z"],
])("%j begins at %s, and with --no-wait leaves it going", async (options, since) => {
  const { asked, given } = serverThatIs({ backfill: { ...BEGUN, since }, trouble: "the rate limit" });
  const { code, output } = await tierline(["backfill", ...options, "--no-wait", "--owner", "acme"], given);
  expect(asked).toEqual([`POST /operator/backfill {"owner":"acme","since":"${since}"}`]);
  expect(output).toContain(`Going through what has changed since ${since}: 0 tickets listed`);
  expect(output).toContain("held up: the rate limit");
  expect(output).toContain("It goes on by itself; doctor says how far it is.");
  expect(code).toBe(0);
});

test("live, nothing is said of what was not written; as JSON the last answer is printed", async () => {
  const done = { ...BEGUN, listed: 1, found: 1, endedAt: NOW };
  const { given } = serverThatIs({ backfill: done, mode: "live" });
  const lines = await tierline(["backfill"], given);
  expect(lines.output).toBe("1 ticket changed since 2026-08-03T12:00:00Z; 1 of them had to be looked at, and were.\n");
  const json = await tierline(["backfill", "--json"], given);
  expect(JSON.parse(json.output)).toEqual({ backfill: done, mode: "live", waiting: 0, trouble: null });
});
