import type { PolicyDocument } from "../../mappings/document.ts";
import { type DocumentDifference, documentDifferences } from "../../mappings/edit-document.ts";
import { type Meaning, meaningOf } from "../../mappings/meaning.ts";
import { type Policy, SEVERITIES, tierName } from "../core/policy.ts";
import { counted, rest, tableLines, verbatim } from "./markdown.ts";

const SHOWN = 50;

/** The places of the policy and the holiday lists that differ: the contract's words, and what they mean. */
export function policyChanges(
  before: PolicyDocument | null,
  after: PolicyDocument,
  policy: Policy,
): readonly DocumentDifference[] {
  if (before === null) return [];
  // Cells of the contract's table first, in the table's order.
  const all = documentDifferences(before, after);
  const cells = all.filter(({ path }) => cellWords(path, policy) !== null);
  return [...cells, ...all.filter((one) => !cells.includes(one))];
}

export function policySection(changes: readonly DocumentDifference[], policy: Policy): readonly string[] {
  if (changes.length === 0) return [];
  const cells = changes.filter(({ path }) => cellWords(path, policy) !== null).length;
  const others = changes.length - cells;
  const counts = [
    ...(cells === 0 ? [] : [counted(cells, "cell of the contract's table", "cells of the contract's table")]),
    ...(others === 0 ? [] : [counted(others, cells === 0 ? "place" : "other place")]),
  ];
  const rows = changes.slice(0, SHOWN).map((change) => rowOf(change, policy));
  return [
    "### Policy",
    "",
    `${counts.join(" and ")} ${changes.length === 1 ? "changes" : "change"}.`,
    "",
    ...tableLines(["Where", "Words", "Meaning"], rows),
    ...rest(changes.length, SHOWN),
  ];
}

function rowOf({ path, before, after }: DocumentDifference, policy: Policy): readonly string[] {
  const place = path.slice(1);
  const meanings = [before, after].map((value) => understood(meaningOf(place, value)));
  return [
    placeWords(path, policy),
    `${shown(before)} → ${shown(after)}`,
    meanings.every((meaning) => meaning === null) ? "" : meanings.map((meaning) => meaning ?? "–").join(" → "),
  ];
}

/** Of a plain value the words say it all. */
const understood = (meaning: Meaning | null): string | null =>
  meaning === null || meaning.kind === "value" ? null : verbatim(meaning.words);

const shown = (value: DocumentDifference["before"]): string =>
  value === undefined ? "–" : verbatim(typeof value === "string" ? value : JSON.stringify(value));

function placeWords(path: readonly string[], policy: Policy): string {
  const [root, ...keys] = path;
  if (root === "policy") return cellWords(path, policy) ?? `support-policy.yaml ${verbatim(keys.join("."))}`;
  const [list = "", ...places] = keys;
  return `holidays ${verbatim([list, ...places.filter((key) => key !== "holidays")].join(" "))}`;
}

/** `Growth, severity 2 (Major)`; `null` for what is no cell of the contract's table. */
function cellWords(path: readonly string[], { tiers, severities }: Policy): string | null {
  const [, level, key = "", times, column] = path;
  if (level !== "support_levels" || times !== "initial_response_time") return null;
  const severity = SEVERITIES.find((one) => column === `severity_${one}`);
  if (severity === undefined) return null;
  const name = tierName(key);
  const title = (name === null ? undefined : tiers.get(name)?.title) ?? key;
  return `${verbatim(title)}, severity ${severity} (${verbatim(severities[severity].title)})`;
}
