import type { Contestant } from "../contestant.ts";
import { openingHours } from "./walk-opening-hours.ts";

/** The library's own list of public holidays. */
export const contestant: Contestant = openingHours("Mo-Fr 09:00-18:00; PH off");
