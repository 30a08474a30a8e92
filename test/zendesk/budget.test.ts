import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type TicketId, ticketId } from "../../src/core/id.ts";
import { createBudget } from "../../src/zendesk/budget.ts";
import { clock, NOON, ticket5158 } from "./given.ts";

const ticket = ticket5158();
const answer = (status: number, headers: Record<string, string> = {}) => ({ status, headers: new Headers(headers) });
const numbered = (number: number): TicketId => {
  const id = ticketId(number + 1);
  if (id === null) throw new Error("not an id");
  return id;
};

describe("the budget", () => {
  test("lets nine tenths of the smallest plan's calls through in a minute, and says when the next one fits", () => {
    const { now, pass } = clock();
    const budget = createBudget({ now });
    for (let call = 0; call < 180; call++) {
      expect(budget.admit(null)).toEqual({ kind: "admitted" });
      pass(100);
    }
    expect(budget.admit(null)).toEqual({ kind: "throttled", until: NOON + 60_000, scope: "account" });
    pass(60_000 - 18_000);
    expect(budget.admit(null)).toEqual({ kind: "admitted" });
  });

  test("lets one ticket be updated 27 times in ten minutes, and others go on", () => {
    const { now, pass } = clock();
    const budget = createBudget({ now });
    for (let call = 0; call < 27; call++) {
      expect(budget.admit(ticket).kind).toBe("admitted");
      pass(5000);
    }
    expect(budget.admit(ticket)).toEqual({ kind: "throttled", until: NOON + 600_000, scope: "ticket" });
    expect(budget.admit(numbered(1)).kind).toBe("admitted");
    expect(budget.admit(null).kind).toBe("admitted");
  });

  test("no stretch of time ever holds more updates than Zendesk allows, however they come", () => {
    const gaps = fc.array(fc.record({ gap: fc.nat({ max: 3000 }), ticket: fc.nat({ max: 4 }) }), {
      minLength: 300,
      maxLength: 900,
    });
    fc.assert(
      fc.property(gaps, (calls) => {
        const { now, pass } = clock();
        const budget = createBudget({ now });
        const admitted: { at: number; ticket: number }[] = [];
        for (const call of calls) {
          pass(call.gap);
          if (budget.admit(numbered(call.ticket)).kind === "admitted")
            admitted.push({ at: now(), ticket: call.ticket });
        }
        admitted.forEach(({ at, ticket: of }, index) => {
          const since = admitted.slice(0, index + 1);
          expect(since.filter((one) => one.at > at - 60_000).length).toBeLessThanOrEqual(90);
          expect(since.filter((one) => one.ticket === of && one.at > at - 600_000).length).toBeLessThanOrEqual(27);
        });
      }),
      // Shrinking hundreds of calls would take minutes and tell nothing more.
      { numRuns: 30, endOnFailure: true },
    );
  });

  test("learns a larger plan from the headers", () => {
    const { now } = clock();
    const budget = createBudget({ now });
    budget.learn(answer(200, { "x-rate-limit": "700", "x-rate-limit-remaining": "699" }));
    for (let call = 0; call < 630; call++) expect(budget.admit(null).kind).toBe("admitted");
    expect(budget.admit(null).kind).toBe("throttled");
  });

  test("learns a sandbox's smaller limit of updates", () => {
    const { now } = clock();
    const budget = createBudget({ now });
    budget.learn(answer(200, { "zendesk-ratelimit-tickets-update": "total=20; remaining=19; resets=41" }));
    for (let call = 0; call < 18; call++) expect(budget.admit(numbered(call)).kind).toBe("admitted");
    expect(budget.admit(numbered(18)).kind).toBe("throttled");
    expect(budget.admit(null).kind).toBe("admitted");
  });

  test("stops when others have used the limit up, until Zendesk starts it anew", () => {
    const { now, pass } = clock();
    const budget = createBudget({ now });
    budget.learn(answer(200, { "zendesk-ratelimit-tickets-update": "total=100; remaining=10; resets=41" }));
    expect(budget.admit(ticket)).toEqual({ kind: "throttled", until: NOON + 41_000, scope: "account" });
    pass(41_000);
    expect(budget.admit(ticket).kind).toBe("admitted");
  });

  test.each([
    ["seconds", { "retry-after": "93" }, 93_000],
    ["a date", { "retry-after": "Sun, 22 Nov 2026 12:02:00 GMT" }, 120_000],
    ["far too long", { "retry-after": "99999" }, 3_600_000],
    ["no time at all", { "retry-after": "0" }, 1000],
    ["nothing", {}, 60_000],
    ["garbage", { "retry-after": "soon" }, 60_000],
  ])("a 429 that asks for %s pauses the whole account", (_, headers, wait) => {
    const { now, pass } = clock();
    const budget = createBudget({ now });
    expect(budget.learn(answer(429, headers))).toBe(NOON + wait);
    pass(wait - 1);
    expect(budget.admit(null)).toEqual({ kind: "throttled", until: NOON + wait, scope: "account" });
    expect(budget.admit(ticket)).toMatchObject({ kind: "throttled", scope: "account" });
    pass(1);
    expect(budget.admit(null).kind).toBe("admitted");
  });

  test("a shorter pause does not end a longer one", () => {
    const { now } = clock();
    const budget = createBudget({ now });
    budget.learn(answer(429, { "retry-after": "100" }));
    budget.learn(answer(429, { "retry-after": "1" }));
    expect(budget.admit(null)).toMatchObject({ until: NOON + 100_000 });
  });

  test("maintenance with Retry-After pauses; a bare 503 and a success do not", () => {
    const { now } = clock();
    const budget = createBudget({ now });
    expect(budget.learn(answer(503))).toBeNull();
    expect(budget.learn(answer(200, { "retry-after": "10" }))).toBeNull();
    expect(budget.admit(null).kind).toBe("admitted");
    expect(budget.learn(answer(503, { "retry-after": "10" }))).toBe(NOON + 10_000);
  });

  test.each(["", "total=0; remaining=0", "total=-1; remaining=x", "total=1e9; remaining=1", "nonsense", "total=100"])(
    "the header %j teaches nothing",
    (header) => {
      const { now } = clock();
      const budget = createBudget({ now });
      budget.learn(answer(200, { "zendesk-ratelimit-tickets-update": header, "x-rate-limit": header }));
      for (let call = 0; call < 90; call++) expect(budget.admit(numbered(call)).kind).toBe("admitted");
    },
  );
});
