import * as z from "zod";
import { err, ok, type Result } from "../src/core/result.ts";
import type { DocumentProblem, DocumentProblems, PolicyDocument } from "./document.ts";

const json = z.json();
type Json = z.infer<typeof json>;

/** One place of a document, and what is to stand there; `undefined` takes it away. */
export interface DocumentEdit {
  readonly path: readonly (string | number)[];
  readonly value?: Json | undefined;
}

/** The document with these edits made, one after the other. Whether it still makes sense is `checkDocument`'s to say. */
export function editDocument(
  document: PolicyDocument,
  edits: readonly DocumentEdit[],
): Result<PolicyDocument, DocumentProblems> {
  const edited = structuredClone(document);
  const problems = edits.flatMap((edit) => problemOf(edited, edit) ?? []);
  return problems.length > 0 ? err({ reason: "problems", problems }) : ok(edited);
}

/** Makes one edit in place; what keeps it from being made. */
function problemOf(document: PolicyDocument, { path, value }: DocumentEdit): DocumentProblem | null {
  const refuse = (message: string, accepted: readonly string[]): DocumentProblem => ({
    path: path.map(String),
    message,
    found: "",
    accepted,
  });
  let here: Json = document;
  for (const key of path.slice(0, -1)) {
    const next: Json | undefined = childOf(here, key);
    if (next === undefined || next === null || typeof next !== "object") {
      return refuse(`there is nothing at "${key}" to change`, keysOf(here));
    }
    here = next;
  }
  const last = path.at(-1) ?? "";
  if (Array.isArray(here)) {
    const index = Number(last);
    if (!Number.isInteger(index) || index < 0 || index > here.length) {
      return refuse(`"${last}" is no place of a list of ${here.length}`, [`0 to ${here.length}`]);
    }
    if (value === undefined) here.splice(index, 1);
    else here[index] = value;
    return null;
  }
  if (typeof here !== "object" || here === null || last === "__proto__") return refuse("there is no such place", []);
  if (path.length === 1) return refuse("a document has policy and holidays", ["policy", "holidays"]);
  if (value === undefined) delete here[String(last)];
  else here[String(last)] = value;
  return null;
}

function childOf(value: Json, key: string | number): Json | undefined {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return Array.isArray(value) ? value[Number(key)] : value[String(key)];
}

const keysOf = (value: Json): readonly string[] =>
  typeof value === "object" && value !== null ? Object.keys(value).slice(0, 20) : [];

/** One place in which two documents differ. */
export interface DocumentDifference {
  readonly path: readonly string[];
  /** `undefined` where the place isn't there. */
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** Where two documents differ, place by place; holidays by their date, other lists by their index. */
export function documentDifferences(before: PolicyDocument, after: PolicyDocument): readonly DocumentDifference[] {
  return differences([], before, after);
}

function differences(
  path: readonly string[],
  before: Json | undefined,
  after: Json | undefined,
): readonly DocumentDifference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [one, other] = [placesOf(before), placesOf(after)];
  if (one === null || other === null) return [{ path, before, after }];
  const keys = new Set([...one.keys(), ...other.keys()]);
  const found = [...keys].flatMap((key) => differences([...path, key], one.get(key), other.get(key)));
  // The same things in another order.
  return found.length > 0 ? found : [{ path, before, after }];
}

/** The parts of a value by name; `null` where it has none. */
function placesOf(value: Json | undefined): ReadonlyMap<string, Json> | null {
  if (typeof value !== "object" || value === null) return null;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const dates = value.map((one) => childOf(one, "date"));
  const dated = dates.length > 0 && dates.every((date) => typeof date === "string");
  const unique = dated && new Set(dates).size === dates.length;
  return new Map(value.map((one, index) => [unique ? String(dates[index]) : String(index), one]));
}
