import { addBusinessDays, addBusinessTime, skippedDates } from "./business-time.ts";
import type { SkippedDate } from "./calendar.ts";
import type { Policy, Severity, Tier } from "./policy.ts";
import { assertNever } from "./result.ts";
import type { Measure, Target } from "./target.ts";
import { after, type Instant } from "./time.ts";

/** A first-response promise, worked out for one arrival. */
export interface Promised {
  readonly target: Target;
  /** What the team works towards. */
  readonly aim: Instant;
  /** What the customer was promised. */
  readonly due: Instant;
  /** Closed dates that were passed over on the way; none for a target that runs around the clock. */
  readonly skipped: readonly SkippedDate[];
}

/**
 * When the first response to a ticket that arrived at `arrived` is due. The clock starts at the ticket's creation,
 * whatever has changed since.
 * @returns `null` when the tier's calendar never opens long enough again
 */
export function promised(tier: Tier, severity: Severity, arrived: Instant, policy: Policy): Promised | null {
  const target = tier.targets[severity];
  const due = end(target.promise, tier, arrived, policy);
  if (due === null) return null;
  const aim = end(target.aim, tier, arrived, policy) ?? due;
  const skipped = target.promise.kind === "elapsed" ? [] : skippedDates(tier.calendar, arrived, due);
  return { target, aim, due, skipped };
}

function end(measure: Measure, tier: Tier, start: Instant, policy: Policy): Instant | null {
  switch (measure.kind) {
    case "elapsed":
      return after(start, measure.length);
    case "business":
      return addBusinessTime(tier.calendar, start, measure.length);
    case "business_days":
      return addBusinessDays(tier.calendar, start, measure.days, policy.dayRule);
    default:
      return assertNever(measure);
  }
}
