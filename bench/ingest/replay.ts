// Where there is no wrk: replays the requests of a file over plain sockets, as replay.lua does.
//   node replay.ts PORT FILE LENGTH SECONDS
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { CONNECTIONS } from "./load.ts";

const [port = 0, , length = 0, seconds = 0] = process.argv.slice(2).map(Number);
const bytes = readFileSync(process.argv[3] ?? "");
const latencies: number[] = [];
let failed = 0;
let offset = 0;

function nextRequest(): Buffer {
  if (offset + length > bytes.length) offset = 0;
  offset += length;
  return bytes.subarray(offset - length, offset);
}

/** The servers under test answer in one piece, so a packet is an answer. */
function open(until: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let sentAt = 0;
    const send = (): void => {
      sentAt = performance.now();
      if (sentAt >= until) socket.end();
      else socket.write(nextRequest());
    };
    socket.setNoDelay(true);
    socket.on("connect", send);
    socket.on("data", (answer) => {
      latencies.push(performance.now() - sentAt);
      if (!answer.toString("latin1", 9, 10).startsWith("2")) failed += 1;
      send();
    });
    socket.on("error", () => {
      failed += 1;
    });
    socket.on("close", () => resolve());
  });
}

const begun = performance.now();
await Promise.all(Array.from({ length: CONNECTIONS }, () => open(begun + seconds * 1000)));
const took = (performance.now() - begun) / 1000;
latencies.sort((a, b) => a - b);
const percentile = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? Number.NaN;
console.log(
  JSON.stringify({ requests: latencies.length, seconds: took, p50: percentile(0.5), p99: percentile(0.99), failed }),
);
