import type { CheckedFiles } from "../../mappings/mapping-files.ts";
import { type Annotation, annotationsOf } from "./annotations.ts";
import { mergedEffects } from "./merged-effects.ts";
import { type MappingInForce, reportOf } from "./report.ts";
import type { TicketEffect } from "./tickets-section.ts";

export interface Seen {
  readonly before: MappingInForce;
  readonly tickets: TicketEffect;
}

/** Beyond these the summary counts them: nobody reads so many. */
const MOST_ANNOTATIONS = 200;

/** To whom it is said, and when. */
export interface Saying {
  /** Where anybody may read it, neither tickets nor what is in force are told: it is compared with this instead. */
  readonly inPublic: { readonly base: CheckedFiles | null } | null;
  /** What has become of it, in a sentence; empty for one that is only proposed. */
  readonly news: string;
}

/** What was found of a commit's mapping files. */
export interface FoundAtCommit {
  readonly after: CheckedFiles;
  /** What they would change at each account that follows them. */
  readonly foreseen: readonly Seen[];
  readonly saying: Saying;
}

export interface SaidAtCommit {
  readonly conclusion: "success" | "failure" | "neutral";
  readonly title: string;
  /** Markdown. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
}

/** What is said at a commit of its mapping files. */
export function saidAtCommit({ after, foreseen, saying: { inPublic, news } }: FoundAtCommit): SaidAtCommit {
  const problems = (after.kind === "sound" ? [] : after.problems).slice(0, MOST_ANNOTATIONS);
  const annotations: Annotation[] = [];
  for (let at = 0; at < problems.length; at += 50) {
    annotations.push(...annotationsOf(problems.slice(at, at + 50)).annotations);
  }
  const said = reported(after, foreseen, inPublic);
  const summary = news === "" ? said.summary : `${news}\n\n${said.summary}`;
  return { ...said, summary, annotations };
}

type Reported = Omit<SaidAtCommit, "annotations">;

function reported(after: CheckedFiles, foreseen: readonly Seen[], inPublic: Saying["inPublic"]): Reported {
  const [first] = foreseen;
  if (after.kind === "refused") return reportOf({ before: null, after, tickets: null });
  if (first === undefined)
    return after.kind === "sound" ? NOT_COMPARED : reportOf({ before: null, after, tickets: null });
  const tickets = mergedEffects(foreseen.map((one) => one.tickets));
  if (inPublic === null) return reportOf({ before: first.before, after, tickets });
  const { base } = inPublic;
  const before = base === null || base.kind === "refused" ? null : base.mapping;
  return reportOf({ before, after, tickets: { ...tickets, tickets: [] } });
}

const NOT_COMPARED: Reported = {
  conclusion: "neutral",
  title: "Not compared",
  summary: "The files are right. None of the accounts that follow them could say what they would change.\n",
};
