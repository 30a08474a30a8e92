import { describe, expect, test } from "vitest";
import { type Breaker, createBreaker } from "../../emulator/breaker.ts";

const MINUTE = 60_000;

function fill(breaker: Breaker, answers: string): void {
  for (const answer of answers) breaker.record(answer === ".");
}

describe("the circuit breaker", () => {
  test.each([
    ["7 of 10 errors", "xxxxxxx...", "open"],
    ["6 of 10 errors", "xxxxxx....", "closed"],
    ["9 errors, too few answers to say", "xxxxxxxxx", "closed"],
    ["1,000 errors in a crowd of good answers", ".x".repeat(1000), "closed"],
    ["1,001 errors in a crowd of good answers", `${".x".repeat(1000)}x`, "open"],
  ])("%s: %s", (_name, answers, state) => {
    // Good answers first, so that the share is reached at the end and not on the way.
    const breaker = createBreaker(() => 0);
    fill(breaker, [...answers].sort().join(""));
    expect(breaker.state).toBe(state);
  });

  test("forgets answers after five minutes", () => {
    let now = 0;
    const breaker = createBreaker(() => now);
    fill(breaker, "xxxxxxxxx");
    now = 5 * MINUTE;
    fill(breaker, "x");
    expect(breaker.state).toBe("closed");
  });

  test("opens again when the probe fails, and closes when it succeeds", () => {
    let now = 0;
    const breaker = createBreaker(() => now);
    fill(breaker, "xxxxxxxxxx");
    expect(breaker.admit()).toBe(false);
    now = 5000;
    expect([breaker.admit(), breaker.admit()]).toEqual([true, false]);
    breaker.record(false);
    expect(breaker.admit()).toBe(false);
    now = 10_000;
    expect(breaker.admit()).toBe(true);
    breaker.record(true);
    expect([breaker.admit(), breaker.admit(), breaker.state]).toEqual([true, true, "closed"]);
  });
});
