import { gzipSync } from "node:zlib";
import { compose, type SentRequest, utf8, withHeader } from "./request.ts";
import { ACCOUNT_ID, type Forgery, type Sender } from "./sender.ts";

const MAX_BODY_BYTES = 1_048_576;
const PADDING = Buffer.alloc(MAX_BODY_BYTES, " ");

type Bytes = Uint8Array<ArrayBuffer>;

/** Sends another body under the signature of the first. */
const altered = (name: string, change: (body: Bytes, sender: Sender) => Uint8Array): Forgery => ({
  name,
  answers: [401],
  forge: (sender) => {
    const parts = sender.genuine();
    return { ...compose({ ...parts, body: copied(change(parts.body, sender)) }), streamed: sender.random() < 0.05 };
  },
});

/** The same, for a change of the text. */
const rewritten = (name: string, change: (text: string, sender: Sender) => string): Forgery =>
  altered(name, (body, sender) => utf8(change(Buffer.from(body).toString("utf8"), sender)));

const copied = (bytes: Uint8Array): Bytes => new Uint8Array(bytes);

function reordered(text: string): string {
  return JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).reverse()));
}

const tooLarge = (sender: Sender): SentRequest => {
  const parts = sender.genuine();
  const body = new Uint8Array(Buffer.concat([parts.body, PADDING.subarray(sender.below(parts.body.length))]));
  return { ...compose(sender.signed(body)), streamed: sender.random() < 0.5 };
};

export const BODY_FORGERIES: readonly Forgery[] = [
  altered("one bit of the body flipped", (body, sender) => {
    const at = sender.below(body.length);
    body[at] = (body[at] ?? 0) ^ (1 << sender.below(8));
    return body;
  }),
  altered("the body cut short", (body, sender) => body.subarray(0, sender.below(body.length))),
  altered("the body made longer", (body, sender) =>
    Buffer.concat([body, sender.pick([utf8(" "), utf8("\n"), utf8("\0"), utf8(sender.event()), sender.bytes(7)])]),
  ),
  altered("something before the body", (body, sender) =>
    Buffer.concat([sender.pick([utf8(" "), utf8("\n"), utf8("\ufeff"), utf8("{}"), sender.bytes(3)]), body]),
  ),
  altered("bytes moved within the body", (body, sender) => {
    const [from, to] = [sender.below(body.length), sender.below(body.length)];
    const [one, other] = [body[from] ?? 0, body[to] ?? 0];
    body[from] = other;
    body[to] = one;
    return body;
  }),
  altered("an empty body", () => new Uint8Array()),
  altered("a body of noise", (_, sender) => sender.bytes(sender.below(400))),
  altered("another charset", (body, sender) =>
    Buffer.from(Buffer.from(body).toString("utf8"), sender.pick(["utf16le", "latin1"])),
  ),
  altered("compressed without saying so", (body) => gzipSync(body, { level: 1 })),
  rewritten("another Unicode normal form", (text, sender) =>
    text.normalize(sender.pick(["NFC", "NFD", "NFKC", "NFKD"])),
  ),
  rewritten("other line ends", (text, sender) => JSON.stringify(JSON.parse(text), null, sender.pick([1, 2, "\r\n"]))),
  rewritten("the keys in another order", reordered),
  rewritten("escapes spelled otherwise", (text, sender) =>
    sender.pick([text.replace("zen:", "\\u007aen:"), text.replaceAll("/", "\\/"), text.replace('"id"', '"\\u0069d"')]),
  ),
  rewritten("a key twice", (text) => text.replace("{", '{"account_id":null,')),
  rewritten("another ticket", (text) => text.replace(/"id":"(\d+)"/, (_, id) => `"id":"${Number(id) + 1}"`)),
  rewritten("another event", (text, sender) => text.replace(/ticket\.\w+/, sender.pick(["ticket.deleted", "user.x"]))),
  { name: "signed, over the size limit", answers: [413], weight: 0.02, forge: tooLarge },
  {
    name: "signed, compressed and saying so",
    answers: [415],
    forge: (sender) => {
      const parts = sender.signed(copied(gzipSync(sender.genuine().body, { level: 1 })));
      return withHeader(compose(parts), "content-encoding", "gzip");
    },
  },
  {
    name: "signed, of another Zendesk account",
    answers: [401],
    forge: (sender) => {
      const foreign = sender.pick([1, "0", ACCOUNT_ID + 1, `${ACCOUNT_ID}0`, `0${ACCOUNT_ID}`, sender.below(2 ** 31)]);
      return compose(sender.signed(utf8(sender.event(foreign))));
    },
  },
];
