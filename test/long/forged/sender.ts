import { formatInstant, type Instant, instant } from "../../../src/core/time.ts";
import { oneOf } from "../../support/business-questions.ts";
import { type Parts, type SentRequest, sign, utf8 } from "./request.ts";

/** What a sender of webhooks knows, the genuine one and the one who pretends to be. */
export interface Grounds {
  readonly now: Instant;
  /** Where the connected account takes webhooks, and where another does. */
  readonly target: string;
  readonly otherTarget: string;
  /** A genuine address that no account was ever connected under. */
  readonly strangerTarget: string;
  /** In force: the current one, and the one before it for its last day. */
  readonly secrets: readonly string[];
  /** Its day is over. */
  readonly retiredSecret: string;
  readonly otherSecret: string;
  readonly operatorToken: string;
}

export const ACCOUNT_ID = 22_129_848;
const OLDEST_S = 300;
const NEWEST_S = 60;
const TYPES = ["created", "priority_changed", "tags_changed", "status_changed", "comment_added"];
const WORDS = ["push", "déjà vu", "Ünïted", "e\u0301t\u00e9", "消息", "📨", "late", "\\n", "<b>", "since", "5158"];

/** Makes genuine webhooks, no two with the same bytes, and what a forger needs to start from. */
export class Sender {
  readonly grounds: Grounds;
  readonly random: () => number;
  #sent = 0;

  constructor(grounds: Grounds, random: () => number) {
    this.grounds = grounds;
    this.random = random;
  }

  /** A whole number from 0 to below `limit`. */
  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  pick<Value>(values: readonly Value[]): Value {
    return oneOf(this.random, values);
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length }, () => this.below(256));
  }

  /** A webhook that Zendesk could have sent, new each time. */
  genuine(): Parts {
    const timestamp = this.timestamp(this.below(OLDEST_S + NEWEST_S + 1) - NEWEST_S);
    return this.signed(utf8(this.event()), timestamp);
  }

  /** These bytes as the account signs them, fresh unless a time is given. */
  signed(body: Uint8Array<ArrayBuffer>, timestamp = this.timestamp(0), secret = this.secret()): Parts {
    return { target: this.grounds.target, timestamp, signature: sign(secret, timestamp, body), body };
  }

  secret(): string {
    return this.pick(this.grounds.secrets);
  }

  /** So many seconds ago, as Zendesk spells it. */
  timestamp(secondsAgo: number): string {
    return formatInstant(instant(this.grounds.now - secondsAgo * 1000));
  }

  event(accountId: number | string | null = this.pick([null, ACCOUNT_ID, String(ACCOUNT_ID)])): string {
    const n = this.#sent++;
    const ticket = String(5000 + Math.floor(n / 4));
    const description = Array.from({ length: this.below(24) }, () => this.pick(WORDS)).join(" ");
    return JSON.stringify({
      account_id: accountId,
      detail: { id: ticket, actor_id: "8447388090494", updated_at: this.timestamp(1), description },
      event: { meta: { sequence: { id: `${n}-${this.below(2 ** 31)}` } } },
      id: `${n}`,
      subject: `zen:ticket:${ticket}`,
      type: `zen:event-type:ticket.${this.pick(TYPES)}`,
    });
  }
}

/** One way to send what Zendesk didn't, or didn't send so. */
export interface Forgery {
  readonly name: string;
  /** What it may be answered. */
  readonly answers: readonly number[];
  /** How often it comes, where most come 1 time; the costly ones come less often. */
  readonly weight?: number;
  /** Where only one of the two ways in can be told so. */
  readonly only?: "in process" | "over TCP";
  readonly forge: (sender: Sender) => SentRequest;
}
