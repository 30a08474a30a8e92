import { parseDocument } from "../../mappings/document.ts";
import { holidayWarnings } from "../../mappings/holidays.ts";
import type { PolicyShown, PolicyVersionShown, PolicyVersions, PolicyYear } from "../api/policy.ts";
import { type Calendar, windowsOn } from "../core/calendar.ts";
import { dateOfEpochDay, firstEpochDayOf } from "../core/epoch-day.ts";
import type { Tier } from "../core/policy.ts";
import { err, ok, type Result } from "../core/result.ts";
import { formatInstant, type LocalDate } from "../core/time.ts";
import { localDateIn } from "../core/wall-time.ts";
import { currentPolicy, findPolicyVersion, listPolicyVersions, type PolicyVersion } from "../desk/policy-versions.ts";
import { policyDifferences } from "./change-view.ts";
import type { AdminDeps, AdminFailure } from "./deps.ts";
import { NO_SUCH_VERSION } from "./failures.ts";
import { mappingInGit } from "./mapping-from-git.ts";

const MOST_VERSIONS = 500;

export function showPolicy(deps: AdminDeps): PolicyShown {
  const { sql, inForce } = deps;
  const { policy, owner, document } = inForce;
  return {
    owner,
    git: mappingInGit(sql),
    version: policy.version,
    number: owner === "files" ? null : (currentPolicy(sql)?.number ?? null),
    zone: policy.zone,
    tiers: Array.from(policy.tiers.values(), named),
    document: document === null ? null : parseDocument(document),
    warnings: document === null ? [] : [...policyWarnings(deps, document)],
  };
}

/** What to tell before holidays are silently missed, or rows lose their tier. */
export function policyWarnings({ sql, inForce, now }: AdminDeps, document: string): readonly string[] {
  const { lists, policy } = inForce.compile(document);
  const today = localDateIn(policy.zone, now());
  const tiers = [...policy.tiers.keys()];
  const marks = tiers.map(() => "?").join(", ");
  const lost = sql.first<{ n: number }>(`SELECT COUNT(*) AS n FROM contract WHERE tier NOT IN (${marks})`, ...tiers);
  const rows = lost?.n ?? 0;
  const orphans = `${rows} ${rows === 1 ? "row of the mapping has" : "rows of the mapping have"} a tier that the policy doesn't.`;
  const warnings = holidayWarnings(lists, today, () => "import the year's holidays from the official calendar");
  return rows === 0 ? warnings : [...warnings, orphans];
}

export function policyVersions({ sql, inForce }: AdminDeps): PolicyVersions {
  const current = inForce.owner === "files" ? null : (currentPolicy(sql)?.number ?? null);
  return { versions: listPolicyVersions(sql, MOST_VERSIONS).map((version) => showVersion(version, current)) };
}

export function policyVersion({ sql, inForce }: AdminDeps, number: number): Result<PolicyVersionShown, AdminFailure> {
  const found = findPolicyVersion(sql, number);
  if (found === null) return err(NO_SUCH_VERSION);
  const current = inForce.owner === "files" ? null : (currentPolicy(sql)?.number ?? null);
  const before = findPolicyVersion(sql, number - 1);
  return ok({
    ...showVersion(found, current),
    document: parseDocument(found.document),
    differences: policyDifferences(before?.document ?? null, found.document),
  });
}

const showVersion = (
  { number, version, author, note, since, changeId }: PolicyVersion,
  current: number | null,
): PolicyVersions["versions"][number] => ({
  ...{ number, version, author, note },
  since: formatInstant(since),
  changeId: changeId === null ? null : String(changeId),
  current: number === current,
});

/** A year as the calendar has it: the week's hours, and each date that differs. */
export function policyYear({ inForce, now }: AdminDeps, asked: number | undefined): PolicyYear {
  const { policy } = inForce;
  const year = asked ?? Number(localDateIn(policy.zone, now()).slice(0, 4));
  const tiers = [...policy.tiers.values()];
  const days: PolicyYear["days"] = [];
  for (let day = firstEpochDayOf(year); day < firstEpochDayOf(year + 1); day += 1) {
    const date = dateOfEpochDay(day);
    const [first] = tiers;
    if (first === undefined) break;
    const { holidays, overrides } = first.calendar.definition;
    const special = overrides.has(date);
    if (!special && !holidays.has(date)) continue;
    days.push({
      date,
      kind: special ? "special" : "holiday",
      name: holidays.get(date) ?? null,
      windows: Object.fromEntries(tiers.map(({ name, calendar }) => [name, hoursOn(calendar, date)])),
    });
  }
  return { year, zone: policy.zone, tiers: tiers.map((tier) => ({ ...named(tier), weekly: weekOf(tier) })), days };
}

const named = ({ name, title }: Tier) => ({ name, title });

const hoursOn = (calendar: Calendar, date: LocalDate) => windowsOn(calendar, date).map((window) => ({ ...window }));

function weekOf({ calendar }: Tier): PolicyYear["tiers"][number]["weekly"] {
  const { mon, tue, wed, thu, fri, sat, sun } = calendar.definition.weekly;
  return { mon: [...mon], tue: [...tue], wed: [...wed], thu: [...thu], fri: [...fri], sat: [...sat], sun: [...sun] };
}
