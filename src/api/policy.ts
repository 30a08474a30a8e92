import * as z from "zod";
import { policyDifference } from "./changes.ts";
import { instant, localDate, openingWindow, owner, severityLevel } from "./shared.ts";

/** The support policy as administrators read and edit it: in the contract's own words. */

const version = z.object({
  number: z.int().positive(),
  version: z.string().describe("Names the content."),
  author: z.string(),
  note: z.string(),
  since: instant,
  changeId: z.string().nullable(),
  current: z.boolean(),
});

const document = z.object({
  policy: z
    .record(z.string(), z.json())
    .describe("As support-policy.yaml has it: see mappings/support-policy.schema.json."),
  holidays: z
    .record(z.string(), z.json())
    .describe("The lists by name: title, source, years, holidays [{date, name, observed}]."),
});

const tier = z.object({ name: z.string(), title: z.string() });

const pulledCommit = z.object({
  sha: z.string(),
  author: z.string(),
  login: z.string().nullable(),
  subject: z.string().describe("The first line of the commit's message."),
  url: z.string().nullable().describe("Where its host shows it."),
  at: instant.describe("When it was taken, or refused."),
});

export const mappingInGit = z.object({
  repository: z.string(),
  branch: z.string(),
  folder: z.string().describe("Empty: the repository itself."),
  inForce: pulledCommit.nullable().describe("The commit whose mapping is in force; null until the first was taken."),
  refused: pulledCommit
    .extend({
      problems: z.array(z.string()).describe("The first few, as file:line: words."),
      problemCount: z.int().positive(),
    })
    .nullable()
    .describe("A newer commit of which nothing was taken."),
});

export const mappingShown = z.object({
  owner,
  git: mappingInGit.nullable().describe("The repository, where git owns it."),
  trouble: z
    .string()
    .nullable()
    .describe("What keeps the repository from being read; null: nothing, or git doesn't own it."),
});

export const policyShown = z.object({
  owner,
  git: mappingInGit.nullable().describe("The repository, where git owns it."),
  version: z.string(),
  number: z.int().positive().nullable().describe("null while the files own it."),
  zone: z.string(),
  tiers: z.array(tier),
  document: document.nullable().describe("null where the server was started without one: take over first."),
  warnings: z.array(z.string()).describe("e.g. that next year's holidays are missing."),
});

export const ownerShown = z.object({ owner, version: z.string() });

const measure = z.object({
  kind: z.enum(["elapsed", "business", "business_days"]),
  lengthMs: z.int().nullable(),
  days: z.int().nullable(),
  words: z.string().describe("e.g. 1 business day; 6 hours, 24x7"),
});

const meaning = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("target"),
    aim: measure,
    promise: measure,
    strict: z.boolean(),
    words: z.string().describe("e.g. aim 1 business day, promise 2 business days"),
  }),
  z.object({
    kind: z.literal("hours"),
    windows: z.array(openingWindow),
    words: z.string().describe("e.g. 09:00–18:00"),
  }),
  z.object({ kind: z.literal("value"), words: z.string() }),
]);

const promisedAt = z.object({
  aim: instant.nullable(),
  due: instant.nullable(),
  words: z.string().describe("The target."),
});

const example = z.object({
  tier,
  severity: severityLevel,
  arrived: instant,
  arrivedWords: z.string().describe("On the contract's wall clock, e.g. Fri 18 Dec 2026 17:30 GMT"),
  before: promisedAt,
  after: promisedAt,
  beforeWords: z.string(),
  afterWords: z.string(),
});

const problem = z.object({
  path: z.array(z.string()),
  message: z.string(),
  found: z.string(),
  accepted: z.array(z.string()),
});

export const policyCheck = z.object({
  problems: z.array(problem).describe("While there are any, nothing can be proposed, and there are no examples."),
  meanings: z.array(z.object({ path: z.array(z.string()), before: meaning.nullable(), after: meaning.nullable() })),
  examples: z.array(example).describe("Three arrivals, by what is in force and by the edit."),
  warnings: z.array(z.string()),
});

export const policyVersions = z.object({ versions: z.array(version) });

export const policyVersion = version.extend({
  document,
  differences: z.array(policyDifference).describe("From the version before; empty for the first."),
});

const yearDay = z.object({
  date: localDate,
  kind: z.enum(["holiday", "special"]),
  name: z.string().nullable(),
  /** By tier. */
  windows: z.record(z.string(), z.array(openingWindow)),
});

export const policyYear = z.object({
  year: z.int(),
  zone: z.string(),
  tiers: z.array(
    tier.extend({
      weekly: z.object({
        mon: z.array(openingWindow),
        tue: z.array(openingWindow),
        wed: z.array(openingWindow),
        thu: z.array(openingWindow),
        fri: z.array(openingWindow),
        sat: z.array(openingWindow),
        sun: z.array(openingWindow),
      }),
    }),
  ),
  days: z.array(yearDay).describe("The dates that differ from the week's usual hours, ascending."),
});

export type PolicyShown = z.infer<typeof policyShown>;
export type MappingShown = z.infer<typeof mappingShown>;
export type MappingInGitShown = z.infer<typeof mappingInGit>;
export type OwnerShown = z.infer<typeof ownerShown>;
export type Meaning = z.infer<typeof meaning>;
export type PolicyCheck = z.infer<typeof policyCheck>;
export type PolicyVersions = z.infer<typeof policyVersions>;
export type PolicyVersionShown = z.infer<typeof policyVersion>;
export type PolicyYear = z.infer<typeof policyYear>;
export type WorkedExample = z.infer<typeof example>;
