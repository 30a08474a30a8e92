/** Ids of everything but tickets have 13 digits today (zendesk.md §2); tickets count up from 1. */
const FIRST_ID = 8_447_320_400_000;

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const HEX = "0123456789abcdef";
const BASE_62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

export interface Ids {
  next(): number;
  nextTicket(): number;
  /** The 26 characters of a webhook's or invocation's id (zendesk.md §1.8: "webhook `id` is a ULID string"). */
  ulid(): string;
  /** The id of a ticket event (zendesk.md §1.2: "UUID for ticket events"). */
  uuid(): string;
  hex(length: number): string;
  secret(length: number): string;
}

export function createIds(random: () => number, now: () => number): Ids {
  let lastId = FIRST_ID;
  let lastTicket = 0;
  const draw = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join("");

  return {
    next: () => {
      lastId += 1 + Math.floor(random() * 64);
      return lastId;
    },
    nextTicket: () => {
      lastTicket += 1;
      return lastTicket;
    },
    ulid: () => crockfordTime(now()) + draw(CROCKFORD, 16),
    uuid: () => `${draw(HEX, 8)}-${draw(HEX, 4)}-4${draw(HEX, 3)}-8${draw(HEX, 3)}-${draw(HEX, 12)}`,
    hex: (length) => draw(HEX, length),
    secret: (length) => draw(BASE_62, length),
  };
}

function crockfordTime(epochMs: number): string {
  let rest = epochMs;
  let text = "";
  for (let digit = 0; digit < 10; digit += 1) {
    text = `${CROCKFORD[rest % 32]}${text}`;
    rest = Math.floor(rest / 32);
  }
  return text;
}
