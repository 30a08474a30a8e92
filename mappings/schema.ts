import * as z from "zod";
import { DAY_RULES } from "../src/core/business-time.ts";
import { CHANNELS, PRIORITIES, SEVERITIES } from "../src/core/policy.ts";
import { parseTarget } from "../src/core/target.ts";
import { parseLocalDate } from "../src/core/time.ts";
import { parseHours } from "./hours.ts";

/** A refusal in zod's terms, with what would be accepted. */
const refused = (
  input: string,
  { message, accepted }: { readonly message: string; readonly accepted: readonly string[] },
) => ({ code: "custom", message, input, params: { accepted } }) as const;

const sentence = z.string().trim().min(1, "a sentence is expected").max(2000, "at most 2000 characters");

const targetWords = z
  .string()
  .meta({ examples: ["6 hours, 24x7", "1 - 2 business days", "Under 1 business day", "12 business hours"] })
  .transform((words, context) => {
    const target = parseTarget(words);
    if (target.ok) return target.value;
    context.issues.push(refused(words, target.failure));
    return z.NEVER;
  });

const hoursWords = z
  .string()
  .meta({ examples: ["9am – 6pm GMT", "9:00 – 12:30, 13:30 – 18:00", "closed"] })
  .transform((words, context) => {
    const hours = parseHours(words);
    if (hours.ok) return hours.value;
    context.issues.push(refused(words, hours.failure));
    return z.NEVER;
  });

const zone = z
  .string()
  .refine(isZone, { error: "not a time zone of the IANA list", params: { accepted: ["Etc/GMT", "Europe/London"] } })
  .describe("How the contract's GMT is read: Etc/GMT is GMT all year, Europe/London follows summer time.");

function isZone(name: string): boolean {
  // Offsets such as "+01:00" are no zones: they know no summer time.
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const localDate = z
  .string()
  .meta({ examples: ["2026-12-25"] })
  .transform((text, context) => {
    const date = parseLocalDate(text);
    if (date !== null) return date;
    const accepted = ["a date as YYYY-MM-DD, e.g. 2026-12-25"];
    context.issues.push(refused(text, { message: `"${text.slice(0, 40)}" is not a date`, accepted }));
    return z.NEVER;
  });

const dateKey = z.string().refine((text) => parseLocalDate(text) !== null, "a date as YYYY-MM-DD, e.g. 2026-12-24");
const tierKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, "a tier's key ends in a tag: small letters, digits and _, at most 40");
const categoryId = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "an id has small letters, digits and _, at most 40");
const tag = z.string().regex(/^[^\s,A-Z"]{1,80}$/, "a tag is lower-case, without spaces or commas");
const helpdeskId = z
  .string()
  .regex(/^[1-9]\d{0,19}$/, 'an id of the helpdesk is digits in quotes, e.g. "360001234567"');
const login = z
  .string()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9-]{0,38}$/, "a login of GitHub, e.g. octocat")
  .toLowerCase();
const subjectWords = z.string().trim().min(3, "at least three letters").max(80, "at most 80 characters");

const when = z
  .strictObject({
    tags: z.array(tag).max(100).default([]),
    forms: z.array(helpdeskId).max(100).default([]),
    subject_words: z.array(subjectWords).max(100).default([]),
  })
  .describe("Speaks when any tag, form or whole words of the subject match.");

const yesNo = z.enum(["included", "not included"]);
const yesOptionalNo = z.enum(["included", "optional", "not included"]);

const features = z.strictObject({
  documentation: yesNo,
  email_support: yesNo,
  live_chat_support: yesNo,
  phone_support: yesNo,
  priority_case_routing: yesNo,
  assisted_technical_implementation_onboarding: yesNo,
  designated_customer_success_manager: yesOptionalNo,
  designated_technical_account_manager: yesOptionalNo,
  named_support_contacts: z.int("a whole number of people").min(0, "0 or more").max(1000, "at most 1000"),
});

const supportHours = z
  .strictObject({
    weekdays: hoursWords.optional(),
    weekend: hoursWords.optional(),
    monday: hoursWords.optional(),
    tuesday: hoursWords.optional(),
    wednesday: hoursWords.optional(),
    thursday: hoursWords.optional(),
    friday: hoursWords.optional(),
    saturday: hoursWords.optional(),
    sunday: hoursWords.optional(),
  })
  .refine((days) => Object.values(days).some((hours) => hours !== undefined && hours.windows.length > 0), {
    error: "these hours are never open, so no business target would ever be due",
    params: { accepted: ["weekdays: 9am – 6pm GMT"] },
  })
  .describe("A day that isn't named is closed; a named day wins over weekdays and weekend.");

const supportLevel = z.strictObject({
  title: sentence,
  description: sentence,
  features,
  support_hours: supportHours,
  initial_response_time: z.strictObject({
    severity_1: targetWords,
    severity_2: targetWords,
    severity_3: targetWords,
    severity_4: targetWords,
  }),
});

const severity = z.literal(SEVERITIES);
const definition = z.strictObject({ title: sentence, priority: z.enum(PRIORITIES), definition: sentence });
const note = z.strictObject({ enabled: z.boolean(), text: sentence });
const group = helpdeskId.nullable();

const logins = z.array(login).max(100).default([]);

/** What GitHub Issues need beyond the contract. Left out, everything in it has its default. */
const issues = z.strictObject({
  severity_heading: sentence.default("Severity").describe("The heading of the issue form's field with the severity."),
  support_team: logins.describe("Whose comment is a first response; empty: owners, members and collaborators."),
  tell_tier_in_public: z.boolean().default(false).describe("Whether a public repository may show somebody's tier."),
  assignees: z
    .strictObject({ priority: logins, standard: logins, account_team: logins })
    .prefault({})
    .describe("To whom an issue without an assignee is given."),
  due_date_project: z
    .strictObject({ number: z.int().min(1), field: sentence })
    .nullable()
    .default(null)
    .describe("A date field of a project of the owner, for the due date."),
});

/** What `support-policy.yaml` may say. The editor's JSON Schema is made of it: `node scripts/schema.ts`. */
export const policySchema = z.strictObject({
  policy: sentence.describe("The signed document that this file restates."),
  introduction: sentence,
  readings: z.strictObject({
    zone,
    day_rule: z.enum(DAY_RULES).describe("How N business days are counted."),
    default_tier: tierKey.describe("Serves an organization that no mapping knows."),
    default_severity: severity.describe("Where neither a person nor a rule says one."),
  }),
  contact: z.strictObject({ email: sentence, chat: sentence, phone: sentence, documentation: sentence }),
  support_hours: z.strictObject({
    regular: sentence,
    out_of_hours: z.strictObject({ channel: z.enum(CHANNELS), words: sentence }),
    weekend: sentence,
    holidays: z.strictObject({
      words: sentence,
      lists: z.array(z.string()).max(20).describe("Files of the folder holidays, without their ending."),
      special_hours: z
        .record(dateKey, hoursWords)
        .describe("Dates whose hours replace the usual ones, for all tiers, e.g. 2026-12-24: 9am – 1pm GMT."),
    }),
  }),
  support_levels: z
    .record(tierKey, supportLevel)
    .refine((levels) => Object.keys(levels).length > 0, "at least one tier"),
  priority_definitions: z.strictObject({
    words: sentence,
    severity_1: definition,
    severity_2: definition,
    severity_3: definition,
    severity_4: definition,
  }),
  severity_rules: z.array(z.strictObject({ severity, when })).max(100),
  coverage: z.strictObject({
    covered: z.array(sentence).max(100),
    not_covered: z.array(z.strictObject({ id: categoryId, words: sentence, when })).max(100),
  }),
  additional_terms: z.strictObject({
    words: sentence,
    standard_support: z.strictObject({ tier: tierKey, words: sentence }),
    sdk: z.strictObject({ words: sentence }),
    named_support_contacts: z.array(sentence).max(20),
  }),
  support_request_abuse: sentence,
  notes: z.strictObject({
    contact_unlisted: note,
    channel_not_included: note,
    not_covered: note,
    sdk_not_included: note,
    unmapped: note,
  }),
  groups: z.strictObject({ priority: group, standard: group, account_team: group }),
  issues: issues.prefault({}),
});

export type PolicyText = z.output<typeof policySchema>;
export type SupportLevelText = z.output<typeof supportLevel>;
export type MatcherText = z.output<typeof when>;

const holiday = z.strictObject({
  date: localDate,
  name: sentence,
  observed: z.boolean().describe("false: support is open on that date all the same."),
});

export type HolidayListText = z.output<typeof holidayListSchema>;

/** What a file of `holidays/` may say. */
export const holidayListSchema = z.strictObject({
  title: sentence,
  source: sentence,
  years: z
    .array(z.int().min(2000).max(2200))
    .min(1, "at least one year")
    .max(50)
    .describe("The years that are complete."),
  holidays: z.array(holiday).min(1, "at least one holiday").max(2000),
});
