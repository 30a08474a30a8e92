import type { PolicyInForce } from "../admin/policy-in-force.ts";
import type { Policy } from "../core/policy.ts";
import type { Desk } from "../desk/desk.ts";
import type { Terms } from "./deps.ts";
import type { Source } from "./source.ts";

/** Keeps a Desk equipped: with the account's helpdesk, the mapping, and the policy in force. */
export class Outfitter {
  readonly #desk: Desk;
  readonly #source: Source;
  readonly #inForce: PolicyInForce;
  #equipped: Policy | null = null;

  constructor(desk: Desk, source: Source, inForce: PolicyInForce) {
    this.#desk = desk;
    this.#source = source;
    this.#inForce = inForce;
  }

  /** Hands the Desk what the source has become; one that isn't connected stops it. */
  equip(): void {
    const { policy } = this.#inForce;
    const outfit = this.#source.outfit(policy);
    this.#equipped = outfit === null ? null : policy;
    this.#desk.equip(outfit === null ? null : { ...outfit, policy });
  }

  /** Loads what the mapping files say, where they own it, and goes on with the policy in force. */
  load({ contracts, mappingVersion }: Terms): void {
    this.#desk.loadMapping(contracts, mappingVersion);
    this.goOn();
  }

  /** The Desk goes on with what was changed; it is equipped anew only where the policy is another. */
  goOn(): void {
    this.#inForce.reread();
    if (this.#source.name === null) return;
    if (this.#equipped === this.#inForce.policy) this.#desk.carryOn();
    else this.equip();
  }
}
