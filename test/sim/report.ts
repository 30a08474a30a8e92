import { GITHUB_ZEROS, ZEROS } from "./checks/zeros.ts";
import type { GithubOutcome, Outcome } from "./simulation.ts";
import type { Tally } from "./weather.ts";

/** How often each fault was drawn and met, and how often each that nobody draws was seen. */
export function faultLines(outcomes: readonly Outcome[]): readonly string[] {
  const lines = (tallies: ReadonlyMap<string, Tally>) =>
    [...tallies].map(([fault, { attempted, effective }]) => `  ${fault}: ${attempted}, ${effective}`);
  const sightings = [...seen(outcomes)].map(([sighting, count]) => `  ${sighting}: ${count}`);
  return [
    "fault: drawn, met by the living system",
    ...lines(tallied(outcomes)),
    "fault on GitHub's side: drawn, met by the living system",
    ...lines(tallied(onGithub(outcomes))),
    ...["fault that nobody draws: seen", ...sightings],
  ];
}

/** What happened in all worlds together, and the zeros of each helpdesk. */
export function worldLines(outcomes: readonly Outcome[]): readonly string[] {
  const sum = sumOf(outcomes);
  const slowest = Math.max(...outcomes.map(({ convergedIn }) => convergedIn)) / 1000;
  const complaints = outcomes.filter(({ complaint }) => complaint !== null).length;
  return [
    `${outcomes.length} worlds, ${outcomes.filter(({ sweeps }) => sweeps).length} of them with the sweep; ${sum((one) => one.tickets)} tickets, ${sum((one) => one.events)} events of changes that were not ours`,
    `${sum((one) => one.calls)} calls of the API, ${sum((one) => one.writes)} writes that took effect, ${sum((one) => one.lives)} lives of the process`,
    looksOf(outcomes),
    ...githubLines(onGithub(outcomes)),
    `every world came right within ${slowest} s of virtual time, where 720 s are allowed`,
    `Zendesk: ${zeros(outcomes, "zendesk", ZEROS)}`,
    `GitHub: ${zeros(outcomes, "github", GITHUB_ZEROS)}`,
    `${complaints} complaints in all`,
  ];
}

function githubLines(outcomes: readonly GithubOutcome[]): readonly string[] {
  const sum = sumOf(outcomes);
  return [
    `${outcomes.length} of the worlds with GitHub; ${sum((one) => one.issues)} issues, ${sum((one) => one.events)} events of changes that were not ours`,
    `${sum((one) => one.calls)} calls of GitHub's API, ${sum((one) => one.writes)} that changed an issue; ${sum((one) => one.contested)} choices crossed by a write of ours`,
    `on GitHub ${looksOf(outcomes)}`,
    `${outcomes.filter(({ commits }) => commits > 0).length} of these with the mapping in git; the branch pointed to ${sum((one) => one.commits)} commits, of which ${sum((one) => one.taken)} came to an account`,
  ];
}

const sumOf =
  <One>(outcomes: readonly One[]) =>
  (of: (outcome: One) => number): number =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0);

const looksOf = (outcomes: readonly Pick<Outcome, "looks">[]): string =>
  `looks ended: ${[...summed(outcomes.map((one) => one.looks))].map(([ending, count]) => `${count} ${ending}`).join(", ")}`;

function zeros(outcomes: readonly Outcome[], on: "zendesk" | "github", counted: typeof ZEROS): string {
  const complaints = outcomes.flatMap(({ complaint }) => (complaint?.on === on ? complaint.check : []));
  const words = counted.map(
    ([word, checks]) => `${complaints.filter((check) => checks.includes(check)).length} ${word}`,
  );
  return words.join(", ");
}

const onGithub = (outcomes: readonly Outcome[]): readonly GithubOutcome[] =>
  outcomes.flatMap(({ github }) => github ?? []);

/** Faults that no living system has met in any world. */
export function idleFaults(outcomes: readonly Outcome[]): readonly string[] {
  const faults = [outcomes, onGithub(outcomes)].flatMap((ones) =>
    [...tallied(ones)].flatMap(([fault, { effective }]) => (effective === 0 ? fault : [])),
  );
  const sightings = [...seen(outcomes)].flatMap(([sighting, count]) => (count === 0 ? sighting : []));
  return [...faults, ...sightings];
}

/** What went wrong in a world, and the command that plays it again. */
export function complaintOf({ seed, complaint }: Outcome, events: number): string {
  const { check, detail, at } = complaint ?? { check: "nothing", detail: "", at: 0 };
  const again = `node test/long/simulation.ts --seed ${seed} --events ${events} --history`;
  return `✗ ${check}: ${detail}\n  at ${new Date(at).toISOString()} in seed ${seed}; again: ${again}`;
}

function tallied(outcomes: readonly { readonly faults: ReadonlyMap<string, Tally> }[]): ReadonlyMap<string, Tally> {
  const totals = new Map<string, Tally>();
  for (const [fault, { attempted, effective }] of outcomes.flatMap(({ faults }) => [...faults])) {
    const total = totals.get(fault) ?? { attempted: 0, effective: 0 };
    totals.set(fault, { attempted: total.attempted + attempted, effective: total.effective + effective });
  }
  return totals;
}

const seen = (outcomes: readonly Outcome[]) => summed(outcomes.map(({ sightings }) => sightings));

function summed(maps: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, number> {
  const totals = new Map<string, number>();
  for (const [name, count] of maps.flatMap((map) => [...map])) totals.set(name, (totals.get(name) ?? 0) + count);
  return totals;
}
