import type { Told } from "../history.ts";
import { REPOSITORY } from "./admins.ts";
import type { MappingBook } from "./book.ts";

/** What befalls a commit because of what befalls GitHub, its webhooks and the process at the same time. */
export const MAPPING_SIGHTINGS = [
  "mapping: push told twice",
  "mapping: push told when it was no longer the newest",
  "mapping: commit found of which nothing was told",
  "mapping: API failed while a commit was read",
  "mapping: crash while a commit was read",
  "mapping: the server's own files say otherwise",
] as const;
type Sighting = (typeof MAPPING_SIGHTINGS)[number];

/** Watches one world for them. */
export function sightMapping(mapping: MappingBook, count: (sighting: Sighting) => void): (told: Told) => void {
  const underWay = new Set<number>();
  return (told) => {
    switch (told.kind) {
      case "push told":
        if (told.again) count("mapping: push told twice");
        if (!told.newest) count("mapping: push told when it was no longer the newest");
        break;
      case "mapping taken":
        if (!mapping.wasTold(told.sha)) count("mapping: commit found of which nothing was told");
        break;
      case "github sent":
        if (/\/(commits|contents|git)\b/.test(told.path) && told.path.startsWith(`/repos/${REPOSITORY}/`)) {
          underWay.add(told.call);
        }
        break;
      case "github answered":
        if (underWay.delete(told.call) && told.fault !== null && told.fault !== "F14 answer slow") {
          count("mapping: API failed while a commit was read");
        }
        break;
      case "died":
        if (underWay.size > 0) count("mapping: crash while a commit was read");
        underWay.clear();
        break;
      case "mapped":
        count("mapping: the server's own files say otherwise");
        break;
      default:
        break;
    }
  };
}
