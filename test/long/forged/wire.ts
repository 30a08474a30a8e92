import { connect, type Socket } from "node:net";
import type { SentRequest } from "./request.ts";
import type { Answer } from "./tally.ts";

const PIECE_BYTES = 4096;
/** A server that says nothing for so long has forgotten the request: a fault, told as `closed`. */
const SILENCE_MS = 20_000;

/** The bytes of a request, as HTTP/1.1 has them. */
export function rendered({ method, target, headers, body, streamed }: SentRequest, port: number): Buffer {
  const framing = streamed ? "transfer-encoding: chunked" : `content-length: ${body.length}`;
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  const head = [`${method} ${target} HTTP/1.1`, `host: 127.0.0.1:${port}`, ...lines, framing].join("\r\n");
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`, "latin1"), streamed ? chunked(body) : body]);
}

/** A body in pieces, as `Transfer-Encoding: chunked` spells it. */
export function chunked(body: Uint8Array): Buffer {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < body.length; at += PIECE_BYTES) {
    const piece = body.subarray(at, at + PIECE_BYTES);
    pieces.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n"));
  }
  return Buffer.concat([...pieces, Buffer.from("0\r\n\r\n")]);
}

/** How a connection is left once everything is written. */
export type Leave = "stay" | "end" | "reset";

/**
 * Writes bytes to a new connection, reads answers until all are there or the server closes it.
 * @param methods of the requests in it, for an answer to HEAD has no body
 */
export function converse(
  port: number,
  bytes: Buffer,
  methods: readonly string[],
  leave: Leave,
): Promise<readonly Answer[]> {
  return new Promise((resolve) => {
    const answers: Answer[] = [];
    let unread = Buffer.alloc(0);
    const socket = connect(port, "127.0.0.1");
    const finish = (): void => {
      socket.destroy();
      resolve(answers);
    };
    socket.setNoDelay(true);
    socket.setTimeout(SILENCE_MS, finish);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      // An answer without a length ends with its connection.
      const last = readAnswer(unread, "GET", true);
      if (last !== null) answers.push(last.answer);
      finish();
    });
    socket.on("data", (chunk) => {
      unread = Buffer.concat([unread, chunk]);
      for (;;) {
        const read = readAnswer(unread, methods[answers.length] ?? "GET", false);
        if (read === null) break;
        unread = unread.subarray(read.length);
        if (read.answer.status !== 100) answers.push(read.answer);
      }
      if (leave === "stay" && answers.length >= methods.length) finish();
    });
    socket.write(bytes, () => depart(socket, leave));
  });
}

function depart(socket: Socket, leave: Leave): void {
  if (leave === "end") socket.end();
  if (leave === "reset") socket.resetAndDestroy();
}

const UNTOLD = /^(date|connection|keep-alive|content-length|transfer-encoding):/i;

/** The first answer in `bytes` and its length there, or `null` while it isn't whole. */
function readAnswer(
  bytes: Buffer,
  method: string,
  ended: boolean,
): { readonly answer: Answer; readonly length: number } | null {
  const headLength = bytes.indexOf("\r\n\r\n");
  if (headLength < 0) return null;
  const [statusLine = "", ...headers] = bytes.toString("latin1", 0, headLength).split("\r\n");
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1] ?? Number.NaN);
  const start = headLength + 4;
  const end = status === 100 || method === "HEAD" ? start : bodyEnd(bytes, start, headers, ended);
  if (end === null || end > bytes.length) return null;
  const told = headers.filter((line) => !UNTOLD.test(line)).sort();
  return { answer: { status, words: `${told.join("\n")} ${bytes.toString("latin1", start, end)}` }, length: end };
}

function bodyEnd(bytes: Buffer, start: number, headers: readonly string[], ended: boolean): number | null {
  const announced = headers.map((line) => /^content-length: (\d+)$/i.exec(line)?.[1]).find((found) => found);
  if (announced !== undefined) return start + Number(announced);
  if (!headers.some((line) => /^transfer-encoding: chunked$/i.test(line))) return ended ? bytes.length : null;
  const last = bytes.indexOf("0\r\n\r\n", start);
  return last < 0 ? null : last + 5;
}
