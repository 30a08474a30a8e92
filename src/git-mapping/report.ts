import { parseDocument } from "../../mappings/document.ts";
import type { CheckedFiles } from "../../mappings/mapping-files.ts";
import type { Problem } from "../../mappings/problem.ts";
import type { Contract } from "../core/organization.ts";
import { goldenSection } from "./golden-section.ts";
import { counted, verbatim } from "./markdown.ts";
import {
  countRows,
  type OrganizationChanges,
  organizationChanges,
  organizationsSection,
} from "./organizations-section.ts";
import { policyChanges, policySection } from "./policy-section.ts";
import { type TicketEffect, ticketsSection } from "./tickets-section.ts";

/** What is in force now. */
export interface MappingInForce {
  /** `null` where only the compiled policy is known: then its changes are not shown. */
  readonly document: string | null;
  readonly contracts: readonly Contract[];
}

export interface ReportInput {
  /** `null` where it is not to be told: then only what the files are by themselves, and how many tickets. */
  readonly before: MappingInForce | null;
  readonly after: CheckedFiles;
  /** What the open tickets would be; `null` where that was not worked out. */
  readonly tickets: TicketEffect | null;
}

/** What a check run says, in GitHub's words: the conclusion, one line, and Markdown. */
export interface Report {
  readonly conclusion: "success" | "failure";
  readonly title: string;
  readonly summary: string;
}

/** GitHub takes 65,535 characters; in bytes, since nobody says which. */
const MOST_BYTES = 65_000;

/** What a mapping in a repository would change, for those who review it. Subjects of tickets are never in it. */
export function reportOf({ before, after, tickets }: ReportInput): Report {
  const problems = after.kind === "sound" ? [] : after.problems;
  const conclusion = problems.length === 0 ? "success" : "failure";
  if (after.kind === "refused") {
    return { conclusion, title: counted(problems.length, "problem"), summary: cut(problemsSection(problems)) };
  }
  const { document, policy, contracts, golden } = after.mapping;
  const was = before === null || before.document === null ? null : parseDocument(before.document);
  const places = policyChanges(was, parseDocument(document), policy);
  const rows = organizationChanges(before === null ? contracts : before.contracts, contracts);
  const sections = [
    before !== null && places.length + countRows(rows) === 0
      ? ["This changes neither the policy nor the organizations."]
      : [],
    policySection(places, policy),
    organizationsSection(rows),
    tickets === null ? [] : ticketsSection(tickets, policy.zone),
    goldenSection(golden),
  ];
  const lines = sections.filter((section) => section.length > 0).flatMap((section) => [...section, ""]);
  const title =
    titleOf(problems, places.length, rows, tickets) ?? (before === null ? "The files are right" : "Nothing changes");
  return { conclusion, title, summary: cut(lines) };
}

function titleOf(
  problems: readonly Problem[],
  places: number,
  rows: OrganizationChanges,
  tickets: TicketEffect | null,
): string | null {
  const late = tickets?.counts.turnLate ?? 0;
  const parts = [
    ...(problems.length === 0 ? [] : [counted(problems.length, "golden difference")]),
    ...(places === 0 ? [] : [counted(places, "change of the policy", "changes of the policy")]),
    ...(countRows(rows) === 0 ? [] : [counted(countRows(rows), "organization")]),
    ...(tickets === null || tickets.counts.differ === 0 ? [] : [counted(tickets.counts.differ, "open ticket")]),
    ...(late === 0 ? [] : [`${late.toLocaleString("en")} turning late`]),
  ];
  return parts.length === 0 ? null : parts.join(", ");
}

function problemsSection(problems: readonly Problem[]): readonly string[] {
  const files = Map.groupBy(problems, ({ file }) => file);
  return [
    "The mapping files have problems, so nothing of them is taken. Each stands at its line.",
    "",
    ...Array.from(files, ([file, found]) => `- ${verbatim(file)}: ${counted(found.length, "problem")}`),
  ];
}

/** Whole lines, so that no table or element is cut in two. */
function cut(lines: readonly string[]): string {
  const encoder = new TextEncoder();
  let bytes = 0;
  const fitting = lines.findIndex((line) => {
    bytes += encoder.encode(line).length + 1;
    return bytes > MOST_BYTES;
  });
  const kept = fitting === -1 ? lines : [...lines.slice(0, fitting), "", "… the rest is longer than GitHub shows."];
  return `${kept.join("\n").trim()}\n`;
}
