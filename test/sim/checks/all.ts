import { GITHUB_CHECKS } from "../github/checks.ts";
import { MAPPING_CHECKS } from "../mapping/checks.ts";
import type { Check } from "./check.ts";
import { accountsApart, finishedIsLeft, noHotLoop, nothingThrown } from "./composure.ts";
import { acknowledgedIsStored, genuineIsTaken, nothingForged, refusedLeavesNothing, takenInOnce } from "./intake.ts";
import { noNoteTwice } from "./notes.ts";
import { agentEdits, foreignTags } from "./people.ts";
import { oneSignIn, rateWindows, retryAfter } from "./rates.ts";
import { ignoredIsNoticed, newestTerms, noDuel, noIdleWrite, readFirst, shadowIsSilent } from "./writes.ts";

/** Everything that is checked all along; `ending.ts` has what is checked when all is over. */
export const CHECKS: readonly Check[] = [
  foreignTags,
  agentEdits,
  noNoteTwice,
  rateWindows,
  retryAfter,
  oneSignIn,
  acknowledgedIsStored,
  takenInOnce,
  refusedLeavesNothing,
  nothingForged,
  genuineIsTaken,
  noIdleWrite,
  newestTerms,
  shadowIsSilent,
  noDuel,
  readFirst,
  ignoredIsNoticed,
  nothingThrown,
  noHotLoop,
  finishedIsLeft,
  accountsApart,
  ...GITHUB_CHECKS,
  ...MAPPING_CHECKS,
];
