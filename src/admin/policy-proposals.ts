import * as z from "zod";
import { checkDocument, type DocumentProblem, type PolicyDocument, parseDocument } from "../../mappings/document.ts";
import { type DocumentEdit, editDocument } from "../../mappings/edit-document.ts";
import { holidayListSchema } from "../../mappings/holiday-schema.ts";
import type { ChangeRequest } from "../api/changes-request.ts";
import { err, ok, type Result } from "../core/result.ts";
import { findPolicyVersion } from "../desk/policy-versions.ts";
import type { AdminDeps, AdminFailure } from "./deps.ts";
import { invalid, NO_DOCUMENT, NO_SUCH_VERSION, NOTHING_DIFFERS } from "./failures.ts";

type Of<Kind extends ChangeRequest["kind"]> = Extract<ChangeRequest, { kind: Kind }>;
type Proposed = Result<string, AdminFailure>;

const namedLists = z.object({ support_hours: z.object({ holidays: z.object({ lists: z.array(z.string()) }) }) });

/** The policy's document with these edits; as text, since that is what a version is. */
export function editPolicy({ inForce }: AdminDeps, edits: readonly DocumentEdit[]): Proposed {
  if (inForce.document === null) return err(NO_DOCUMENT);
  const edited = editDocument(parseDocument(inForce.document), edits);
  return edited.ok ? whole(edited.value, inForce.document) : err(refused(edited.failure.problems));
}

/** Holidays of an iCalendar file join a list: dates that it has keep their switch, and the years are stated. */
export function addHolidays(deps: AdminDeps, request: Of<"holidays">): Proposed {
  const { inForce } = deps;
  if (inForce.document === null) return err(NO_DOCUMENT);
  const document = parseDocument(inForce.document);
  const known = holidayListSchema.safeParse(document.holidays[request.list]);
  const before = known.success ? known.data : { title: request.list, source: "imported", years: [], holidays: [] };
  const byDate = new Map<string, { date: string; name: string; observed: boolean }>(
    before.holidays.map((holiday) => [holiday.date, holiday]),
  );
  for (const { date, name } of request.entries) {
    byDate.set(date, { date, name, observed: byDate.get(date)?.observed ?? true });
  }
  const holidays = [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
  const years = [...new Set([...before.years, ...request.entries.map(({ date }) => Number(date.slice(0, 4)))])];
  const { title = before.title, source = before.source } = request;
  const list = { title, source, years: years.sort((a, b) => a - b), holidays };
  const edits: DocumentEdit[] = [{ path: ["holidays", request.list], value: list }];
  // A list that the policy doesn't name closes nothing.
  const named = namedLists.parse(document.policy).support_hours.holidays.lists;
  if (!named.includes(request.list)) {
    edits.push({ path: ["policy", "support_hours", "holidays", "lists", named.length], value: request.list });
  }
  return editPolicy(deps, edits);
}

/** What a version said comes into force again, as a version of its own. */
export function restoreVersion({ sql, inForce }: AdminDeps, { version }: Of<"restore">): Proposed {
  const found = findPolicyVersion(sql, version);
  if (found === null) return err(NO_SUCH_VERSION);
  return whole(parseDocument(found.document), inForce.document);
}

function whole(document: PolicyDocument, before: string | null): Proposed {
  const checked = checkDocument(document);
  if (!checked.ok) return err(refused(checked.failure.problems));
  const text = JSON.stringify(document);
  return text === before ? err(NOTHING_DIFFERS) : ok(text);
}

const refused = (problems: readonly DocumentProblem[]): AdminFailure =>
  invalid(
    problems.map(({ path, message, accepted }) => ({
      where: path.join("."),
      message: accepted.length === 0 ? message : `${message} (accepted: ${accepted.slice(0, 8).join(" | ")})`,
    })),
  );
