import examplesOf from "@octokit/webhooks-examples";
import { describe, expect, test } from "vitest";
import { openWorld, type World } from "../support/world.ts";

interface Example {
  readonly name: string;
  readonly examples: readonly Body[];
}
type Body = Readonly<Record<string, unknown>>;

/** GitHub's own recorded payloads; the package's types speak of another shape than its module has. */
const EXAMPLES: readonly Example[] = JSON.parse(JSON.stringify(examplesOf));
const HEADERS = EXAMPLES.map(({ name }) => name);
/** What the App asks for. */
const SUBSCRIBED = ["issues", "issue_comment", "push", "pull_request", "installation"];

/** The same of a repository of ours: an App hears of no others. */
function ofOurs(body: Body, nonce: string): string {
  const owned = {
    ...Object(body["repository"]),
    owner: { ...Object(Object(body["repository"]).owner), login: "acme" },
  };
  const { repository, organization, installation, ...rest } = body;
  return JSON.stringify({
    ...rest,
    nonce,
    ...(repository === undefined ? {} : { repository: owned }),
    ...(organization === undefined ? {} : { organization: { ...Object(organization), login: "acme" } }),
    ...(installation === undefined
      ? {}
      : {
          installation: {
            ...Object(installation),
            account: { ...Object(Object(installation).account), login: "acme" },
          },
        }),
  });
}

async function deliver(world: World, event: string, body: string): Promise<number> {
  const headers = { ...world.github().signed(body), "x-github-event": event };
  const { status } = await world.request(await world.githubWebhookPath(), { method: "POST", headers, body });
  return status;
}

const rowsIn = async (world: World, table: string): Promise<readonly Body[]> =>
  ((await world.rowsOf(await world.ownersAccount()))[table] ?? []).map((row) => Object(row));

describe.each(SUBSCRIBED)("every payload of %s that GitHub shows, signed", (name) => {
  const bodies = EXAMPLES.find((one) => one.name === name)?.examples ?? [];

  test("is taken in, and ends in work for its issue or in a no-op by its name", async () => {
    const world = await openWorld({ owners: ["acme"] });
    expect(bodies.length).toBeGreaterThan(0);
    for (const [index, body] of bodies.entries()) {
      expect(await deliver(world, name, ofOurs(body, `own ${index}`))).toBe(200);
    }
    const arrivals = await rowsIn(world, "arrival");
    expect(arrivals).toHaveLength(bodies.length);
    for (const row of arrivals) expect(String(row["type"])).toMatch(new RegExp(`^${name}(\\.[a-z_]+)?$`));
    expect(await rowsIn(world, "parked")).toEqual([]);
    expect((await rowsIn(world, "work")).length > 0).toBe(name.startsWith("issue"));
  });

  test("under any other event's name makes no work", async () => {
    const world = await openWorld({ owners: ["acme"] });
    const [body = {}] = bodies;
    for (const header of HEADERS.filter((other) => other !== name)) {
      expect([200, 401]).toContain(await deliver(world, header, ofOurs(body, header)));
    }
    expect(await rowsIn(world, "work")).toEqual([]);
  });
});
