import { describe, expect, test } from "vitest";
import { misplaced } from "./bugs/bug.ts";
import { BUGS, hunt } from "./bugs/hunt.ts";
import { hasGithub, simulate } from "./simulation.ts";

// A few of the worlds that `npm run test:long` runs two hundred of; the odd ones have no sweep of
// Zendesk, and 2, 3 and 6 serve an owner on GitHub, too; in 6 a repository owns the mapping. 52 once found a sign-in
// that did not wait for the time that a 429 had named.
const SEEDS = [1, 2, 3, 4, 6, 52];

describe("the whole system among people, faults and crashes", () => {
  test.each(SEEDS)(
    "comes right in world %i, and nothing is lost or overwritten on the way",
    { timeout: 30_000 },
    async (seed) => {
      const { complaint, events, github } = await simulate({ seed, events: 200 });
      const again = `node test/long/simulation.ts --seed ${seed} --events 200 --history`;
      expect(complaint, again).toBeNull();
      expect(events).toBeGreaterThanOrEqual(200);
      expect(github === null).toBe(!hasGithub(seed));
      expect(github?.events ?? 200).toBeGreaterThanOrEqual(200);
    },
  );

  test("goes the same way twice for the same seed, and another for another", { timeout: 30_000 }, async () => {
    const first = await simulate({ seed: 9, events: 100, keep: true });
    const second = await simulate({ seed: 9, events: 100, keep: true });
    const other = await simulate({ seed: 10, events: 100 });
    expect(second.lines).toEqual(first.lines);
    expect(second.digest).toBe(first.digest);
    expect(other.digest).not.toBe(first.digest);
  });

  test.each(BUGS)("finds the place of: $name", (bug) => {
    expect(misplaced(bug)).toEqual([]);
  });

  // All of them are tried in the long run: here, that a mistake in the source and one in the wiring are seen at all.
  test.each([
    { name: "our tags replace all others", checks: ["foreign tags intact"] },
    { name: "labels are set as a whole list", checks: ["foreign labels intact"] },
    // Whichever of the two it breaks first.
    { name: "a call that fails is sent again at once", checks: ["Retry-After respected", "no write without a look"] },
  ])("is found wrong when $name", { timeout: 30_000 }, async ({ name, checks }) => {
    const bug = BUGS.find((one) => one.name === name);
    if (bug === undefined) throw new Error("no such bug");
    const { by } = await hunt(bug, [1, 2, 3]);
    expect(checks).toContain(by?.check);
  });
});
