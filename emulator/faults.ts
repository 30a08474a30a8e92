import * as z from "zod";

const when = z.enum(["before", "after"]).default("before");

/**
 * What can go wrong with an API call. `when` says whether the call took effect: after `before` nothing happened, after
 * `after` everything did and only the answer is lost.
 */
export const apiFault = z.discriminatedUnion("kind", [
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
  /** Nothing is ever answered; the caller has to give up. */
  z.object({ kind: z.literal("timeout"), when }),
  /** The connection breaks. */
  z.object({ kind: z.literal("reset"), when }),
  /** The answer comes late. */
  z.object({ kind: z.literal("slow"), ms: z.number().int().positive() }),
  /** The first `bytes` of the answer, then its end. */
  z.object({ kind: z.literal("truncated"), bytes: z.number().int().min(0) }),
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
  match: z
    .object({
      method: z.string().optional(),
      /** A path with `*` for anything within, e.g. `/api/v2/tickets/*`; all paths without it. */
      path: z.string().optional(),
      ticketId: z.number().int().optional(),
    })
    .default({}),
  fault: apiFault,
  times: z.number().int().positive().optional(),
  probability: z.number().min(0).max(1).optional(),
});
export type FaultRule = z.infer<typeof faultRule>;

export interface Faults {
  add(rule: FaultRule): void;
  clear(): void;
  /** The fault that this call meets, and uses up. The first rule that fits is played. */
  next(method: string, path: string): ApiFault | null;
}

export function createFaults(random: () => number): Faults {
  let rules: { rule: FaultRule; left: number }[] = [];
  return {
    add: (rule) => rules.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY }),
    clear: () => {
      rules = [];
    },
    next: (method, path) => {
      const due = rules.find(
        ({ rule, left }) =>
          left > 0 && fits(rule, method, path) && (rule.probability === undefined || random() < rule.probability),
      );
      if (due === undefined) return null;
      due.left -= 1;
      return due.rule.fault;
    },
  };
}

function fits({ match }: FaultRule, method: string, path: string): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false;
  if (match.path !== undefined && !glob(match.path).test(path)) return false;
  return match.ticketId === undefined || path.split("/").includes(String(match.ticketId));
}

function glob(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}
