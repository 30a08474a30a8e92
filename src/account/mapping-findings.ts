import { authorWords, placeWords, shortSha } from "../core/mapping-place.ts";
import type { Finding } from "./answers.ts";
import type { MappingStatus } from "./mapping-peers.ts";

/** How many of a refused commit's problems are named. */
const NAMED = 3;

/** How an account does that takes its mapping from a repository. */
export function mappingFindings({ git, trouble }: MappingStatus): readonly Finding[] {
  if (git === null) return [];
  const where = placeWords(git);
  const { inForce, refused } = git;
  const findings: Finding[] = [];
  if (trouble !== null) {
    findings.push({
      level: "problem",
      what: `The mapping in git is not followed now: ${sentence(trouble)} What was in force stays.`,
      mend: "Mend that, or name another place: tierline mapping git --repository … --branch …",
    });
  }
  if (refused !== null) {
    const named = refused.problems.slice(0, NAMED).join("; ");
    const more = refused.problemCount > NAMED ? `; … and ${refused.problemCount - NAMED} more` : "";
    findings.push({
      level: "problem",
      what: `Nothing of commit ${shortSha(refused.sha)} by ${authorWords(refused)} was taken: ${named}${more}.`,
      mend: `Correct it and push to ${where}; the commit's check run has every problem at its line.`,
    });
  }
  if (inForce !== null && refused === null && trouble === null) {
    const what = `The mapping is that of ${where}, commit ${shortSha(inForce.sha)} by ${authorWords(inForce)}.`;
    findings.push({ level: "ok", what, mend: "" });
  }
  return findings;
}

const sentence = (words: string): string => (words.endsWith(".") ? words : `${words}.`);
