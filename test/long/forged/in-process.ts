import { type Counts, plan } from "./plan.ts";
import type { SentRequest } from "./request.ts";
import { type Answer, Tally } from "./tally.ts";
import { type Open, Target } from "./target.ts";

const ORIGIN = "http://127.0.0.1:4000";
const PIECE_BYTES = 65_536;

/**
 * Hands every request to Tierline's routes, one at a time, so that each use of the storage has one request that it is
 * due to.
 */
export async function forgeInProcess(
  counts: Counts,
  random: () => number,
  { open, progress = () => undefined }: { readonly open?: Open; readonly progress?: (sent: number) => void } = {},
): Promise<Tally> {
  const target = await Target.open(open);
  try {
    const tally = new Tally();
    let sent = 0;
    for (const { kind, request } of plan("in process", counts, target.sender(random), tally)) {
      const { storage, strangers } = target;
      tally.answered(kind, request, await ask(target, request));
      if (kind.group === "forged") tally.untouched(target, { storage, strangers }, kind.name);
      if (++sent % 100_000 === 0) progress(sent);
    }
    tally.compare(target.stored());
    return tally;
  } finally {
    await target.close();
  }
}

async function ask({ opened }: Target, { method, target, headers, body, streamed }: SentRequest): Promise<Answer> {
  const init: RequestInit = { method, headers: headers as [string, string][] };
  if (method !== "GET" && method !== "HEAD") {
    if (streamed) Object.assign(init, { body: inPieces(body), duplex: "half" });
    else init.body = body;
  }
  const response = await opened.app.fetch(new Request(ORIGIN + target, init));
  const text = await response.text();
  return { status: response.status, words: `${JSON.stringify([...response.headers])} ${text}` };
}

function inPieces(body: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= body.length) controller.close();
      else controller.enqueue(body.subarray(at, at + PIECE_BYTES));
      at += PIECE_BYTES;
    },
  });
}
