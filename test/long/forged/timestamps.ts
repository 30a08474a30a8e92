import { formatInstant, instant } from "../../../src/core/time.ts";
import { compose } from "./request.ts";
import type { Forgery, Sender } from "./sender.ts";

/** Signed with the right key, time and all: only the time itself is wrong. */
const signedAt = (name: string, timestamp: (sender: Sender) => string): Forgery => ({
  name,
  answers: [401],
  forge: (sender) => compose(sender.signed(sender.genuine().body, timestamp(sender))),
});

/** Seconds up to some days, most of them near the limit. */
const beyond = (sender: Sender, limit: number): number => limit + 1 + Math.floor(1_000_000 ** sender.random() - 1);

const SPELLINGS: readonly ((timestamp: string, sender: Sender) => string)[] = [
  (timestamp) => timestamp.replace("Z", "+00:00"),
  (timestamp) => timestamp.replace("Z", "-00:00"),
  (timestamp) => timestamp.replace("Z", ".000Z"),
  (timestamp) => timestamp.replace("Z", ".672717030Z"),
  (timestamp) => timestamp.replace("Z", ",5Z"),
  (timestamp) => timestamp.replace("Z", ""),
  (timestamp) => timestamp.replace("Z", "z"),
  (timestamp) => timestamp.replace("Z", " Z"),
  (timestamp) => timestamp.replace("Z", "ZZ"),
  (timestamp) => timestamp.replace("Z", "Z\u00a0"),
  (timestamp) => timestamp.replace("T", "t"),
  (timestamp) => timestamp.replace("T", " "),
  (timestamp) => timestamp.replaceAll("-", ""),
  (timestamp) => timestamp.replaceAll(":", ""),
  (timestamp) => timestamp.replaceAll("-", "/"),
  (timestamp) => timestamp.slice(0, 16),
  (timestamp) => timestamp.slice(0, 10),
  (timestamp) => `+00${timestamp}`,
  (timestamp) => `0${timestamp}`,
  (timestamp) => `"${timestamp}"`,
  (timestamp) => `${timestamp}, ${timestamp}`,
  (timestamp) => timestamp.replace(/^\d/, "\u00b2"),
  (timestamp) => String(Date.parse(timestamp)),
  (timestamp) => String(Date.parse(timestamp) / 1000),
  (timestamp) => new Date(timestamp).toUTCString(),
  (timestamp) => timestamp.replace(/T.*/, "T24:00:00Z"),
  (timestamp) => timestamp.replace(/:\d\dZ/, ":60Z"),
  () => "2026-02-30T10:00:00Z",
  () => "0000-00-00T00:00:00Z",
  () => "9999-99-99T99:99:99Z",
  () => "now",
  () => "NaN",
  () => "",
];

export const TIMESTAMP_FORGERIES: readonly Forgery[] = [
  signedAt("signed more than 300 s ago", (sender) => sender.timestamp(beyond(sender, 300))),
  signedAt("signed more than 60 s ahead", (sender) => sender.timestamp(-beyond(sender, 60))),
  signedAt("signed at a time spelled otherwise", (sender) => sender.pick(SPELLINGS)(sender.timestamp(0), sender)),
  signedAt("signed in another epoch", (sender) =>
    formatInstant(instant(sender.pick([0, 1, 2 ** 31 * 1000, 253_402_300_799_000, -1000]))),
  ),
  {
    name: "the time moved after signing",
    answers: [401],
    forge: (sender) => compose({ ...sender.genuine(), timestamp: sender.timestamp(sender.below(361) - 60) }),
  },
  {
    // Nothing stands between the two in what Zendesk signs, so the MAC stays right wherever the cut is.
    name: "the cut between time and body moved",
    answers: [401],
    forge: (sender) => {
      const { timestamp, body, ...parts } = sender.genuine();
      const whole = Buffer.concat([Buffer.from(timestamp), body]);
      const cut = sender.below(60);
      return compose({
        ...parts,
        timestamp: whole.toString("latin1", 0, cut),
        body: new Uint8Array(whole.subarray(cut)),
      });
    },
  },
];
