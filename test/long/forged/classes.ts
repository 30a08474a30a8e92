import { ADDRESS_FORGERIES } from "./addresses.ts";
import { BODY_FORGERIES } from "./bodies.ts";
import { HEADER_FORGERIES } from "./header-forgeries.ts";
import type { Forgery, Sender } from "./sender.ts";
import { SIGNATURE_FORGERIES } from "./signatures.ts";
import { TIMESTAMP_FORGERIES } from "./timestamps.ts";

const FORGERIES: readonly Forgery[] = [
  ...SIGNATURE_FORGERIES,
  ...TIMESTAMP_FORGERIES,
  ...HEADER_FORGERIES,
  ...BODY_FORGERIES,
  ...ADDRESS_FORGERIES,
];

/** The forgeries that can be sent this way. */
export const forgeriesFor = (way: "in process" | "over TCP"): readonly Forgery[] =>
  FORGERIES.filter(({ only = way }) => only === way);

/** Picks one of them, each as often as its weight says. */
export function picker(forgeries: readonly Forgery[], sender: Sender): () => Forgery {
  const bounds: number[] = [];
  let total = 0;
  for (const { weight = 1 } of forgeries) {
    total += weight;
    bounds.push(total);
  }
  return () => {
    const at = sender.random() * total;
    const found = forgeries[bounds.findIndex((bound) => at < bound)];
    if (found === undefined) throw new Error("no forgeries to pick from");
    return found;
  };
}
