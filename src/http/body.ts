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
