import { type Calendar, type CalendarDefinition, compileCalendar } from "../src/core/calendar.ts";
import type { Policy } from "../src/core/policy.ts";

/** Another way to read the same contract, to see what it would change. */
export interface OtherReading {
  readonly zone?: string;
  /** `false`: as if no holiday closed anything. Special hours of a date stay: they are stated, not observed. */
  readonly holidays?: boolean;
}

/** The policy under another reading; its version names the difference. */
export function readOtherwise(policy: Policy, { zone, holidays = true }: OtherReading): Policy {
  if (zone === undefined && holidays) return policy;
  const calendars = new Map<Calendar, Calendar>();
  const changed = (calendar: Calendar): Calendar => {
    const made = calendars.get(calendar) ?? compileCalendar(restate(calendar.definition));
    calendars.set(calendar, made);
    return made;
  };
  const restate = (stated: CalendarDefinition): CalendarDefinition => ({
    ...stated,
    zone: zone ?? stated.zone,
    holidays: holidays ? stated.holidays : new Map(),
  });
  const differences = [...(zone === undefined ? [] : [`zone=${zone}`]), ...(holidays ? [] : ["no-holidays"])];
  return {
    ...policy,
    version: [policy.version, ...differences].join("+"),
    zone: zone ?? policy.zone,
    tiers: new Map(Array.from(policy.tiers, ([name, tier]) => [name, { ...tier, calendar: changed(tier.calendar) }])),
  };
}
