import {
  type Calendar,
  type CalendarDefinition,
  compileCalendar,
  type Weekday,
  type Window,
} from "../src/core/calendar.ts";
import {
  type Channel,
  type Inclusion,
  type IssueRules,
  type Matcher,
  NOTE_KINDS,
  type Policy,
  type SeverityDefinition,
  type Tier,
  type TierName,
  tierName,
} from "../src/core/policy.ts";
import { type LocalDate, parseLocalDate } from "../src/core/time.ts";
import type { MatcherText, PolicyText, SupportLevelText } from "./schema.ts";

/** A policy whose checks have passed, with its holidays: plain values, the same after a way through JSON. */
export interface CheckedPolicy {
  readonly text: PolicyText;
  readonly holidays: readonly (readonly [LocalDate, string])[];
  readonly version: string;
}

/** Turns a checked policy into what the core decides with. */
export function compilePolicy({ text, holidays: closed, version }: CheckedPolicy): Policy {
  const holidays = new Map(closed);
  const { readings, additional_terms, priority_definitions: definitions } = text;
  const overrides = specialHours(text);
  const tiers = new Map<TierName, Tier>();
  for (const [key, level] of Object.entries(text.support_levels)) {
    const calendar = compileCalendar({ zone: readings.zone, weekly: weeklyHours(level), holidays, overrides });
    tiers.set(checkedTierName(key), compileTier(checkedTierName(key), level, calendar));
  }
  return {
    version,
    zone: readings.zone,
    dayRule: readings.day_rule,
    tiers,
    defaultTier: checkedTierName(readings.default_tier),
    standardTier: checkedTierName(additional_terms.standard_support.tier),
    severities: {
      1: severityDefinition(1, definitions.severity_1),
      2: severityDefinition(2, definitions.severity_2),
      3: severityDefinition(3, definitions.severity_3),
      4: severityDefinition(4, definitions.severity_4),
    },
    defaultSeverity: readings.default_severity,
    severityRules: text.severity_rules.map(({ severity, when }) => ({ severity, when: matcher(when) })),
    notCovered: text.coverage.not_covered.map(({ id, words, when }) => ({ id, words, when: matcher(when) })),
    notes: new Map(NOTE_KINDS.filter((kind) => text.notes[kind].enabled).map((kind) => [kind, text.notes[kind].text])),
    groups: text.groups,
    issues: issueRules(text.issues),
  };
}

const issueRules = (text: PolicyText["issues"]): IssueRules => ({
  severityHeading: text.severity_heading,
  supportTeam: text.support_team,
  tellTierInPublic: text.tell_tier_in_public,
  assignees: text.assignees,
  dueDateProject: text.due_date_project,
});

function compileTier(
  name: TierName,
  { title, features, initial_response_time: times }: SupportLevelText,
  calendar: Calendar,
): Tier {
  return {
    name,
    title,
    calendar,
    targets: { 1: times.severity_1, 2: times.severity_2, 3: times.severity_3, 4: times.severity_4 },
    channels: channels(features),
    priorityRouting: features.priority_case_routing === "included",
    namedContacts: features.named_support_contacts,
    onboarding: features.assisted_technical_implementation_onboarding === "included",
    csm: inclusion(features.designated_customer_success_manager),
    tam: inclusion(features.designated_technical_account_manager),
  };
}

function channels(features: SupportLevelText["features"]): ReadonlySet<Channel> {
  const offered: readonly [Channel, "included" | "not included"][] = [
    ["documentation", features.documentation],
    ["email", features.email_support],
    ["chat", features.live_chat_support],
    ["phone", features.phone_support],
  ];
  return new Set(offered.filter(([, offer]) => offer === "included").map(([channel]) => channel));
}

function weeklyHours({ support_hours: hours }: SupportLevelText): CalendarDefinition["weekly"] {
  const weekday = (named: typeof hours.monday) => (named ?? hours.weekdays)?.windows ?? [];
  const weekend = (named: typeof hours.monday) => (named ?? hours.weekend)?.windows ?? [];
  return {
    mon: weekday(hours.monday),
    tue: weekday(hours.tuesday),
    wed: weekday(hours.wednesday),
    thu: weekday(hours.thursday),
    fri: weekday(hours.friday),
    sat: weekend(hours.saturday),
    sun: weekend(hours.sunday),
  } satisfies Record<Weekday, readonly Window[]>;
}

function specialHours({ support_hours }: PolicyText): CalendarDefinition["overrides"] {
  const overrides = new Map<LocalDate, readonly Window[]>();
  for (const [key, { windows }] of Object.entries(support_hours.holidays.special_hours)) {
    const date = parseLocalDate(key);
    if (date !== null) overrides.set(date, windows);
  }
  return overrides;
}

const severityDefinition = (
  severity: SeverityDefinition["severity"],
  { title, definition, priority }: PolicyText["priority_definitions"]["severity_1"],
): SeverityDefinition => ({ severity, title, definition, priority });

const matcher = ({ tags, forms, subject_words }: MatcherText): Matcher => ({
  tags,
  forms,
  subjectWords: subject_words,
});

const inclusion = (words: "included" | "optional" | "not included"): Inclusion =>
  words === "not included" ? "not_included" : words;

/** @throws Error for a key that the schema should have refused: that is a bug. */
function checkedTierName(key: string): TierName {
  const name = tierName(key);
  if (name === null) throw new Error(`unchecked tier key ${key}`);
  return name;
}
