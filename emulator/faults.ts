import * as z from "zod";
import { callMatch, matchesCall } from "./call-match.ts";
import { createFaultRules, often } from "./fault-rules.ts";
import { when, wireFaults } from "./wire-faults.ts";

/** What can go wrong with an API call. */
export const apiFault = z.discriminatedUnion("kind", [
  ...wireFaults,
  /** Any status, with Zendesk's own body for it unless `body` is given; `retryAfter` is sent as it is, in any form. */
  z.object({
    kind: z.literal("status"),
    status: z.number().int().min(400).max(599),
    retryAfter: z.string().optional(),
    body: z.unknown().optional(),
    when,
  }),
  /** A proxy's HTML page, as Zendesk's edge answers under trouble ([3P] airbyte#14253: a 429 that is no JSON). */
  z.object({
    kind: z.literal("html"),
    status: z.number().int().min(200).max(599).default(503),
    retryAfter: z.string().optional(),
    when,
  }),
  /**
   * The answer is plain, and the job that the call starts does no more than `done` of its items and ends like this:
   * without results, forgotten, or not at all.
   */
  z.object({
    kind: z.literal("job"),
    ends: z.enum(["failed", "killed", "vanished", "never"]),
    done: z.number().int().min(0),
  }),
  /** An update that leaves these properties out in silence; `X-Zendesk-API-Warn` names them (reliability.md F5). */
  z.object({ kind: z.literal("ignored"), properties: z.array(z.string()).min(1) }),
]);
export type ApiFault = z.infer<typeof apiFault>;
export type JobFault = Extract<ApiFault, { kind: "job" }>;

export const faultRule = z.object({
  match: callMatch.extend({ ticketId: z.number().int().optional() }).default({}),
  fault: apiFault,
  ...often,
});
export type FaultRule = z.infer<typeof faultRule>;

export interface Faults {
  add(rule: FaultRule): void;
  clear(): void;
  /** The fault that this call meets, and uses up. The first rule that fits is played. */
  next(method: string, path: string): ApiFault | null;
}

export function createFaults(random: () => number): Faults {
  const rules = createFaultRules<FaultRule>(random);
  return { ...rules, next: (method, path) => rules.next(({ match }) => fits(match, method, path)) };
}

function fits(match: FaultRule["match"], method: string, path: string): boolean {
  if (!matchesCall(match, method, path)) return false;
  return match.ticketId === undefined || path.split("/").includes(String(match.ticketId));
}
