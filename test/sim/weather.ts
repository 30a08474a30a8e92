/** What the world does to the system, by the numbers of the fault catalogue (`reliability.md` §3), and how often at most. */
export const FAULTS = {
  "F1 429 in eight forms": 0.04,
  "F1 429, thirty jobs run": 0.1,
  "F2 409 out of nowhere": 0.05,
  "F4 422 refused": 0.01,
  "F5 field ignored in silence": 0.12,
  "F5 field ignored in a job": 0.1,
  "F6 token revoked": 0.01,
  "F7 403": 0.002,
  "F8 job unknown": 0.1,
  "F9 job fails halfway": 0.1,
  "F9 5xx before the effect": 0.05,
  "F9 5xx after the effect": 0.04,
  "F9 503 with Retry-After": 0.02,
  "F9 HTML error page": 0.03,
  "F10 reset after the effect": 0.05,
  "F10 silence after the effect": 0.02,
  "F10 request arrives after we gave up": 0.02,
  "F11 reset before the effect": 0.05,
  "F11 silence before the effect": 0.01,
  "F12 job silent about some tickets": 0.1,
  "F12 answer cut off": 0.03,
  "F12 answer empty or no JSON": 0.02,
  "F13 no connection, DNS or TLS": 0.04,
  "F14 job takes minutes": 0.1,
  "F14 answer slow": 0.05,
  "F14 answer drips and stops": 0.02,
  "F16 clock jumps": 0.004,
  "F17 webhook duplicated": 0.1,
  "F17 webhook late": 0.15,
  "F17 webhook replayed": 0.03,
  "F18 webhook lost": 0.3,
  "F18 answer to a webhook lost": 0.03,
  "F20 crash while a job runs": 0.1,
  "F20 job leaves some tickets out": 0.1,
  "F22 database call fails": 0.002,
  "F23 statement of a transaction fails": 0.01,
  "F23 commit fails": 0.02,
  "F26 signed nonsense": 0.01,
  "F27 parked work replayed, twice": 0.02,
  "F28 webhook switched off": 0.004,
  "F29 graceful restart": 0.012,
  "F30 crash at a call": 0.006,
  "F30 crash between two statements": 0.0003,
  "F30 crash at any time": 0.006,
  "F32 alarm late": 0.03,
  "F32 alarm twice": 0.03,
  "F34 helpdesk down for minutes": 0.003,
  "forged webhook": 0.04,
  "kill switch": 0.004,
} as const;
export type Fault = keyof typeof FAULTS;

export interface Tally {
  /** Drawn, and played. */
  attempted: number;
  /** Of these, such that the living system met. */
  effective: number;
}

/** What befalls the machine that an account lives on, whichever helpdesk it is of. */
export type MachineFault = Extract<
  Fault,
  `F22 ${string}` | `F23 ${string}` | `F32 ${string}` | "F30 crash between two statements"
>;

/** Draws what goes wrong. How bad a day it is differs from seed to seed: from a twentieth of each rate to all of it. */
export class Weather<Name extends string> {
  readonly tallies = new Map<Name, Tally>();
  readonly #random: () => number;
  readonly #rates = new Map<Name, number>();
  #clear = true;

  /** @param faults how often each strikes at most */
  constructor(random: () => number, faults: Readonly<Record<Name, number>>) {
    this.#random = random;
    const day = 0.05 + 0.95 * random();
    for (const [fault, most] of entries(faults)) {
      // Not every day has every fault: one that is always there can hide another.
      this.#rates.set(fault, random() < 0.25 ? 0 : most * day);
      this.tallies.set(fault, { attempted: 0, effective: 0 });
    }
  }

  /** From here on things go wrong. */
  worsen(): void {
    this.#clear = false;
  }

  /** From here on nothing goes wrong any more. */
  clear(): void {
    this.#clear = true;
  }

  strikes(fault: Name): boolean {
    if (this.#clear || this.#random() >= (this.#rates.get(fault) ?? 0)) return false;
    this.#tally(fault).attempted += 1;
    return true;
  }

  /** At most one of these. */
  pick<Some extends Name>(faults: readonly Some[]): Some | null {
    if (this.#clear) return null;
    let chance = this.#random();
    for (const fault of faults) {
      chance -= this.#rates.get(fault) ?? 0;
      if (chance >= 0) continue;
      this.#tally(fault).attempted += 1;
      return fault;
    }
    return null;
  }

  effective(fault: Name): void {
    this.#tally(fault).effective += 1;
  }

  #tally(fault: Name): Tally {
    const tally = this.tallies.get(fault);
    if (tally === undefined) throw new Error(`unknown fault ${fault}`);
    return tally;
  }
}

const entries = <Key extends string>(record: Readonly<Record<Key, number>>): [Key, number][] =>
  (Object.keys(record) as Key[]).map((key) => [key, record[key]]);
