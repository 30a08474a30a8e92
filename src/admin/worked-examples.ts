import { instantOrNull } from "../answer/show-span.ts";
import type { WorkedExample } from "../api/policy.ts";
import { promised } from "../core/due.ts";
import { dateOfEpochDay, epochDayOf, weekdayIndexOf } from "../core/epoch-day.ts";
import { type Policy, SEVERITIES, type Severity, type Tier, tierName } from "../core/policy.ts";
import { formatInstant, type Instant, instant, type LocalDate, parseLocalDate } from "../core/time.ts";
import { dayIn, localDateIn, wallMinute } from "../core/wall-time.ts";

interface Policies {
  readonly before: Policy;
  readonly after: Policy;
}

const HOUR_MS = 3_600_000;

/** Three arrivals, by what is in force and by an edit: of the tier, the severity and about the date that it speaks of. */
export function workedExamples(
  policies: Policies,
  paths: readonly (readonly string[])[],
  now: Instant,
): WorkedExample[] {
  const { after } = policies;
  const words = paths.flat();
  const tier = [...after.tiers.values()].find(({ name }) => words.includes(name)) ?? after.tiers.get(after.defaultTier);
  if (tier === undefined) return [];
  const level = SEVERITIES.find((one) => words.includes(`severity_${one}`)) ?? inHours(tier, after);
  return arrivals(after, paths, now).map((arrived) => exampleOf(policies, tier, level, arrived));
}

/** One whose promise the opening hours and holidays can move. */
const inHours = ({ targets }: Tier, { defaultSeverity }: Policy): Severity =>
  targets[defaultSeverity].promise.kind === "elapsed"
    ? (SEVERITIES.find((one) => targets[one].promise.kind !== "elapsed") ?? defaultSeverity)
    : defaultSeverity;

/** On an ordinary morning, late before a weekend, and when closed; or around the date that is edited. */
function arrivals({ zone }: Policy, paths: readonly (readonly string[])[], now: Instant): readonly Instant[] {
  const at = (date: LocalDate, hour: number): Instant => instant(dayIn(zone, date).from + hour * HOUR_MS);
  const edited = paths
    .flat()
    .map(parseLocalDate)
    .find((date) => date !== null);
  const today = epochDayOf(localDateIn(zone, now));
  const day = (from: number, ahead: number): LocalDate => dateOfEpochDay(from + ahead);
  if (edited != null) {
    const date = epochDayOf(edited);
    return [at(day(date, -1), 16.5), at(edited, 10), at(day(date, 1), 9.5)];
  }
  const next = (weekday: number): LocalDate => day(today, ((weekday - weekdayIndexOf(today) + 6) % 7) + 1);
  return [at(next(1), 10), at(next(4), 17.5), at(next(5), 11)];
}

function exampleOf({ before, after }: Policies, tier: Tier, severity: Severity, arrived: Instant): WorkedExample {
  const known = tierName(tier.name);
  const was = outcomeOf(before, known === null ? undefined : before.tiers.get(known), severity, arrived);
  const is = outcomeOf(after, tier, severity, arrived);
  return {
    tier: { name: tier.name, title: tier.title },
    severity,
    arrived: formatInstant(arrived),
    arrivedWords: wallMinute(arrived, after.zone),
    before: was.promise,
    after: is.promise,
    beforeWords: was.words,
    afterWords: is.words,
  };
}

function outcomeOf(policy: Policy, tier: Tier | undefined, severity: Severity, arrived: Instant) {
  const found = tier === undefined ? null : promised(tier, severity, arrived, policy);
  const words = tier?.targets[severity].words ?? "no such tier";
  const due =
    found === null
      ? "nothing is due"
      : `${found.target.strict ? "before" : "by"} ${wallMinute(found.due, policy.zone)}`;
  return {
    promise: { aim: instantOrNull(found?.aim ?? null), due: instantOrNull(found?.due ?? null), words },
    words: due,
  };
}
