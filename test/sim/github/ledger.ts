import type { Issue, Repository } from "../../../emulator/github/state.ts";
import type { Severity } from "../../../src/core/policy.ts";

/** How the people of an issue say how severe it is: by the form, by labels, or only by words that rules match. */
export const HANDS = ["form", "label", "rule"] as const;
export type Hand = (typeof HANDS)[number];

/** What people did to an issue, as they themselves know it. */
export interface IssueLedger {
  /** Its own name for the simulation, whatever repository it is in. */
  readonly id: number;
  readonly issue: Issue;
  hand: Hand;
  /** The last severity that a person chose; `null` when none did. */
  choice: Severity | null;
  /** Labels that people have put, none of them ours. */
  readonly labels: Set<string>;
  /**
   * A person chose while a write of ours was on its way, or one arrived that we had given up: GitHub has no conditional
   * write, so the choice may be lost. Who chose looks again afterwards, and says it once more.
   */
  contested: boolean;
  /** When people last changed it. */
  changedAt: number;
  /** When we last did. */
  writtenAt: number;
}

/** What people know of the issues, and GitHub of its own webhooks. */
export class IssueBook {
  readonly issues = new Map<number, IssueLedger>();
  /** Distinct events of changes that were not ours. */
  events = 0;
  /** Issues by name with an event that was taken in and has not been followed by a look, with the time of the first. */
  readonly unseen = new Map<string, number>();
  readonly acknowledged = new Set<string>();
  /** Since when everybody can read a repository. */
  readonly publicSince = new Map<Repository, number>();
  /** Since when the policy is in force that may keep quiet in public. */
  quietSince = 0;
  /** Nothing was told of these since their repository was renamed, or is read by others. */
  readonly unheard = new Set<IssueLedger>();

  readonly #read = new Set<number>();
  readonly #written = new Set<number>();
  readonly #open = new Set<number>();

  /**
   * Whether a write may be on its way to the issue, from the second reading on until the look has ended; or came to an
   * end that leaves open what of it stands: a label that somebody puts then looks like the one that we meant to.
   */
  isWritten(id: number): boolean {
    return this.#written.has(id) || this.#open.has(id);
  }

  /** Tierline reads an issue, for the first time in this look or just before it writes. */
  read(id: number): void {
    if (this.#read.has(id)) this.#written.add(id);
    this.#read.add(id);
  }

  looked(id: number, outcome: string): void {
    this.#read.delete(id);
    if (this.#written.delete(id) && outcome !== "written") this.#open.add(id);
    else if (outcome === "written" || outcome === "right") this.#open.delete(id);
  }

  open(issue: Issue, hand: Hand, choice: Severity | null, labels: readonly string[], at: number): IssueLedger {
    const told: IssueLedger = {
      id: issue.id,
      issue,
      hand,
      choice,
      labels: new Set(labels),
      contested: false,
      changedAt: at,
      writtenAt: 0,
    };
    this.issues.set(issue.id, told);
    return told;
  }
}
