import { PRIORITIES } from "../src/core/policy.ts";
import type { PolicyText } from "./schema.ts";
import type { ProblemAt } from "./validate.ts";

/** Zones in which "GMT", said by a contract, is a fair word for the wall clock. */
const GMT_ZONES: readonly string[] = ["Etc/GMT", "GMT", "Etc/UTC", "UTC", "Europe/London"];

/** What no single field can tell: whether the parts of a policy agree with one another. */
export function checkPolicy<P>(text: PolicyText, knownLists: readonly string[], problemAt: ProblemAt<P>): readonly P[] {
  return [
    ...checkTierKeys(text, problemAt),
    ...checkLists(text, knownLists, problemAt),
    ...checkZoneWords(text, problemAt),
    ...checkPriorities(text, problemAt),
    ...checkMatchers(text, problemAt),
    ...checkCategories(text, problemAt),
  ];
}

function checkTierKeys<P>({ readings, additional_terms, support_levels }: PolicyText, problemAt: ProblemAt<P>): P[] {
  const known = Object.keys(support_levels);
  const named: readonly [path: readonly string[], tier: string][] = [
    [["readings", "default_tier"], readings.default_tier],
    [["additional_terms", "standard_support", "tier"], additional_terms.standard_support.tier],
  ];
  return named
    .filter(([, tier]) => !known.includes(tier))
    .map(([path, tier]) => problemAt(path, `"${tier}" is none of the support_levels`, known));
}

function checkLists<P>({ support_hours }: PolicyText, known: readonly string[], problemAt: ProblemAt<P>): P[] {
  return support_hours.holidays.lists.flatMap((name, index, lists) => {
    const path = ["support_hours", "holidays", "lists", index];
    if (!known.includes(name)) return [problemAt(path, `there is no holiday list "${name}"`, known)];
    return lists.indexOf(name) < index ? [problemAt(path, `"${name}" is named twice`, ["each list once"])] : [];
  });
}

function checkZoneWords<P>({ readings, support_hours, support_levels }: PolicyText, problemAt: ProblemAt<P>): P[] {
  if (GMT_ZONES.includes(readings.zone)) return [];
  const days = Object.entries(support_levels).flatMap(([tier, level]) =>
    Object.entries(level.support_hours).map(([day, hours]) => ({
      path: ["support_levels", tier, "support_hours", day],
      hours,
    })),
  );
  const dates = Object.entries(support_hours.holidays.special_hours).map(([date, hours]) => ({
    path: ["support_hours", "holidays", "special_hours", date],
    hours,
  }));
  return [...days, ...dates]
    .filter(({ hours }) => hours?.saysGmt)
    .map(({ path }) => problemAt(path, `these hours say GMT, but readings.zone is ${readings.zone}`, GMT_ZONES));
}

/** An agent who changes the priority names a severity by it, so no two severities may share one. */
function checkPriorities<P>({ priority_definitions: definitions }: PolicyText, problemAt: ProblemAt<P>): P[] {
  const keys = ["severity_1", "severity_2", "severity_3", "severity_4"] as const;
  const used = keys.map((key) => definitions[key].priority);
  return keys
    .filter((key, index) => used.indexOf(definitions[key].priority) < index)
    .map((key) => {
      const free = PRIORITIES.filter((priority) => !used.includes(priority));
      const message = `two severities have the priority "${definitions[key].priority}"`;
      return problemAt(["priority_definitions", key, "priority"], message, free);
    });
}

function checkMatchers<P>({ severity_rules, coverage }: PolicyText, problemAt: ProblemAt<P>): P[] {
  const rules = severity_rules.map(({ when }, index) => ({ when, path: ["severity_rules", index, "when"] }));
  const categories = coverage.not_covered.map(({ when }, index) => ({
    when,
    path: ["coverage", "not_covered", index, "when"],
  }));
  return [...rules, ...categories]
    .filter(({ when }) => when.tags.length + when.forms.length + when.subject_words.length === 0)
    .map(({ path }) => problemAt(path, "nothing would ever match", ["tags", "forms", "subject_words"]));
}

function checkCategories<P>({ coverage }: PolicyText, problemAt: ProblemAt<P>): P[] {
  const ids = coverage.not_covered.map(({ id }) => id);
  return ids
    .map((id, index) => ({ id, index }))
    .filter(({ id, index }) => ids.indexOf(id) < index)
    .map(({ id, index }) =>
      problemAt(["coverage", "not_covered", index, "id"], `two categories are called "${id}"`, []),
    );
}
