import { nearest } from "../mappings/nearest.ts";
import { err, ok, type Result } from "../src/core/result.ts";
import type { Failure } from "./terminal.ts";

type Field = "text" | "list" | "yes or no";

const FIELDS: Readonly<Record<string, Field>> = {
  name: "text",
  organizationId: "text",
  externalId: "text",
  domains: "list",
  tier: "text",
  start: "text",
  end: "text",
  onboarding: "text",
  sdk: "yes or no",
  csm: "text",
  tam: "text",
  namedContacts: "list",
  handles: "list",
};

/** `tier=pro domains=a.example,b.example end=` as the fields of a row; nothing after `=` empties one. */
export function fieldsFrom(words: readonly string[]): Result<Readonly<Record<string, unknown>>, Failure> {
  const fields: Record<string, unknown> = {};
  for (const word of words) {
    const [, name = word, text = ""] = /^([A-Za-z]+)=(.*)$/s.exec(word) ?? [];
    const kind = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
    if (kind === undefined || !word.includes("=")) {
      const meant = nearest(name, Object.keys(FIELDS));
      const known = meant === null ? `a field is one of ${Object.keys(FIELDS).join(", ")}` : `did you mean ${meant}=?`;
      return err({ reason: "usage", message: `"${word}" is no field=value: ${known}`, code: 2 });
    }
    if (kind === "yes or no" && text !== "yes" && text !== "no") {
      return err({ reason: "usage", message: `${name} is yes or no`, code: 2 });
    }
    fields[name] = kind === "yes or no" ? text === "yes" : kind === "text" ? text : listOf(text);
  }
  return ok(fields);
}

const listOf = (text: string): readonly string[] =>
  text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
