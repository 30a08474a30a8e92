import type { Policy } from "../src/core/policy.ts";
import { err, ok, type Result } from "../src/core/result.ts";
import { type CheckedPolicy, compilePolicy } from "./compile-policy.ts";
import { contentHash } from "./content-hash.ts";
import { holidayListSchema } from "./holiday-schema.ts";
import { checkHolidayList, type HolidayList, holidayList, mergeHolidays } from "./holidays.ts";
import { checkPolicy } from "./policy-checks.ts";
import { inOrder, type Problem, type Source } from "./problem.ts";
import { policySchema } from "./schema.ts";
import { checkYaml, type Problems } from "./validate.ts";
import { readYaml } from "./yaml-text.ts";

export interface PolicySources extends Source {
  /** The texts of `holidays/`, by file name without its ending, e.g. `united-states`. */
  readonly holidays: Readonly<Record<string, Source>>;
}

/**
 * Reads `support-policy.yaml` and its holiday lists. Pure: the same texts give the same policy, with the same `version`.
 * @returns every problem of all the files at once, or the compiled policy.
 */
export function loadPolicy(sources: PolicySources): Result<Policy, Problems> {
  const checked = checkPolicySources(sources);
  return checked.ok ? ok(compilePolicy(checked.value)) : checked;
}

/** The first half of {@link loadPolicy}: for whoever compiles the policy elsewhere. */
export function checkPolicySources({ text, file, holidays }: PolicySources): Result<CheckedPolicy, Problems> {
  const lists = loadHolidayLists(holidays);
  const problems: Problem[] = [...lists.problems];
  const checked = checkYaml({ text, file }, policySchema);
  if (!checked.ok) return err({ reason: "problems", problems: inOrder([...problems, ...checked.failure.problems]) });
  const { value, problemAt } = checked.value;
  problems.push(...checkPolicy(value, Object.keys(holidays), problemAt));
  if (problems.length > 0) return err({ reason: "problems", problems: inOrder(problems) });

  const applied = lists.lists.filter(({ name }) => value.support_hours.holidays.lists.includes(name));
  const version = contentHash([text, ...applied.flatMap(({ name }) => [name, holidays[name]?.text ?? ""])]);
  return ok({ text: value, holidays: [...mergeHolidays(applied)], version });
}

/** Reads all holiday lists, e.g. to ask {@link holidayWarnings} of them. */
export function loadHolidayLists(sources: PolicySources["holidays"]): {
  readonly lists: readonly HolidayList[];
  readonly problems: readonly Problem[];
} {
  const lists: HolidayList[] = [];
  const problems: Problem[] = [];
  for (const [name, source] of Object.entries(sources).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const list = loadHolidayList(name, source);
    if ("observed" in list) lists.push(list);
    else problems.push(...list);
  }
  return { lists, problems };
}

/** Reads one list of `holidays/`. */
export function loadHolidayList(name: string, source: Source): HolidayList | readonly Problem[] {
  const checked = checkYaml(source, holidayListSchema);
  if (!checked.ok) return checked.failure.problems;
  const { value, problemAt } = checked.value;
  const problems = checkHolidayList(value, problemAt);
  return problems.length > 0 ? problems : holidayList(name, value);
}

/**
 * The same files as one document, as administrators edit it: every word is kept, comments are not.
 * @returns `null` for files that {@link loadPolicy} refuses
 */
export function policyDocument(sources: PolicySources): string | null {
  if (!checkPolicySources(sources).ok) return null;
  const plainValue = (source: Source): unknown => {
    const yaml = readYaml(source);
    return "value" in yaml ? yaml.value : null;
  };
  const holidays = Object.entries(sources.holidays).map(([name, source]) => [name, plainValue(source)]);
  return JSON.stringify({ policy: plainValue(sources), holidays: Object.fromEntries(holidays) });
}
