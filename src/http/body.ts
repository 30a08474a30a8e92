import { err, ok, type Result } from "../core/result.ts";
import { readBounded } from "./bounded-read.ts";

export interface BodyRefusal {
  /** `too_large` → 413; `encoded`, `unsupported_type` → 415; `interrupted`: the sender went away. */
  readonly reason: "too_large" | "encoded" | "unsupported_type" | "interrupted";
}

/**
 * The raw bytes of a JSON request, counted while they stream in: `Content-Length` is only the sender's word.
 * Compressed bodies are refused, since a hundred kilobytes of gzip can hold a hundred megabytes.
 */
export async function readBody(
  request: Request,
  limitBytes: number,
): Promise<Result<Uint8Array<ArrayBuffer>, BodyRefusal>> {
  const encoding = request.headers.get("content-encoding")?.trim().toLowerCase() ?? "";
  if (encoding !== "" && encoding !== "identity") return err({ reason: "encoded" });
  if (!isJson(request.headers.get("content-type"))) return err({ reason: "unsupported_type" });
  if (Number(request.headers.get("content-length") ?? 0) > limitBytes) return err({ reason: "too_large" });

  // A server ends a body at its announced length, so that one can't grow while it is read; and it is read much faster.
  if (request.headers.has("content-length")) return readAnnounced(request, limitBytes);
  const read = await readBounded(request.body, limitBytes);
  if (read.kind === "whole") return ok(read.bytes);
  return err({ reason: read.kind === "too_large" ? "too_large" : "interrupted" });
}

async function readAnnounced(
  request: Request,
  limitBytes: number,
): Promise<Result<Uint8Array<ArrayBuffer>, BodyRefusal>> {
  try {
    const bytes = new Uint8Array(await request.arrayBuffer());
    return bytes.length > limitBytes ? err({ reason: "too_large" }) : ok(bytes);
  } catch {
    return err({ reason: "interrupted" });
  }
}

/** Whether a `Content-Type` header names JSON, with or without parameters. */
export function isJson(contentType: string | null): boolean {
  return /^\s*application\/json\s*(;|$)/i.test(contentType ?? "");
}

export interface JsonShape {
  readonly maxDepth: number;
  readonly maxKeys: number;
  /** Below so many bytes nothing can cost much: 64 kB of brackets take 2.4 ms. Default: every body is looked through. */
  readonly harmlessBytes?: number;
}

export interface ShapeRefusal {
  readonly reason: "too_deep" | "too_many_keys" | "invalid_utf8";
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * One linear pass that keeps bytes away from `JSON.parse` which would cost it seconds: V8 needs two for a megabyte of
 * brackets. Says nothing about whether the text is JSON.
 * @returns the decoded text. A byte order mark stays in it, so `JSON.parse` refuses it.
 */
export function checkJsonShape(
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
