import { createHash } from "node:crypto";
import type { SentRequest } from "./request.ts";
import type { Target } from "./target.ts";

/** What came back; `closed`: the connection ended without an answer. */
export interface Answer {
  readonly status: number | "closed";
  /** Everything that the sender gets to see, but the date. */
  readonly words: string;
}

/** What a request is, by how it was made. */
export interface Kind {
  readonly name: string;
  /** `forged`: nothing may come of it. `again`: a delivery that was taken before. */
  readonly group: "forged" | "unusable" | "again" | "genuine";
  readonly answers: readonly (number | "closed")[];
}

export const FAULTS = [
  "forged and accepted",
  "answered 5xx",
  "an answer that isn't documented",
  "the refusal tells more than that it is one",
  "storage used for nothing",
  "a Desk asked for that nobody named",
  "stored without being sent",
  "genuine and refused",
  "acknowledged and not stored",
] as const;
export type Fault = (typeof FAULTS)[number];

export interface Row {
  readonly kind: Kind;
  sent: number;
  accepted: number;
  readonly statuses: Map<number | "closed", number>;
}

/** Holds every answer against what it had to be, and counts. */
export class Tally {
  readonly rows = new Map<string, Row>();
  readonly faults = new Map<Fault, { count: number; readonly example: string }>();
  /** Mutations that came out as what they began with. */
  unchanged = 0;
  #refusal: string | null = null;
  readonly #acknowledged = new Map<string, { readonly usable: boolean }>();

  /** One request has been answered. */
  answered(kind: Kind, request: SentRequest | null, answer: Answer): void {
    const row = this.#row(kind);
    const { status, words } = answer;
    const accepted = typeof status === "number" && status >= 200 && status < 300;
    row.sent += 1;
    row.statuses.set(status, (row.statuses.get(status) ?? 0) + 1);
    if (accepted) row.accepted += 1;
    const example = () => `${kind.name}: ${status}${request === null ? "" : `, ${shown(request)}`}`;
    if (kind.group === "forged" && accepted) this.fault("forged and accepted", example);
    else if (kind.group !== "forged" && !accepted) this.fault("genuine and refused", example);
    else if (typeof status === "number" && status >= 500) this.fault("answered 5xx", example);
    else if (!kind.answers.includes(status)) this.fault("an answer that isn't documented", example);
    // Every refusal of a webhook is the same to the byte; the operator's routes have one of their own.
    if (status === 401 && request?.target.startsWith("/webhooks/")) {
      this.#refusal ??= words;
      if (words !== this.#refusal)
        this.fault("the refusal tells more than that it is one", () => `${example()} ${words}`);
    }
    if (accepted && request !== null && kind.group !== "forged") {
      this.#acknowledged.set(digest(request.body), { usable: kind.group !== "unusable" });
    }
  }

  /** What a group of requests, none of them genuine, did to the target beside being answered. */
  untouched(target: Target, before: { readonly storage: number; readonly strangers: number }, what: string): void {
    if (target.storage !== before.storage) this.fault("storage used for nothing", () => what);
    if (target.strangers !== before.strangers) this.fault("a Desk asked for that nobody named", () => what);
  }

  /** In the end: what is stored is what was acknowledged, neither more nor less. */
  compare(stored: ReadonlyMap<string, { readonly usable: boolean }>): void {
    for (const [sum, { usable }] of this.#acknowledged) {
      if (stored.get(sum)?.usable !== usable) this.fault("acknowledged and not stored", () => sum);
    }
    for (const sum of stored.keys()) {
      if (!this.#acknowledged.has(sum)) this.fault("stored without being sent", () => sum);
    }
  }

  count(group: Kind["group"]): number {
    return [...this.rows.values()].filter(({ kind }) => kind.group === group).reduce((sum, { sent }) => sum + sent, 0);
  }

  fault(fault: Fault, example: () => string): void {
    const known = this.faults.get(fault);
    if (known === undefined) this.faults.set(fault, { count: 1, example: example() });
    else known.count += 1;
  }

  #row(kind: Kind): Row {
    const known = this.rows.get(kind.name);
    if (known !== undefined) return known;
    const row: Row = { kind, sent: 0, accepted: 0, statuses: new Map() };
    this.rows.set(kind.name, row);
    return row;
  }
}

const digest = (body: Uint8Array): string => createHash("sha256").update(body).digest("hex");

const shown = ({ method, target, headers, body }: SentRequest): string =>
  JSON.stringify([method, target, headers, Buffer.from(body).toString("latin1", 0, 200)]).slice(0, 900);
