import { compose, type SentRequest, SIGNATURE, withHeader } from "./request.ts";
import type { Sender } from "./sender.ts";
import type { Kind } from "./tally.ts";
import { chunked, type Leave, rendered } from "./wire.ts";

/** Bytes for one connection that are no proper request, or aren't whole. */
export interface Malformed {
  readonly kind: Kind;
  readonly bytes: (sender: Sender, port: number) => Buffer;
  readonly leave: Leave;
}

type Answers = Kind["answers"];

/** The parser refuses it, or the connection is closed without a word. */
const REFUSED: Answers = [400, "closed"];

const shape = (name: string, answers: Answers, bytes: Malformed["bytes"], leave: Leave = "end"): Malformed => ({
  kind: { name, group: "forged", answers },
  bytes,
  leave,
});

/** A genuine webhook that nobody ever sends otherwise: were it taken, its row would tell. */
const hidden = (sender: Sender, port: number): Buffer => rendered(compose(sender.genuine()), port);

/** A forged one, so that a server that reads on finds nothing that it could take. */
const forged = (sender: Sender): SentRequest =>
  withHeader(compose(sender.genuine()), SIGNATURE, Buffer.from(sender.bytes(32)).toString("base64"));

/** The head of a request with these lines for its framing. */
function head({ method, target, headers }: SentRequest, port: number, ...framing: readonly string[]): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${target} HTTP/1.1`, `host: 127.0.0.1:${port}`, ...lines, ...framing, "", ""].join("\r\n");
}

const raw = (...parts: readonly (string | Uint8Array)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part)));

/** A genuine webhook with other framing, and another hidden behind it that one of two readings would find. */
const framed = (name: string, lines: (length: number, sender: Sender) => readonly string[], body = "raw"): Malformed =>
  shape(name, REFUSED, (sender, port) => {
    const request = compose(sender.genuine());
    const bytes = body === "chunked" ? chunked(request.body) : request.body;
    return raw(head(request, port, ...lines(bytes.length, sender)), bytes, hidden(sender, port));
  });

/** A genuine webhook in chunks that are spelled wrongly. */
const badChunks = (name: string, spell: (body: Uint8Array, sender: Sender) => string | Uint8Array): Malformed =>
  shape(name, REFUSED, (sender, port) => {
    const request = compose(sender.genuine());
    return raw(head(request, port, "transfer-encoding: chunked"), spell(request.body, sender), hidden(sender, port));
  });

/** A genuine webhook whose head is spelled wrongly. */
const badHead = (
  name: string,
  spell: (head: string, sender: Sender) => string,
  answers: Answers = REFUSED,
): Malformed =>
  shape(name, answers, (sender, port) => {
    const request = compose(sender.genuine());
    return raw(spell(head(request, port, `content-length: ${request.body.length}`), sender), request.body);
  });

const hex = (length: number): string => length.toString(16);

const SMUGGLING: readonly Malformed[] = [
  framed(
    "both a length and chunks",
    (length, sender) =>
      sender.pick([
        ["transfer-encoding: chunked", `content-length: ${length}`],
        [`content-length: ${length}`, "transfer-encoding: chunked"],
        ["Transfer-Encoding: chunked", "Content-Length: 4"],
      ]),
    "chunked",
  ),
  framed("two lengths", (length, sender) =>
    sender.pick([
      [`content-length: ${length}`, "content-length: 0"],
      ["content-length: 0", `content-length: ${length}`],
      [`content-length: ${length}`, `content-length: ${length}`],
      [`content-length: ${length}, ${length}`],
    ]),
  ),
  framed("a length that is no number", (length, sender) =>
    sender.pick([
      [`content-length: +${length}`],
      [`content-length: -${length}`],
      [`content-length: 0x${hex(length)}`],
      [`content-length: ${length}.0`],
      [`content-length: ${length} 0`],
      [`content-length: ${2n ** 64n + BigInt(length)}`],
      ["content-length: "],
    ]),
  ),
  framed(
    "an encoding of transfer that is none",
    (_, sender) =>
      sender.pick([
        ["transfer-encoding: xchunked"],
        ["transfer-encoding: chunked, identity"],
        ["transfer-encoding: identity"],
        ["transfer-encoding: gzip"],
        ["transfer-encoding: chunkedchunked"],
        ["transfer-encoding: \x0bchunked"],
        ["transfer-encoding : chunked"],
        ["transfer-encoding:\x00chunked"],
        ["transfer-encoding: chunked", "transfer-encoding: identity"],
      ]),
    "chunked",
  ),
  badChunks("a chunk whose size is none", (body, sender) =>
    raw(
      sender.pick([
        `0x${hex(body.length)}`,
        `+${hex(body.length)}`,
        `-${hex(body.length)}`,
        ` ${hex(body.length)}`,
        `${hex(body.length)} 0`,
        `${"f".repeat(20)}${hex(body.length)}`,
        "g",
        "",
      ]),
      "\r\n",
      body,
      "\r\n0\r\n\r\n",
    ),
  ),
  badChunks("a chunk that is longer than its size", (body, sender) =>
    raw(`${hex(body.length - 1 - sender.below(body.length - 1))}\r\n`, body, "\r\n0\r\n\r\n"),
  ),
  badChunks("a chunk with the wrong line end", (body, sender) =>
    sender.pick([
      raw(`${hex(body.length)}\n`, body, "\n0\n\n"),
      raw(`${hex(body.length)}\r`, body, "\r0\r\r"),
      raw(`${hex(body.length)};a\nb=\r\n`, body, "\r\n0\r\n\r\n"),
    ]),
  ),
];

const ODD_BYTES = ["\0", "\x01", "\x0b", "\x1b", "\x7f"];

const HEADS: readonly Malformed[] = [
  badHead("a header folded over two lines", (text) => text.replace(`${SIGNATURE}: `, `${SIGNATURE}:\r\n `)),
  badHead("a control character in the head", (text, sender) => {
    const at = 1 + sender.below(text.length - 6);
    return text.slice(0, at) + sender.pick(ODD_BYTES) + text.slice(at);
  }),
  badHead("a line end of one character", (text, sender) => {
    const ends = [...text.matchAll(/\r\n/g)].map(({ index }) => index);
    const at = sender.pick(ends);
    return text.slice(0, at) + sender.pick(["\r", "\n", "\n\r", "\r\r\n"]) + text.slice(at + 2);
  }),
  badHead("a space before the colon, or no name", (text, sender) =>
    text.replace(`${SIGNATURE}:`, sender.pick([`${SIGNATURE} :`, `${SIGNATURE}\t:`, ":", " :", `(${SIGNATURE}):`])),
  ),
  badHead("no Host", (text) => text.replace(/host: [^\r]*\r\n/, "")),
  badHead("a Host that is none", (text, sender) =>
    text.replace(
      /host: [^\r]*/,
      `host: ${sender.pick(["a b", "[::1", "x/../y", "a@b", "%", "\\", "x:99999", "[]", "a\tb"])}`,
    ),
  ),
  badHead(
    "a target that is none",
    (text, sender) =>
      text.replace(
        /^POST \S+/,
        `POST ${sender.pick(["x", "*", "\\", "http://", "http://[", "?", "//[", "/\\", "ftp://x/"])}`,
      ),
    [400, 404, "closed"],
  ),
  // HTTP/0.9, 1.0 and 2.0 are versions: Node reads those as it reads 1.1.
  badHead("a version that is none", (text, sender) =>
    text.replace("HTTP/1.1", sender.pick(["HTTP/9.9", "HTTP/1.", "http/1.1", "ICY", "", "HTTP/1.1 x"])),
  ),
  badHead("a method that is none", (text, sender) =>
    text.replace("POST", sender.pick(["POS T", "P\0ST", "", "PO", "post", "CONNECT", "POST,GET", "TRACK", "@"])),
  ),
  badHead("a head of 20 kB", (text) => text.replace("host:", `x: ${"y".repeat(20_000)}\r\nhost:`), [431, "closed"]),
  badHead(
    "an expectation nobody knows",
    (text) => text.replace("host:", "expect: the-spanish-inquisition\r\nhost:"),
    [417],
  ),
];

const OTHERS: readonly Malformed[] = [
  shape("half a request, then the end", REFUSED, half, "end"),
  shape("half a request, then a reset", ["closed"], half, "reset"),
  shape("a forged request, then a reset", [401, "closed"], (sender, port) => rendered(forged(sender), port), "reset"),
  shape("something other than HTTP", REFUSED, (sender) =>
    sender.pick([
      Buffer.from("16030100c8010000c40303", "hex"),
      raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
      raw("SSH-2.0-OpenSSH_9.6\r\n"),
      raw("\0".repeat(64)),
      Buffer.from(sender.bytes(1 + sender.below(200))),
    ]),
  ),
  shape("nothing at all", ["closed"], () => Buffer.alloc(0)),
  shape("a hundred and more header lines, the proof behind them", [401, 431], (sender, port) => {
    const lines = Array.from({ length: 100 + sender.below(400) }, (_, n) => `x-${n}: y`).join("\r\n");
    const request = compose(sender.genuine());
    const text = head(request, port, `content-length: ${request.body.length}`);
    return raw(text.replace("content-type:", `${lines}\r\ncontent-type:`), request.body);
  }),
  shape("forged, after asking for leave (Expect)", [401], (sender, port) =>
    rendered(withHeader(forged(sender), "expect", "100-continue"), port),
  ),
  shape("forged, with a wish for another protocol", [401, 400, "closed"], (sender, port) => {
    const upgrade = withHeader(forged(sender), "upgrade", sender.pick(["websocket", "h2c", "TLS/1.0"]));
    return rendered(withHeader(upgrade, "connection", "Upgrade"), port);
  }),
];

export const MALFORMED: readonly Malformed[] = [...SMUGGLING, ...HEADS, ...OTHERS];

/** All of a genuine webhook but its end. */
function half(sender: Sender, port: number): Buffer {
  const whole = hidden(sender, port);
  return whole.subarray(0, 1 + sender.below(whole.length - 1));
}
