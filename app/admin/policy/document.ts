/** The policy's document: JSON as it came, read place by place. */

export type Path = readonly (string | number)[];
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** What stands at a place; `undefined` where nothing does. */
export function valueAt(document: unknown, path: Path): Json | undefined {
  let here: unknown = document;
  for (const key of path) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return undefined;
    here = Reflect.get(here, key);
  }
  return here as Json | undefined;
}

/** The keys at a place, in the document's own order. */
export function keysAt(document: unknown, path: Path): readonly string[] {
  const value = valueAt(document, path);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

/** One place that is to be worded otherwise; without a value, the key is removed. */
export interface Edit {
  readonly path: Path;
  readonly value?: Json;
}

export const samePlace = (one: Path, other: Path): boolean => one.join("/") === other.join("/");

/** The edits with this one among them; an edit that says what stands there already is none. */
export function withEdit(document: unknown, edits: readonly Edit[], edit: Edit): readonly Edit[] {
  const others = edits.filter(({ path }) => !samePlace(path, edit.path));
  const stands = JSON.stringify(valueAt(document, edit.path)) === JSON.stringify(edit.value);
  return stands ? others : [...others, edit];
}

/** What a person is shown at a place: the edit where there is one. */
export function shownAt(document: unknown, edits: readonly Edit[], path: Path): Json | undefined {
  const edit = edits.find((one) => samePlace(one.path, path));
  return edit === undefined ? valueAt(document, path) : edit.value;
}

/** As typed: a whole number where a number stood, nothing where it was emptied. */
export function readTyped(typed: string, before: Json | undefined): Json | undefined {
  const text = typed.trim();
  if (text === "") return undefined;
  return typeof before === "number" && /^\d{1,6}$/.test(text) ? Number(text) : text;
}
