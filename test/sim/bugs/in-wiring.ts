import type { AccountDeps } from "../../../src/account/deps.ts";
import { instant } from "../../../src/core/time.ts";
import type { Bug } from "./bug.ts";

const RATE_HEADERS = /^(x-rate-limit|ratelimit-|zendesk-ratelimit-)/;

/** Mistakes of the parts that are handed in. */
export const WIRING_BUGS: readonly Bug[] = [
  {
    name: "every fifth wish to be woken is dropped",
    wrap: () => {
      let wishes = 0;
      return (deps) => ({
        ...deps,
        wakeAt: (at) => {
          wishes += 1;
          if (wishes % 5 !== 0) deps.wakeAt(at);
        },
      });
    },
  },
  {
    name: "the alarm takes seconds for milliseconds",
    wrap: () => (deps) => ({
      ...deps,
      wakeAt: (at) => deps.wakeAt(at === null ? null : instant(deps.now() + Math.max(0, at - deps.now()) * 1000)),
    }),
  },
  {
    name: "a transaction that fails is not rolled back",
    wrap: () => (deps) => ({ ...deps, sql: withoutRollback(deps.sql) }),
  },
  {
    name: "the rate headers get lost on the way",
    wrap: () => (deps) => ({
      ...deps,
      fetch: async (input, init) => {
        const answer = await deps.fetch(input, init);
        const kept = [...answer.headers].filter(([name]) => !RATE_HEADERS.test(name));
        const body = answer.status === 204 ? null : answer.body;
        return new Response(body, { status: answer.status, headers: kept });
      },
    }),
  },
  {
    name: "a call that fails is sent again at once",
    wrap: () => (deps) => ({
      ...deps,
      fetch: async (input, init) => {
        const answer = await deps.fetch(input, init);
        return answer.status < 500 && answer.status !== 429 ? answer : deps.fetch(input, init);
      },
    }),
  },
];

function withoutRollback(sql: AccountDeps["sql"]): AccountDeps["sql"] {
  return {
    ...sql,
    transaction<Value>(body: () => Value): Value {
      const ended = sql.transaction(() => {
        try {
          return { value: body() };
        } catch (error) {
          return { error };
        }
      });
      if ("error" in ended) throw ended.error;
      return ended.value;
    },
  };
}
