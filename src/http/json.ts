import { err, ok, type Result } from "../core/result.ts";

export interface JsonShape {
  readonly maxDepth: number;
  readonly maxKeys: number;
  /** Below so many bytes nothing can cost much: 64 kB of brackets take 2.4 ms. Default: every body is looked through. */
  readonly harmlessBytes?: number;
}

interface ShapeRefusal {
  readonly reason: "too_deep" | "too_many_keys" | "invalid_utf8";
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];

/** `not_json`: of a harmless shape, and still no JSON. */
export interface JsonRefusal {
  readonly reason: ShapeRefusal["reason"] | "not_json";
}

/** The value that the bytes say, where they are JSON of this shape. Never throws. */
export function parseJson(bytes: Uint8Array, shape: JsonShape): Result<unknown, JsonRefusal> {
  const text = checkJsonShape(bytes, shape);
  if (!text.ok) return text;
  try {
    const value: unknown = JSON.parse(text.value);
    return ok(value);
  } catch {
    return err({ reason: "not_json" });
  }
}

/** What is wrong with a body, in words. */
export const bodyFault = ({ reason }: JsonRefusal): string =>
  reason === "not_json" ? "the body is not JSON" : `the body's JSON is ${reason}`;

/**
 * One linear pass that keeps bytes away from `JSON.parse` which would cost it seconds: V8 needs two for a megabyte of
 * brackets. Says nothing about whether the text is JSON.
 * @returns the decoded text. A byte order mark stays in it, so `JSON.parse` refuses it.
 */
function checkJsonShape(
  bytes: Uint8Array,
  { maxDepth, maxKeys, harmlessBytes = 0 }: JsonShape,
): Result<string, ShapeRefusal> {
  if (bytes.length < harmlessBytes) return decode(bytes);
  let depth = 0;
  let keys = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index];
    if (byte === QUOTE) index = closingQuote(bytes, index + 1);
    else if (byte === OPEN_BRACKET || byte === OPEN_BRACE) {
      if (++depth > maxDepth) return err({ reason: "too_deep" });
    } else if (byte === CLOSE_BRACKET || byte === CLOSE_BRACE) depth--;
    else if (byte === COLON && ++keys > maxKeys) return err({ reason: "too_many_keys" });
  }
  return decode(bytes);
}

function decode(bytes: Uint8Array): Result<string, ShapeRefusal> {
  try {
    return ok(strictUtf8.decode(bytes));
  } catch {
    return err({ reason: "invalid_utf8" });
  }
}

/** Where the string ends whose text begins at `index`. A loop of its own: most of a body is text. */
function closingQuote(bytes: Uint8Array, index: number): number {
  let at = index;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}
