import * as z from "zod";
import { err, ok, type Result } from "../src/core/result.ts";
import type { CheckedPolicy } from "./compile-policy.ts";
import { contentHash } from "./content-hash.ts";
import { holidayListSchema } from "./holiday-schema.ts";
import { checkHolidayList, type HolidayList, holidayList, mergeHolidays } from "./holidays.ts";
import { type Issue, issuesOf, valueAt } from "./issues.ts";
import { checkPolicy } from "./policy-checks.ts";
import { excerpt } from "./problem.ts";
import { policySchema } from "./schema.ts";

type Json = z.infer<ReturnType<typeof z.json>>;

const shape = z.object({ policy: z.record(z.string(), z.json()), holidays: z.record(z.string(), z.json()) });

/** The policy and the holiday lists as one value: what the mapping files say, in their own words, to be edited. */
export type PolicyDocument = z.infer<typeof shape>;

/** One thing wrong in a document. */
export interface DocumentProblem {
  /** From the document's root, e.g. `["policy", "readings", "zone"]`. */
  readonly path: readonly string[];
  readonly message: string;
  /** What stands there, cut to one short line. */
  readonly found: string;
  readonly accepted: readonly string[];
}

export interface DocumentProblems {
  readonly reason: "problems";
  readonly problems: readonly DocumentProblem[];
}

/** A document that was checked, and its lists, of which {@link holidayWarnings} can be asked. */
export interface CheckedDocument {
  readonly checked: CheckedPolicy;
  readonly lists: readonly HolidayList[];
}

/** @throws for a text that no `policyDocument` or edit of one made */
export const parseDocument = (text: string): PolicyDocument => shape.parse(JSON.parse(text));

/** Checks all that the mapping files are checked for; every problem at once. */
export function checkDocument(document: PolicyDocument): Result<CheckedDocument, DocumentProblems> {
  const problems: DocumentProblem[] = [];
  const at =
    (...root: readonly string[]) =>
    (path: readonly PropertyKey[], message: string, accepted: readonly string[]): void => {
      const whole = [...root, ...path.map(String)];
      problems.push({ path: whole, message, found: shown(valueAt(document, whole)), accepted });
    };
  const objectTo = (issues: readonly Issue[], ...root: readonly string[]): void => {
    for (const { path, message, accepted } of issues) at(...root)(path, message, accepted);
  };

  const lists: HolidayList[] = [];
  for (const [name, list] of Object.entries(document.holidays)) {
    const parsed = holidayListSchema.safeParse(list);
    if (!parsed.success) objectTo(issuesOf(parsed.error, holidayListSchema, list), "holidays", name);
    else if (checkHolidayList(parsed.data, at("holidays", name)).length === 0)
      lists.push(holidayList(name, parsed.data));
  }
  const parsed = policySchema.safeParse(document.policy);
  if (!parsed.success) objectTo(issuesOf(parsed.error, policySchema, document.policy), "policy");
  else checkPolicy(parsed.data, Object.keys(document.holidays), at("policy"));
  if (!parsed.success || problems.length > 0) return err({ reason: "problems", problems });

  const text = parsed.data;
  const applied = lists.filter(({ name }) => text.support_hours.holidays.lists.includes(name));
  const version = contentHash([JSON.stringify(document)]);
  return ok({ checked: { text, holidays: [...mergeHolidays(applied)], version }, lists: applied });
}

const shown = (value: Json | unknown): string =>
  value === undefined ? "" : excerpt(typeof value === "string" ? value : JSON.stringify(value));
