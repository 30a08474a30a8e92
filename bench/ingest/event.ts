import { Buffer } from "node:buffer";

/** Where a server under test takes events, and the secret they have to be signed with; `null` where nobody looks. */
export interface Address {
  readonly port: number;
  readonly path: string;
  readonly secret: string | null;
}

/** The events of one helpdesk, as they come over the wire. */
export interface Events {
  /** Which, and how large; for the section. */
  readonly name: string;
  /** More than any server takes in: one that is sent twice would be dropped as a duplicate, which is cheaper. */
  readonly mostPerSecond: number;
  /**
   * Whole HTTP requests of equal length, one after the other: each a genuine event that no other repeats. A load generator
   * of any kind can replay them without doing work of its own.
   */
  signedRequests(count: number, address: Address): Buffer;
}

/** What requests are signed with where nobody looks: the work of making them is the same. */
export const NOBODY_LOOKS = "nobody looks";

/** @param lines the headers that are the helpdesk's own */
export function requestOf({ port, path }: Address, lines: readonly string[], body: string): Buffer {
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    ...lines,
    `content-length: ${Buffer.byteLength(body, "latin1")}`,
  ];
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`, "latin1");
}
