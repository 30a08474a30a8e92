import { listen } from "../../../src/node/server.ts";
import { MALFORMED } from "./malformed.ts";
import { type Counts, type Planned, plan } from "./plan.ts";
import { type Answer, Tally } from "./tally.ts";
import { Target } from "./target.ts";
import { converse, rendered } from "./wire.ts";

/** One connection in so many carries bytes that are no proper request. */
const MALFORMED_SHARE = 0.15;
const CONNECTIONS = 24;
const MOST_PIPELINED = 24;
const MOST_TRIES = 4;

/**
 * Sends requests over real sockets to the server that Node runs, pipelined on many connections at once, and between
 * them bytes that are no HTTP. Where all of a round is forged, nothing of the storage may be used in it.
 */
export async function forgeOverTcp(
  counts: Counts,
  random: () => number,
  progress: (sent: number) => void = () => undefined,
): Promise<Tally> {
  const target = await Target.open();
  const listening = await listen(target.opened.app, "127.0.0.1", 0);
  try {
    const tally = new Tally();
    const sender = target.sender(random);
    const malformed = Math.round(counts.forged * MALFORMED_SHARE);
    const planned = plan("over TCP", { ...counts, forged: counts.forged - malformed }, sender, tally);
    let malformedLeft = malformed;
    let sent = 0;
    for (;;) {
      const lines = nextRound(planned, sender);
      const shapes = Array.from({ length: Math.min(malformedLeft, 1 + sender.below(10)) }, () =>
        sender.pick(MALFORMED),
      );
      malformedLeft -= shapes.length;
      if (lines.length + shapes.length === 0) break;
      const { storage, strangers } = target;
      await Promise.all([
        ...lines.map((line) => pipeline(listening.port, line, tally)),
        ...shapes.map(async ({ kind, bytes, leave }) => {
          const answers = await converse(listening.port, bytes(sender, listening.port), [], leave);
          tally.answered(kind, null, worst(answers));
        }),
      ]);
      const harmless = lines.flat().every(({ kind }) => kind.group === "forged");
      const names = [...lines.flat(), ...shapes].map(({ kind }) => kind.name);
      if (harmless) tally.untouched(target, { storage, strangers }, `one of: ${[...new Set(names)].join(", ")}`);
      const before = sent;
      sent += names.length;
      if (Math.floor(sent / 10_000) > Math.floor(before / 10_000)) progress(sent);
    }
    await listening.close(1000);
    tally.compare(target.stored());
    return tally;
  } finally {
    await listening.close(0);
    await target.close();
  }
}

/** What goes over the wire next, a list for each connection. Genuine requests come mixed in, or in a round of many or none. */
function nextRound(planned: Generator<Planned, void>, sender: { below(limit: number): number }): Planned[][] {
  const lines: Planned[][] = [];
  for (let n = 0; n < 1 + sender.below(CONNECTIONS); n++) {
    const line: Planned[] = [];
    for (let k = 0; k < 1 + sender.below(MOST_PIPELINED); k++) {
      const { value } = planned.next();
      if (value === undefined) break;
      // What the parser refuses ends its connection at once, before those ahead of it are answered.
      if (value.kind.answers.includes(400)) lines.push([value]);
      else line.push(value);
    }
    if (line.length > 0) lines.push(line);
  }
  return lines;
}

/** Sends requests one behind the other. What the server leaves unanswered when it closes is sent again, as HTTP has it. */
async function pipeline(port: number, line: readonly Planned[], tally: Tally): Promise<void> {
  let left = line;
  for (let tries = 0; left.length > 0; ) {
    const bytes = Buffer.concat(left.map(({ request }) => rendered(request, port)));
    const answers = await converse(
      port,
      bytes,
      left.map(({ request }) => request.method),
      "stay",
    );
    for (const [index, answer] of answers.entries()) {
      const one = left[index];
      if (one !== undefined) tally.answered(one.kind, one.request, answer);
    }
    left = left.slice(answers.length);
    tries = answers.length === 0 ? tries + 1 : 0;
    const [first] = left;
    if (tries < MOST_TRIES || first === undefined) continue;
    tally.answered(first.kind, first.request, { status: "closed", words: "" });
    left = left.slice(1);
    tries = 0;
  }
}

/** Of several answers on one connection, the one to worry about. */
function worst(answers: readonly Answer[]): Answer {
  const rank = ({ status }: Answer) => (status === "closed" ? 0 : status < 300 ? 3 : status >= 500 ? 2 : 1);
  const closed: Answer = { status: "closed", words: "" };
  return answers.reduce((most, one) => (rank(one) > rank(most) ? one : most), closed);
}
