import type { Told } from "./history.ts";
import { MAPPING_SIGHTINGS, sightMapping } from "./mapping/sightings.ts";
import { isOpen } from "./people.ts";
import type { Stage } from "./stage.ts";

/** Faults of the catalogue that nobody draws: they come of what people and programs do at the same time. */
export const SIGHTINGS = [
  "F2 409 after somebody's edit",
  "F2 ticket changed before our job came to it",
  "F3 ticket closed before our write",
  "F8 ticket deleted before our call",
  "F8 ticket merged",
  "F17 echo of our own write",
  "F19 event during a look at its ticket",
  "F20 crash with looks under way",
  "F25 mapping changed with looks under way",
  "F28 webhook's circuit broken",
  "F34 many tickets read at once",
  "F34 many tickets written at once",
  "F33 ticket moved to another requester",
  "F33 organization changed, left or joined",
  "another automation undid our tags",
  ...MAPPING_SIGHTINGS,
] as const;
export type Sighting = (typeof SIGHTINGS)[number];

/** Counts them in one world. */
export class Sightings {
  readonly counts = new Map<Sighting, number>(SIGHTINGS.map((sighting) => [sighting, 0]));
  readonly #stage: Stage;
  readonly #underWay = new Set<number | string>();
  readonly #ofMapping: (told: Told) => void;

  constructor(stage: Stage) {
    this.#stage = stage;
    const { mapping } = stage;
    this.#ofMapping = mapping === null ? () => undefined : sightMapping(mapping, (one) => this.#count(one));
  }

  see(told: Told): void {
    this.#ofMapping(told);
    const looking = this.#underWay;
    switch (told.kind) {
      case "sent":
        for (const ticket of told.tickets) looking.add(ticket);
        if (told.tickets.length > 1) {
          this.#count(told.method === "GET" ? "F34 many tickets read at once" : "F34 many tickets written at once");
        }
        break;
      case "left":
        this.#count("F2 ticket changed before our job came to it");
        break;
      case "looked":
        looking.delete(told.ticket);
        break;
      case "answered":
        if (told.fault === null && told.ticket !== null) this.#answered(told.ticket, told.status);
        break;
      case "received":
        if (told.said !== "accepted" || told.ticket === null) break;
        if (told.own) this.#count("F17 echo of our own write");
        else if (looking.has(told.ticket)) this.#count("F19 event during a look at its ticket");
        break;
      case "died":
        if (looking.size > 0) this.#count("F20 crash with looks under way");
        looking.clear();
        break;
      case "mapped":
        if (looking.size > 0) this.#count("F25 mapping changed with looks under way");
        break;
      case "acted":
        this.#acted(told.what, told.ticket);
        break;
      default:
        break;
    }
  }

  /** The helpdesk's log of its webhook, when all is over. */
  end(): void {
    for (const { status } of this.#stage.helpdesk.emulator.state.invocations.values()) {
      if (status === "circuit broken") this.#count("F28 webhook's circuit broken");
    }
  }

  #answered(ticket: number, status: number | null): void {
    if (status === 409) this.#count("F2 409 after somebody's edit");
    if (status === 422 && !isOpen(this.#stage, ticket)) this.#count("F3 ticket closed before our write");
    if (status === 404) this.#count("F8 ticket deleted before our call");
  }

  #acted(what: string, ticket: number | string | null): void {
    if (what === "merges") this.#count("F8 ticket merged");
    if (what === "moves") this.#count("F33 ticket moved to another requester");
    if (what === "undoes a tag") this.#count("another automation undid our tags");
    if (ticket === null) this.#count("F33 organization changed, left or joined");
  }

  #count(sighting: Sighting): void {
    this.counts.set(sighting, (this.counts.get(sighting) ?? 0) + 1);
  }
}
