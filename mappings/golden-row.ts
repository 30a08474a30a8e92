import * as z from "zod";
import { type Policy, SEVERITIES, type Severity, type TierName } from "../src/core/policy.ts";
import { formatInstant, type Instant } from "../src/core/time.ts";
import { zoneTransitions } from "../src/core/zone-transitions.ts";
import { cellOf } from "./cell.ts";
import { readMoment } from "./moment.ts";
import { refuse } from "./refuse.ts";

/** The columns of `golden.csv`, in any order; all but the {@link OPTIONAL_GOLDEN_COLUMNS} must be there. */
export const GOLDEN_COLUMNS = ["name", "tier", "severity", "arrival", "aim", "due", "note"] as const;
export type GoldenColumn = (typeof GOLDEN_COLUMNS)[number];

/** Without `aim` the lower bounds of ranges are not compared. */
export const OPTIONAL_GOLDEN_COLUMNS: readonly GoldenColumn[] = ["aim", "note"];

/** When a first response is due: at the latest then, or (`strict`) before it. `null`: nothing is ever due. */
export type Owed = { readonly at: Instant; readonly strict: boolean } | null;

/** What a row says. */
export interface GoldenText {
  readonly name: string;
  readonly tier: TierName;
  readonly severity: Severity;
  readonly arrived: Instant;
  /** `null` where the contract names no range. */
  readonly aim: Instant | null;
  readonly due: Owed;
}

const NONE = "none";
const BEFORE = /^before /i;

const cell = cellOf(500);

/** One row as text by column, under a policy: its tiers, and its zone for what is written without an offset. */
export function goldenSchema({ tiers, zone }: Policy): z.ZodType<GoldenText, Readonly<Record<string, string>>> {
  const moment = (text: string, context: z.RefinementCtx): Instant => {
    const read = readMoment(text, zone);
    return read.ok ? read.value : refuse(context, text, read.failure.message, read.failure.accepted);
  };
  return z
    .object({
      name: cell.pipe(z.string().min(1, "the row needs a name")),
      tier: cell.transform((text, context) => {
        const known = [...tiers.keys()];
        const named = known.find((name) => name === text.toLowerCase());
        return named ?? refuse(context, text, `"${text}" is no tier of the policy`, known);
      }),
      severity: cell.transform((text, context) => {
        const severity = SEVERITIES.find((one) => String(one) === text);
        return severity ?? refuse(context, text, `"${text}" is no severity`, SEVERITIES.map(String));
      }),
      arrival: cell.transform(moment),
      aim: cell.transform((text, context) => (text === "" ? null : moment(text, context))),
      due: cell.transform((text, context): Owed => {
        if (text.toLowerCase() === NONE) return null;
        return { at: moment(text.replace(BEFORE, "").trim(), context), strict: BEFORE.test(text) };
      }),
    })
    .transform(({ arrival, ...row }) => ({ ...row, arrived: arrival }));
}

/** As a row writes it, in the policy's zone. */
export function owedText(owed: Owed, zone: string): string {
  if (owed === null) return NONE;
  return `${owed.strict ? "before " : ""}${momentText(owed.at, zone)}`;
}

/** `2026-11-05 16:30` on the wall of `zone`; with its offset where that would be refused or say less. */
export function momentText(at: Instant, zone: string): string {
  const wall = new Date(zoneTransitions(zone).wallOf(at)).toISOString().replace("T", " ");
  const text = wall.endsWith(":00.000Z") ? wall.slice(0, 16) : wall.slice(0, 19);
  const read = readMoment(text, zone);
  return read.ok && read.value === at ? text : formatInstant(at);
}
