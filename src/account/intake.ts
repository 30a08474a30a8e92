import type { Instant } from "../core/time.ts";
import type { Desk } from "../desk/desk.ts";
import type { Hashing } from "../http/hashing.ts";
import type { Incoming, Received } from "./answers.ts";
import type { GitMappings } from "./git-mappings.ts";
import type { ParkedWork } from "./parked-work.ts";
import type { Source } from "./source.ts";

export interface IntakeDeps {
  readonly now: () => Instant;
  readonly hashing: Hashing;
  readonly desk: Desk;
  readonly source: Source;
  readonly parked: ParkedWork;
  readonly mappings: GitMappings;
}

/** Where webhooks come in. */
export class Intake {
  readonly #deps: IntakeDeps;

  constructor(deps: IntakeDeps) {
    this.#deps = deps;
  }

  /** Verifies a webhook and takes it in; resolves when it is on disk. */
  async receive(incoming: Incoming): Promise<Received> {
    const { now, hashing, desk, source, parked, mappings } = this.#deps;
    const receivedAt = now();
    const taken = await source.take(incoming, receivedAt);
    if (!taken.ok) return { kind: "rejected", reason: taken.failure.reason };
    const { delivery, type, happenedAt, mapping } = taken.value;
    const digest = await hashing.sha256(incoming.body);
    const sealedBody = delivery.kind === "unusable" ? await parked.seal(incoming) : null;
    // First, since it may be said twice: what fails here is refused as a whole, and taken in when it is sent again.
    if (mapping) mappings.told(mapping);
    const kind = await desk.accept({ digest, happenedAt, receivedAt, delivery, sealedBody });
    return { kind, type, ticketId: delivery.kind === "ticket" ? delivery.ticketId : null };
  }
}
