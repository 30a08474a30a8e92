import { compose, type SentRequest } from "./request.ts";
import type { Forgery, Sender } from "./sender.ts";

const PREFIX = "/webhooks/zendesk/";
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const NAME_LETTERS = 21;

const idOf = (target: string): string => target.slice(PREFIX.length);

/** A right signature at a wrong address. */
const at = (name: string, answers: readonly number[], target: (sender: Sender) => string): Forgery => ({
  name,
  answers,
  forge: (sender) => compose({ ...sender.genuine(), target: target(sender) }),
});

const madeUp = (name: string, id: (id: string, sender: Sender) => string): Forgery =>
  at(name, [401], (sender) => PREFIX + id(idOf(sender.grounds.target), sender));

const letters = (sender: Sender, length: number): string =>
  Array.from({ length }, () => LETTERS[sender.below(64)]).join("");

const NO_IDS = [
  "..%2F..%2Fetc%2Fpasswd",
  "%2e%2e%2f",
  "..%5c..%5c",
  "__proto__",
  "constructor",
  "undefined",
  "null",
  "%00",
  "%zz",
  "%ff%fe",
  "%E2%80%AE",
  ":desk",
  "*",
  "acme",
  "'%20OR%201=1",
  "%F0%9F%93%A8",
];

export const ADDRESS_FORGERIES: readonly Forgery[] = [
  madeUp("one letter of the address changed", (id, sender) => {
    const place = sender.below(id.length);
    return id.slice(0, place) + LETTERS[sender.below(64)] + id.slice(place + 1);
  }),
  madeUp("the address in another case", (id, sender) => sender.pick([id.toLowerCase(), id.toUpperCase()])),
  madeUp("the address cut or longer", (id, sender) =>
    sender.pick([id.slice(0, 1 + sender.below(63)), id + letters(sender, 1 + sender.below(9)), id + id, `${id}=`]),
  ),
  madeUp("the name of one Desk, the tag of another", (id, sender) => {
    const other = idOf(sender.pick([sender.grounds.otherTarget, sender.grounds.strangerTarget]));
    const cut = NAME_LETTERS + sender.below(2);
    return sender.pick([id.slice(0, cut) + other.slice(cut), other.slice(0, cut) + id.slice(cut)]);
  }),
  madeUp("an address of random letters", (_, sender) => letters(sender, 64)),
  madeUp("percent signs in the address", (id, sender) =>
    sender.pick([
      `${id}%00`,
      `%20${id}`,
      `${id}%0a`,
      `${id}%2f`,
      `${id}%3F`,
      `${id.slice(0, 40)}%${id.slice(40)}`,
      `%25${id}`,
    ]),
  ),
  madeUp("an address that is no id", (_, sender) => sender.pick(NO_IDS)),
  madeUp("an address of kilobytes", (id, sender) => id + letters(sender, 1000 + sender.below(3000))),
  at("another account's address", [401], ({ grounds }) => grounds.otherTarget),
  at("the address of an account never connected", [401], ({ grounds }) => grounds.strangerTarget),
  at("another path", [404], otherPath),
  at("the way in of another helpdesk", [401], ({ grounds }) => `/webhooks/github/${idOf(grounds.target)}`),
  {
    name: "another method",
    answers: [404],
    forge: (sender) => ({
      ...compose(sender.genuine()),
      method: sender.pick(["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "REPORT", "MERGE"]),
    }),
  },
  { name: "the operator's routes without the token", answers: [400, 401], weight: 0.3, forge: asOperator },
];

function otherPath(sender: Sender): string {
  const { target } = sender.grounds;
  const id = idOf(target);
  return sender.pick([
    `${target}/`,
    `${target}//`,
    `${target}/x`,
    `/${target.slice(1).replace("/", "//")}`,
    `/webhooks/zendesk`,
    `/webhooks/zendesk/`,
    `/webhooks/ZENDESK/${id}`,
    `/Webhooks/zendesk/${id}`,
    `/webhook/zendesk/${id}`,
    `/webhooks/${id}`,
    `/${id}`,
    `/%2fwebhooks%2fzendesk%2f${id}`,
    `/webhooks%2fzendesk/${id}`,
    `/x/../webhooks/zendesk/`,
    `/webhooks/zendesk;a=b/${id}`,
  ]);
}

/** Its routes change things: none may be reached with what a webhook carries. */
function asOperator(sender: Sender): SentRequest {
  const request = compose(sender.genuine());
  const [method, target] = sender.pick([
    ["POST", "/operator/connect"],
    ["POST", "/operator/disconnect"],
    ["POST", "/operator/mode"],
    ["GET", "/operator/parked"],
    ["GET", "/operator/status"],
    ["GET", "/operator/doctor"],
    ["GET", "/metrics"],
  ] as const);
  const token = sender.grounds.operatorToken;
  const authorization = sender.pick([
    null,
    "",
    "Bearer",
    "Bearer ",
    `Bearer ${token.slice(0, -1)}`,
    `Bearer ${token}0`,
    `Bearer ${token.toUpperCase()}`,
    `Basic ${token}`,
    token,
  ]);
  const headers = authorization === null ? [] : ([["authorization", authorization]] as const);
  return { ...request, method, target, headers: [...request.headers, ...headers] };
}
