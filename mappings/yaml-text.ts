import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit } from "yaml";
import { excerpt, type Problem, type Source } from "./problem.ts";
import { nestsTooDeeply } from "./yaml-depth.ts";

/** A place in a text, and what stands there. */
export type Place = Pick<Problem, "line" | "column" | "bad">;

/** A YAML text that was read: its plain value, and where each part of it stands. */
export interface YamlText {
  readonly value: unknown;
  /** The value at `path`; where it is missing or empty, the nearest key above it. */
  readonly placeOf: (path: readonly PropertyKey[]) => Place;
  /** The last key of `path` itself, for a key that is the mistake. */
  readonly placeOfKey: (path: readonly PropertyKey[]) => Place;
}

// Finding duplicate keys takes the square of their number: this bounds it to a fraction of a second.
const MAX_CHARACTERS = 64 * 1024;
const MAX_PROBLEMS = 100;

/** In place of the parser's own words where those speak to its programmers. */
const MESSAGES: ReadonlyMap<string, string> = new Map([
  ["DUPLICATE_KEY", "this key stands twice at the same level"],
  ["MULTIPLE_DOCS", "the file goes on after ---, and only one document is expected"],
  ["TAG_RESOLVE_FAILED", "a word with ! in front is a YAML tag, which is not used in this file; put text in quotes"],
]);

/**
 * Reads YAML 1.2 without the parts that make a file say something else than it shows: anchors, aliases (which can grow
 * without bound), tags, duplicate keys and further documents are problems.
 */
export function readYaml({ text, file }: Source): YamlText | readonly Problem[] {
  const refuse = (message: string): readonly Problem[] => [
    { file, line: 1, column: 1, bad: "", message, accepted: [] },
  ];
  if (text.length > MAX_CHARACTERS) return refuse(`the file is larger than ${MAX_CHARACTERS / 1024} kB`);
  return nestsTooDeeply(text) ? refuse("the file is nested too deeply") : readDocument({ text, file });
}

function readDocument({ text, file }: Source): YamlText | readonly Problem[] {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true, stringKeys: true });
  const place = (from: number, to: number): Place => {
    const { line, col } = lineCounter.linePos(from);
    return { line: Math.max(line, 1), column: Math.max(col, 1), bad: excerpt(text.slice(from, to)) };
  };
  const problems: Problem[] = [];
  const add = (from: number, to: number, message: string, accepted: readonly string[] = []) =>
    problems.push({ file, ...place(from, to), message, accepted });

  for (const { code, pos, message } of [...document.errors, ...document.warnings]) {
    add(pos[0], endOfLine(text, pos[0]), MESSAGES.get(code) ?? message);
  }
  visit(document, {
    Node: (_, node) => {
      const [from, to] = node.range ?? [0, 0];
      if (isAlias(node)) add(from, to, "aliases are not used in this file", ["the value itself"]);
      else if (node.anchor !== undefined)
        add(from, to, "anchors are not used in this file", ["the value without &name"]);
    },
  });
  if (problems.length > 0) return problems.slice(0, MAX_PROBLEMS);

  const find = (path: readonly PropertyKey[]) => walk(document.contents, path);
  return {
    value: document.toJS(),
    placeOf: (path) => {
      const { key, node } = find(path);
      const [from, to] = rangeOf(node) ?? rangeOf(key) ?? [0, 0];
      return place(from, to);
    },
    placeOfKey: (path) => place(...(rangeOf(find(path).key) ?? [0, 0])),
  };
}

interface Found {
  /** What names the place: the key of the last pair on the way, or the item itself in a list. */
  readonly key: unknown;
  /** `null` when the path ends early. */
  readonly node: Node | null;
}

function walk(root: Node | null, path: readonly PropertyKey[]): Found {
  let found: Found = { key: null, node: root };
  for (const segment of path) {
    const { node } = found;
    if (isSeq(node)) {
      const item = node.items[Number(segment)];
      found = isNode(item) ? { key: item, node: item } : { key: found.key, node: null };
      continue;
    }
    const pair: Pair | undefined = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(segment))
      : undefined;
    if (pair === undefined) return { key: found.key, node: null };
    found = { key: pair.key, node: isNode(pair.value) ? pair.value : null };
  }
  return found;
}

function rangeOf(node: unknown): [from: number, to: number] | null {
  if (!isNode(node) || node.range == null) return null;
  const [from, to] = node.range;
  return to > from ? [from, to] : null;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}
