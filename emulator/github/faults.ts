import * as z from "zod";
import { callMatch, matchesCall } from "../call-match.ts";
import { createFaultRules, often } from "../fault-rules.ts";
import { when, wireFaults } from "../wire-faults.ts";

/** What can go wrong with an API call. */
export const apiFault = z.discriminatedUnion("kind", [
  ...wireFaults,
  /** Any 4xx or 5xx with GitHub's form of a body. */
  z.object({ kind: z.literal("status"), status: z.number().int().min(400).max(599), when }),
  /** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits */
  z.object({
    kind: z.literal("secondary_limit"),
    status: z.union([z.literal(403), z.literal(429)]).default(403),
    /** Seconds; `null` leaves the header out, as GitHub may. */
    retryAfter: z.number().int().nullable().default(60),
  }),
  /** The page that stands before an overloaded GitHub, where JSON is expected. */
  z.object({ kind: z.literal("html"), status: z.number().int().min(200).max(599).default(502), when }),
]);
export type ApiFault = z.infer<typeof apiFault>;

export const faultRule = z.object({ match: callMatch.default({}), fault: apiFault, ...often });
export type FaultRule = z.input<typeof faultRule>;

export interface Faults {
  add(rule: FaultRule): void;
  clear(): void;
  /** The fault that this call meets, and uses up. The first rule that fits is played. */
  next(method: string, path: string): ApiFault | null;
}

export function createFaults(random: () => number): Faults {
  const rules = createFaultRules<z.infer<typeof faultRule>>(random);
  return {
    add: (rule) => rules.add(faultRule.parse(rule)),
    clear: rules.clear,
    next: (method, path) => rules.next(({ match }) => matchesCall(match, method, path)),
  };
}
