import * as z from "zod";
import { DAY_RULES } from "../src/core/business-time.ts";
import { CHANNELS, PRIORITIES, SEVERITIES } from "../src/core/policy.ts";
import {
  categoryId,
  dateKey,
  helpdeskId,
  hoursWords,
  login,
  sentence,
  subjectWords,
  tag,
  targetWords,
  tierKey,
  zone,
} from "./fields.ts";

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
