const HEX = "0123456789abcdef";
const BASE_62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Ids of today's github.com have ten digits; within one emulator they are unique across all kinds of things. */
const FIRST_ID = 2_400_000_000;

export interface Ids {
  next(): number;
  /** A commit's or blob's id. */
  sha(): string;
  guid(): string;
  secret(length: number): string;
  hex(length: number): string;
}

export function createIds(random: () => number): Ids {
  let last = FIRST_ID;
  const draw = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join("");
  return {
    next: () => {
      last += 1 + Math.floor(random() * 64);
      return last;
    },
    sha: () => draw(HEX, 40),
    guid: () => `${draw(HEX, 8)}-${draw(HEX, 4)}-11f0-8${draw(HEX, 3)}-${draw(HEX, 12)}`,
    secret: (length) => draw(BASE_62, length),
    hex: (length) => draw(HEX, length),
  };
}

/** The GraphQL name of a thing; opaque, so its inner form is an assumption. */
export function nodeId(prefix: string, id: number): string {
  return `${prefix}_kwDO${Buffer.from(String(id)).toString("base64url")}`;
}
