import { compose, type SentRequest, utf8 } from "./request.ts";
import type { Sender } from "./sender.ts";

/**
 * Signed, and nothing to be done with: not forged, so acknowledged and kept for a person, since the sender wouldn't mend
 * it by trying again (`reliability.md` §3.0). Each has bytes of its own.
 */
export function unusable(sender: Sender, n: number): SentRequest {
  const text = sender.pick([
    `{"n": ${n}`,
    `${n} is no JSON`,
    `[${n}]`,
    `"${n}"`,
    `{"n": ${n}}`,
    `${"[".repeat(33 + sender.below(3000))}${n}`,
    `${'{"a":'.repeat(33 + sender.below(300))}${n}${"}".repeat(33)}`,
    `{"n":${n}${',"a":1'.repeat(2001)}}`,
    `\ufeff{"n": ${n}, "type": "zen:event-type:ticket.created", "detail": {"id": "1"}}`,
    `{"type": "zen:event-type:ticket.created", "detail": {"id": "${n}x"}}`,
    `{"type": "zen:event-type:ticket.created", "n": ${n}, "detail": {"id": ${2 ** 53}}}`,
    `{"type": "ticket.created", "detail": {"id": "${n}"}}`,
    `{"type": {"$ne": null}, "n": ${n}}`,
  ]);
  const bytes = sender.random() < 0.1 ? new Uint8Array([0xff, 0xfe, ...utf8(text)]) : utf8(text);
  return compose(sender.signed(bytes));
}
