import { compose, type SentRequest, SIGNATURE, TIMESTAMP, withHeader } from "./request.ts";
import type { Forgery, Sender } from "./sender.ts";

const BOTH = [SIGNATURE, TIMESTAMP] as const;
const TYPES = [
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/jsonp",
  "application/json-patch+json",
  "text/json",
  "application/ json",
  "application/json, text/plain",
  "json",
  "*/*",
  "",
];
const ENCODINGS = [
  "gzip",
  "x-gzip",
  "deflate",
  "br",
  "zstd",
  "compress",
  "GZIP",
  "identity, gzip",
  "aes128gcm",
  "none",
];

const changed = (
  name: string,
  answers: readonly number[],
  change: (request: SentRequest, sender: Sender) => SentRequest,
): Forgery => ({ name, answers, forge: (sender) => change(compose(sender.genuine()), sender) });

const headerOf = ({ headers }: SentRequest, name: string): string =>
  headers.find(([known]) => known === name)?.[1] ?? "";

/** The same request with one of the two headers under another name. */
function renamed(request: SentRequest, sender: Sender): SentRequest {
  const name = sender.pick(BOTH);
  const otherName = sender.pick([
    name.replaceAll("-", "_"),
    name.replace("x-", ""),
    name.replace("zendesk", "zendesk2"),
    `${name}-`,
    `http-${name}`,
    name.replace("webhook-", ""),
    "authorization",
    "cookie",
    "x-hub-signature-256",
  ]);
  return withHeader(withHeader(request, name, null), otherName, headerOf(request, name));
}

/** The same request with one of the two headers twice. */
function doubled(request: SentRequest, sender: Sender): SentRequest {
  const name = sender.pick(BOTH);
  const again = sender.pick([headerOf(request, name), "", headerOf(compose(sender.genuine()), name)]);
  const second = [sender.pick([name, name.toUpperCase()]), again] as const;
  const headers = sender.random() < 0.5 ? [...request.headers, second] : [second, ...request.headers];
  return { ...request, headers };
}

export const HEADER_FORGERIES: readonly Forgery[] = [
  changed("a header missing", [401], (request, sender) => {
    const without = withHeader(request, sender.pick(BOTH), null);
    return sender.random() < 0.3 ? BOTH.reduce((left, name) => withHeader(left, name, null), request) : without;
  }),
  changed("a header empty", [401], (request, sender) => withHeader(request, sender.pick(BOTH), "")),
  changed("a header under another name", [401], renamed),
  changed("a header twice", [401], doubled),
  {
    ...changed("a header of kilobytes", [401], (request, sender) => {
      const name = sender.pick(BOTH);
      const filling = sender.pick(["A", "=", "0", "+/", "Z", "-", "%00"]).repeat(500 + sender.below(2000));
      const value = sender.pick([headerOf(request, name) + filling, filling + headerOf(request, name), filling]);
      return withHeader(request, name, value);
    }),
    weight: 0.3,
  },
  // Node's parser refuses control characters before anybody reads the header.
  changed("control characters in a header", [401, 400], (request, sender) => {
    const name = sender.pick(BOTH);
    const value = headerOf(request, name);
    const at = 1 + sender.below(value.length - 1);
    const odd = String.fromCharCode(sender.pick([1, 2, 7, 8, 11, 12, 14, 27, 31, 127, 128, 160, 255]));
    return withHeader(request, name, value.slice(0, at) + odd + value.slice(at));
  }),
  changed("the proof in the query", [401], (request) => {
    const query = new URLSearchParams(Object.fromEntries(BOTH.map((name) => [name, headerOf(request, name)])));
    const bare = BOTH.reduce((left, name) => withHeader(left, name, null), request);
    return { ...bare, target: `${request.target}?${query}` };
  }),
  changed("headers of trust instead of a signature", [401], (request, sender) => {
    const bare = withHeader(request, SIGNATURE, null);
    const [name, value] = sender.pick([
      ["authorization", "Basic YWRtaW46YWRtaW4="],
      ["authorization", `Bearer ${sender.grounds.operatorToken}`],
      ["x-forwarded-for", "127.0.0.1"],
      ["x-original-url", "/livez"],
      ["x-http-method-override", "GET"],
      ["x-zendesk-webhook-id", "01HM5Q1N2F9Y6XW3Z0R8T4K7AB"],
    ] as const);
    return withHeader(bare, name, value);
  }),
  changed("not JSON by its type", [415], (request, sender) =>
    withHeader(request, "content-type", sender.pick([...TYPES, null])),
  ),
  changed("compressed by its encoding", [415], (request, sender) =>
    withHeader(request, "content-encoding", sender.pick(ENCODINGS)),
  ),
  {
    ...changed("a length that lies, beyond the limit", [413], (request, sender) =>
      withHeader(request, "content-length", sender.pick(["1048577", "2000000", "99999999999", "1e9", "Infinity"])),
    ),
    only: "in process",
  },
];
