/** A line of the input, without its ending; `text` is `null` when it was too long to keep. */
export interface Line {
  /** Counts from 1. */
  readonly number: number;
  readonly text: string | null;
}

/** Longer than any ticket with its comments; what keeps memory bounded when there is no line end at all. */
export const MAX_LINE_CHARACTERS = 8 * 1024 * 1024;

/** Cuts a stream of UTF-8 into lines as they come; the input is asked for more only when those were used. */
export async function* linesOf(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<Line> {
  const decoder = new TextDecoder();
  let number = 0;
  let begun = "";
  let tooLong = false;
  for await (const chunk of input) {
    const pieces = (typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true })).split("\n");
    const last = pieces.pop() ?? "";
    for (const piece of pieces) {
      number += 1;
      yield { number, text: tooLong ? null : withoutReturn(begun + piece) };
      begun = "";
      tooLong = false;
    }
    if (begun.length + last.length > MAX_LINE_CHARACTERS) tooLong = true;
    begun = tooLong ? "" : begun + last;
  }
  if (tooLong) yield { number: number + 1, text: null };
  else if (begun !== "") yield { number: number + 1, text: withoutReturn(begun) };
}

const withoutReturn = (text: string): string => (text.endsWith("\r") ? text.slice(0, -1) : text);
