import type { Check } from "../checks/check.ts";
import type { Told } from "../history.ts";
import { isReading } from "./api-network.ts";
import type { Standing } from "./helpdesk.ts";
import type { GithubStage } from "./stage.ts";
import { isOurs, isQuiet, isTelling, namesOf, oursOn } from "./truth.ts";

/** A check that watches GitHub's side, where there is one. */
const check = (
  name: string,
  watch: (github: GithubStage, complain: (detail: string) => void) => (told: Told) => void,
): Check => ({
  name,
  onGithub: true,
  watch: ({ stage, complain }) => (stage.github === null ? () => undefined : watch(stage.github, complain)),
});

const foreign = ({ labels }: Pick<Standing, "labels">, { terms }: GithubStage): string =>
  labels.filter((name) => !isOurs(name, terms().policy)).join(", ");

/** No write of ours changes what is not ours. */
const foreignLabels = check("foreign labels intact", (github, complain) => (told) => {
  if (told.kind !== "github effect") return;
  const [before, after] = [foreign(told.before, github), foreign(told.after, github)];
  if (before !== after) complain(`${told.method} ${told.path}: ${before} became ${after}`);
});

const words = check("people's words intact", (_github, complain) => (told) => {
  if (told.kind !== "github effect") return;
  const [before, after] = [told.before, told.after].map(({ title, body, state, theirs }) =>
    JSON.stringify([title, body, state, theirs]),
  );
  if (before !== after) complain(`${told.method} ${told.path}: ${before} became ${after}`);
  const given = told.before.assignees;
  if (told.undisturbed && given.length > 0 && given.join() !== told.after.assignees.join()) {
    complain(`${told.method} ${told.path}: ${given} were assigned, and ${told.after.assignees} are now`);
  }
});

/** Another one is written only where none was to be seen. */
const oneComment = check("one comment of ours", (_github, complain) => (told) => {
  if (told.kind !== "github effect" || told.after.ours.length <= told.before.ours.length) return;
  const standing = told.before.ours.filter(({ id }) => told.known.includes(id));
  if (standing.length > 0) complain(`${told.path}: a second comment beside ${standing.map(({ id }) => id).join(", ")}`);
});

/** The longest that a write with all its calls may take from the moment when it asked who may read the repository. */
const LONGEST_WRITE_MS = 120_000;
/** How long an answer may be kept, and two sweeps that find what was missed by it. */
const KNOWN_MS = 5 * 60_000;

const quietInPublic = check("nothing told in public", (github, complain) => {
  const { ledger, terms } = github;
  const quietSince = (issue: { readonly repository: Parameters<typeof ledger.publicSince.get>[0] }): number =>
    Math.max(ledger.publicSince.get(issue.repository) ?? 0, ledger.quietSince);
  return (told) => {
    const { policy } = terms();
    if (told.kind === "github effect" && !told.late) {
      const issue = ledger.issues.get(told.id)?.issue;
      if (issue === undefined || !isQuiet(issue, policy) || told.at - quietSince(issue) < LONGEST_WRITE_MS) return;
      const tells = (standing: Standing): string =>
        JSON.stringify([standing.labels.filter((name) => isTelling(name, policy)), standing.ours]);
      const [before, after] = [tells(told.before), tells(told.after)];
      if (after.length > before.length) complain(`${told.method} ${told.path}: ${after}`);
    }
    if (told.kind === "github looked" && (told.outcome === "written" || told.outcome === "right")) {
      const [name = "", number] = told.issue.split("#");
      const issue = github.helpdesk.issueAt(name, Number(number));
      const known = issue === null ? undefined : ledger.issues.get(issue.id);
      if (issue === null || known === undefined || !isQuiet(issue, policy)) return;
      if (told.at - quietSince(issue) < KNOWN_MS + LONGEST_WRITE_MS || known.contested) return;
      const telling = namesOf(issue).filter((label) => isTelling(label, policy));
      const loud = oursOn(issue).length + telling.length;
      if (loud > 0 && known.changedAt < told.at - LONGEST_WRITE_MS)
        complain(`${told.issue} still tells ${telling} after a look`);
    }
  };
});

/** Nothing is written that says what the issue says already: each write is told to everybody who watches it. */
const noIdleWrite = check("no write that changes nothing", (_github, complain) => (told) => {
  if (told.kind !== "github effect" || !told.undisturbed) return;
  if (JSON.stringify(told.before) === JSON.stringify(told.after)) complain(`${told.method} ${told.path}`);
});

/** What newer terms have written is never written over by older ones: in the comment, where all of it is at once. */
const newestTerms = check("no older policy over a newer", (_github, complain) => {
  const written = new Map<number, number>();
  return (told) => {
    if (told.kind !== "github effect" || told.late || !told.path.includes("/comments")) return;
    const last = written.get(told.id) ?? 0;
    if (told.terms < last) complain(`${told.path}: terms ${told.terms} over ${last}`);
    written.set(told.id, told.terms);
  };
});

/** The kill switch holds: what it finds under way may end, nothing new is sent. */
const shadowIsSilent = check("no write in shadow mode", (_github, complain) => {
  let shadow = false;
  const underWay = new Set<string>();
  const mayEnd = new Set<string>();
  return (told) => {
    if (told.kind === "died") {
      underWay.clear();
      mayEnd.clear();
    }
    if (told.kind === "github mode") {
      shadow = told.mode === "shadow";
      mayEnd.clear();
      for (const issue of underWay) mayEnd.add(issue);
    }
    if (told.kind === "github looked") {
      underWay.delete(told.issue);
      mayEnd.delete(told.issue);
    }
    if (told.kind !== "github sent" || told.issue === null) return;
    underWay.add(told.issue);
    if (shadow && told.method !== "GET" && !mayEnd.has(told.issue)) complain(`${told.method} ${told.path}`);
  };
});

/** A write is made from a reading of its own, and asks once more just before: GitHub has no conditional one. */
const readFirst = check("no write without a second look", (_github, complain) => {
  const read = new Map<string, readonly string[]>();
  return (told) => {
    if (told.kind === "died") read.clear();
    if (told.kind === "github looked") read.delete(told.issue);
    if (told.kind === "github read") read.set(told.issue, [...(read.get(told.issue) ?? []), told.says]);
    if (told.kind !== "github sent" || told.issue === null || told.method === "GET") return;
    const readings = read.get(told.issue) ?? [];
    const [first, second] = readings.slice(-2);
    if (second === undefined) complain(`${told.method} ${told.path} after ${readings.length} reads`);
    else if (first !== second) complain(`${told.method} ${told.path} over ${second}, decided from ${first}`);
  };
});

/** After a refusal for the rate nothing is sent before the time that it names. */
const waits = check("Retry-After respected", (_github, complain) => {
  let until: { readonly life: number; readonly at: number } | null = null;
  return (told) => {
    if (told.kind === "jumped") until = null;
    if (told.kind === "github sent" && until !== null && told.life === until.life && told.at < until.at) {
      complain(`${told.method} ${told.path} ${until.at - told.at} ms before the time that GitHub named`);
    }
    if (told.kind !== "github answered" || told.wait === null) return;
    // Dates and resets count whole seconds.
    const at = told.at + Math.max(1, told.wait) * 1000 - 1000;
    if (until === null || at > until.at) until = { life: told.life, at };
  };
});

const WINDOW_MS = 10_000;
/** People edit an issue at times as often as we read it; who writes reads twice. */
const MOST_READS = 40;

const noHotLoop = check("no hot loop", (_github, complain) => {
  const reads = new Map<string, number[]>();
  return (told) => {
    if (told.kind !== "github sent" || told.issue === null || !isReading(told.method, told.path)) return;
    const times = (reads.get(told.issue) ?? []).filter((at) => at > told.at - WINDOW_MS);
    times.push(told.at);
    reads.set(told.issue, times);
    if (times.length > MOST_READS) complain(`${told.issue} read ${times.length} times in ten seconds`);
  };
});

const MOST_CALLS_TO_GONE = 30;

/** An issue that is gone is left alone, once GitHub has said so. */
const goneIsLeft = check("finished tickets left alone", (_github, complain) => {
  const calls = new Map<string, number>();
  return (told) => {
    if (told.kind !== "github sent" || told.issue === null) return;
    if (told.id !== null) return void calls.delete(told.issue);
    const count = (calls.get(told.issue) ?? 0) + 1;
    calls.set(told.issue, count);
    if (count > MOST_CALLS_TO_GONE) complain(`${told.issue} was called ${count} times since it is gone`);
  };
});

/** Nobody waits for an answer to a program's. */
const programsAreLeft = check("bots' issues left alone", (github, complain) => (told) => {
  if (told.kind !== "github effect") return;
  const issue = github.ledger.issues.get(told.id)?.issue;
  if (issue?.user.type === "Bot") complain(`${told.method} ${told.path}`);
});

export const GITHUB_CHECKS: readonly Check[] = [
  ...[foreignLabels, words, oneComment, quietInPublic, noIdleWrite, newestTerms, shadowIsSilent],
  ...[readFirst, waits, noHotLoop, goneIsLeft, programsAreLeft],
];
