import type { AdminWords } from "../../i18n/admin/en.ts";

type Named = { readonly name: string; readonly title: string };
type PlaceWords = AdminWords["policy"]["places"];

/**
 * One place of the policy's document, named as a person finds it in the contract:
 * `["policy", "support_levels", "growth", "initial_response_time", "severity_2"]` is `Growth › Initial response time › Severity 2`.
 */
export function placeWords(path: readonly (string | number)[], words: PlaceWords, tiers: readonly Named[]): string {
  const [, ...rest] = path.map(String);
  return (path[0] === "policy" ? rest : ["holidays", ...rest])
    .filter((key) => !HIDDEN.has(key))
    .map((key) => partWords(key, words, tiers))
    .join(" › ");
}

/** They group what a person sees as one. */
const HIDDEN: ReadonlySet<string> = new Set(["support_levels", "features"]);

function partWords(key: string, words: PlaceWords, tiers: readonly Named[]): string {
  const tier = tiers.find(({ name }) => name === key);
  if (tier !== undefined) return tier.title;
  const severity = /^severity_([1-4])$/.exec(key)?.[1];
  if (severity !== undefined) return words.severity(severity);
  const known = Object.entries(words.keys).find(([name]) => name === key)?.[1];
  return known ?? spelled(key);
}

/** `special_hours` reads Special hours; a date or a list's name stays as it is. */
function spelled(key: string): string {
  if (!/^[a-z]+(?:_[a-z]+)*$/.test(key)) return key;
  const text = key.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A value of the document, on one line or as JSON on several. */
export function valueText(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value) && value.every((entry) => typeof entry === "string")) return value.join(", ");
  return JSON.stringify(value, null, 1) ?? "";
}
