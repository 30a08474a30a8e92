import { concatenated } from "./bytes.ts";

/** What came of reading a stream that may be longer than anybody wants. */
export type BoundedRead =
  | { readonly kind: "whole"; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: "too_large" }
  | { readonly kind: "broken" };

/** Reads to the end, or stops and lets go of the sender as soon as more than `limitBytes` arrived. Never throws. */
export async function readBounded(stream: ReadableStream<Uint8Array> | null, limitBytes: number): Promise<BoundedRead> {
  if (stream === null) return { kind: "whole", bytes: new Uint8Array(0) };
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { kind: "whole", bytes: concatenated(chunks) };
      length += value.byteLength;
      if (length > limitBytes) {
        void reader.cancel().catch(() => undefined);
        return { kind: "too_large" };
      }
      chunks.push(value);
    }
  } catch {
    return { kind: "broken" };
  }
}
