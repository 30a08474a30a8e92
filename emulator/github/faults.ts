import * as z from "zod";

const when = z.enum(["before", "after"]).default("before");

/**
 * What can go wrong with an API call. `when` says whether the call took effect: after `before` nothing happened, after
 * `after` everything did and only the answer is lost.
 */
export const apiFault = z.discriminatedUnion("kind", [
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
  /** Nothing is ever answered; the caller has to give up. */
  z.object({ kind: z.literal("timeout"), when }),
  /** The connection breaks. */
  z.object({ kind: z.literal("reset"), when }),
  /** The answer comes late. */
  z.object({ kind: z.literal("slow"), ms: z.number().int().positive() }),
  /** The first `bytes` of the answer, then its end. */
  z.object({ kind: z.literal("truncated"), bytes: z.number().int().min(0) }),
]);
export type ApiFault = z.infer<typeof apiFault>;

export const faultRule = z.object({
  match: z
    .object({
      method: z.string().optional(),
      /** A path with `*` for anything within, e.g. `/repos/*` + `/issues/*`; all paths without it. */
      path: z.string().optional(),
    })
    .default({}),
  fault: apiFault,
  times: z.number().int().positive().optional(),
  probability: z.number().min(0).max(1).optional(),
});
export type FaultRule = z.input<typeof faultRule>;

export interface Faults {
  add(rule: FaultRule): void;
  clear(): void;
  /** The fault that this call meets, and uses up. The first rule that fits is played. */
  next(method: string, path: string): ApiFault | null;
}

export function createFaults(random: () => number): Faults {
  let rules: { rule: z.infer<typeof faultRule>; left: number }[] = [];
  return {
    add: (rule) => rules.push({ rule: faultRule.parse(rule), left: rule.times ?? Number.POSITIVE_INFINITY }),
    clear: () => {
      rules = [];
    },
    next: (method, path) => {
      const due = rules.find(
        ({ rule: { match, probability }, left }) =>
          left > 0 &&
          (match.method === undefined || match.method.toUpperCase() === method) &&
          (match.path === undefined || glob(match.path).test(path)) &&
          (probability === undefined || random() < probability),
      );
      if (due === undefined) return null;
      due.left -= 1;
      return due.rule.fault;
    },
  };
}

function glob(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}
