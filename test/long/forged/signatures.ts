import { createHash, createHmac } from "node:crypto";
import { compose, type Parts, SIGNATURE, sign, TIMESTAMP, utf8, withHeader } from "./request.ts";
import type { Forgery, Sender } from "./sender.ts";

const PUBLIC_TEST_SECRET = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Changes the signature's text and nothing else. */
const respelled = (name: string, change: (signature: string, sender: Sender) => string): Forgery => ({
  name,
  answers: [401],
  forge: (sender) => {
    const parts = sender.genuine();
    return compose({ ...parts, signature: change(parts.signature, sender) });
  },
});

/** Changes the 32 bytes that the signature stands for. */
const otherMac = (name: string, change: (mac: Buffer, sender: Sender) => Uint8Array): Forgery =>
  respelled(name, (signature, sender) =>
    Buffer.from(change(Buffer.from(signature, "base64"), sender)).toString("base64"),
  );

/** Signs the right bytes in a wrong way. */
const signedBy = (name: string, signature: (parts: Parts, sender: Sender) => string): Forgery => ({
  name,
  answers: [401],
  forge: (sender) => {
    const parts = sender.genuine();
    return compose({ ...parts, signature: signature(parts, sender) });
  },
});

const wrongKey = (name: string, key: (sender: Sender) => string | Buffer): Forgery =>
  signedBy(name, ({ timestamp, body }, sender) =>
    createHmac("sha256", key(sender)).update(timestamp).update(body).digest("base64"),
  );

const insert = (text: string, at: number, what: string): string => text.slice(0, at) + what + text.slice(at);

export const SIGNATURE_FORGERIES: readonly Forgery[] = [
  otherMac("one bit of the MAC flipped", (mac, sender) => {
    const at = sender.below(mac.length);
    mac[at] = (mac[at] ?? 0) ^ (1 << sender.below(8));
    return mac;
  }),
  otherMac("several bytes of the MAC changed", (mac, sender) => {
    for (let n = 0; n < 1 + sender.below(8); n++) mac[sender.below(mac.length)] = sender.below(256);
    return mac;
  }),
  otherMac("32 random bytes", (_, sender) => sender.bytes(32)),
  otherMac("the MAC cut short", (mac, sender) => mac.subarray(0, sender.below(32))),
  otherMac("the MAC made longer", (mac, sender) => Buffer.concat([mac, sender.bytes(1 + sender.below(64))])),
  otherMac("the MAC reversed or of one byte", (mac, sender) =>
    sender.pick([mac.reverse(), Buffer.alloc(32, sender.pick([0, 0xff, 0x41]))]),
  ),
  respelled("a letter of the base64 changed", (signature, sender) => {
    const at = sender.below(43);
    return signature.slice(0, at) + ALPHABET[sender.below(64)] + signature.slice(at + 1);
  }),
  respelled("base64 cut short", (signature, sender) => signature.slice(0, sender.below(44))),
  respelled("base64 in another alphabet", (signature, sender) =>
    sender.pick([
      signature.replaceAll("+", "-").replaceAll("/", "_"),
      signature.replaceAll("+", "-").replaceAll("/", "_").replace("=", ""),
      signature.replaceAll("+", "."),
      signature.replaceAll("+", " "),
      encodeURIComponent(signature),
    ]),
  ),
  respelled("the right MAC in hex", (signature, sender) => {
    const hex = Buffer.from(signature, "base64").toString("hex");
    return sender.pick([hex, hex.toUpperCase(), `0x${hex}`]);
  }),
  respelled("base64 padded otherwise", (signature, sender) =>
    sender.pick([signature.slice(0, -1), `${signature}=`, `${signature}==`, `${signature}A===`, `=${signature}`]),
  ),
  respelled("base64 with spare bits set", (signature, sender) => {
    // 32 bytes leave two bits of the last letter unused: a loose reader takes four spellings for the same MAC.
    const last = ALPHABET.indexOf(signature[42] ?? "A");
    return `${signature.slice(0, 42)}${ALPHABET[last ^ (1 + sender.below(3))]}=`;
  }),
  respelled("white space in or about the base64", (signature, sender) =>
    insert(signature, sender.below(45), sender.pick([" ", "\t", "  ", "%20", "%0A"])),
  ),
  respelled("capitals and small letters swapped", (signature) =>
    signature.replace(/[a-z]/gi, (letter) =>
      letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
    ),
  ),
  respelled("something before or after the signature", (signature, sender) =>
    sender.pick([
      `sha256=${signature}`,
      `v1,${signature}`,
      `"${signature}"`,
      `${signature},`,
      `${signature};`,
      `${signature}${signature}`,
      `${signature}, ${sign("another secret of twenty-four", "", new Uint8Array())}`,
      `${sign("another secret of twenty-four", "", new Uint8Array())} ${signature}`,
    ]),
  ),
  respelled("no base64 at all", (_, sender) =>
    sender.pick(["", "null", "undefined", "true", "0", "{}", "[]", "=", "====", "A".repeat(44), "*", "' OR 1=1 --"]),
  ),
  wrongKey("another account's secret", ({ grounds }) => grounds.otherSecret),
  wrongKey("a secret whose day is over", ({ grounds }) => grounds.retiredSecret),
  wrongKey("the secret taken for base64", (sender) => Buffer.from(sender.secret(), "base64")),
  wrongKey("the secret altered", (sender) => {
    const secret = sender.secret();
    return sender.pick([secret.slice(1), `${secret} `, secret.toUpperCase(), `${secret}\n`, secret.repeat(2)]);
  }),
  wrongKey("a secret anybody could try", (sender) =>
    sender.pick(["", "secret", PUBLIC_TEST_SECRET, "this_secret_is_for_testing_only", sender.grounds.target]),
  ),
  wrongKey("a random secret", (sender) => Buffer.from(sender.bytes(32))),
  signedBy("another algorithm", ({ timestamp, body }, sender) => {
    const secret = sender.secret();
    const whole = Buffer.concat([utf8(timestamp), body]);
    return sender.pick([
      createHmac("sha1", secret).update(whole).digest("base64"),
      createHmac("sha512", secret).update(whole).digest("base64"),
      createHmac("sha3-256", secret).update(whole).digest("base64"),
      createHash("sha256").update(secret).update(whole).digest("base64"),
      createHash("sha256").update(whole).update(secret).digest("base64"),
      createHash("sha256").update(whole).digest("base64"),
    ]);
  }),
  signedBy("the parts signed in another way", ({ timestamp, body, target }, sender) => {
    const secret = sender.secret();
    const text = Buffer.from(body).toString("utf8");
    const whole = sender.pick([
      `${text}${timestamp}`,
      text,
      timestamp,
      `${timestamp}.${text}`,
      `${timestamp}\n${text}`,
      `${target}${timestamp}${text}`,
      "",
    ]);
    return sign(secret, whole, new Uint8Array());
  }),
  signedBy("the signature of another body", (_, sender) => sender.genuine().signature),
  signedBy("the signature of another time", ({ body }, sender) =>
    sign(sender.secret(), sender.timestamp(sender.below(600) - 300), body),
  ),
  {
    name: "signature and time swapped",
    answers: [401],
    forge: (sender) => {
      const parts = sender.genuine();
      const request = compose(parts);
      return withHeader(withHeader(request, SIGNATURE, parts.timestamp), TIMESTAMP, parts.signature);
    },
  },
];
