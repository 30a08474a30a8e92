import { expect, test } from "vitest";
import { forgeInProcess } from "../long/forged/in-process.ts";
import { forgeOverTcp } from "../long/forged/over-tcp.ts";
import { rehearse, SABOTAGES } from "../long/forged/sabotage.ts";
import type { Tally } from "../long/forged/tally.ts";
import { randomFrom } from "../support/business-questions.ts";

// The small brother of test/long/forged.ts, which sends a million.

const SEED = 20_261_123;
const PATIENCE_MS = 30_000;

function summary(tally: Tally) {
  const { faults } = tally;
  return { faults: [...faults], forged: tally.count("forged"), genuine: tally.count("genuine") };
}

test(
  "of three thousand forged requests none is accepted, fails or reaches the storage; the genuine among them all do",
  async () => {
    const tally = await forgeInProcess({ forged: 3000, genuine: 100, unusable: 20, again: 20 }, randomFrom(SEED));
    expect(summary(tally)).toEqual({ faults: [], forged: 3000, genuine: 100 });
  },
  PATIENCE_MS,
);

test(
  "nor of seven hundred over real sockets, malformed and smuggled ones among them",
  async () => {
    const tally = await forgeOverTcp({ forged: 700, genuine: 60, unusable: 10, again: 10 }, randomFrom(SEED));
    expect(summary(tally)).toEqual({ faults: [], forged: 700, genuine: 60 });
  },
  PATIENCE_MS,
);

test(
  "a verifier that always says yes is seen",
  async () => {
    const [sabotage] = SABOTAGES;
    if (sabotage === undefined) throw new Error("nothing to see");
    expect(sabotage.name).toBe("any signature will do");
    expect(await rehearse(sabotage, SEED)).toContain("forged and accepted");
  },
  PATIENCE_MS,
);
