import type { Check } from "../checks/check.ts";
import type { Told } from "../history.ts";
import { REPOSITORY } from "./admins.ts";
import type { MappingBook } from "./book.ts";

/** A check that watches the mapping in git, where it is. */
const check = (
  name: string,
  watch: (book: MappingBook, complain: (detail: string) => void) => (told: Told) => void,
): Check => ({
  name,
  onGithub: true,
  watch: ({ stage: { mapping }, complain }) => (mapping === null ? () => undefined : watch(mapping, complain)),
});

/** Of the commits that the branch pointed to, none is dealt with after a newer one. */
const inOrder = check("no older commit over a newer", (book, complain) => (told) => {
  if (told.kind !== "mapping taken" || book.placeOf(told.account, told.sha) >= 0) return;
  const { at, takings } = book.of(told.account);
  if (takings.at(-1)?.sha === told.sha) return;
  const newest = book.heads[at]?.pushed.sha;
  const what = book.pushed(told.sha) === null ? "that was never the branch's newest" : `after ${newest}`;
  complain(`${told.account}: ${told.outcome} ${told.sha} ${what}`);
});

/** However often it is told or asked for, a commit is one change and one entry of the audit trail. */
const once = check("each commit taken once", (book, complain) => (told) => {
  if (told.kind !== "mapping taken") return;
  if (book.of(told.account).takings.at(-1)?.sha === told.sha) complain(`${told.account}: ${told.sha} a second time`);
});

/** What is in force is what a commit says that can be read and holds what its golden rows say. */
const soundOnly = check("only sound commits in force", (book, complain) => (told) => {
  if (told.kind !== "mapping taken") return;
  const { account, sha, outcome, inForce } = told;
  const sound = book.pushed(sha)?.terms !== null;
  if (sound !== (outcome === "applied")) complain(`${account}: ${sha} was ${outcome}`);
  const expected = sound ? sha : (book.of(account).inForce?.sha ?? null);
  if (inForce !== expected) complain(`${account}: after ${sha} ${inForce} is in force instead of ${expected}`);
});

/** A repository that is read is not written to: but for what stands beside a commit. */
const readOnly = check("nothing but check runs in the mapping's repository", (_book, complain) => (told) => {
  if (told.kind !== "github sent" || told.method === "GET" || !told.path.startsWith(`/repos/${REPOSITORY}/`)) return;
  if (!/\/check-runs(\/\d+)?$/.test(told.path)) complain(`${told.method} ${told.path}`);
});

const WINDOW_MS = 60_000;
/** Of so many commits and questions at most, which come within the same minute, each is asked for once or twice. */
const MOST_ASKED = 40;

const noHotLoop = check("no hot loop", (_book, complain) => {
  let asked: number[] = [];
  return (told) => {
    if (told.kind !== "github sent" || !told.path.startsWith(`/repos/${REPOSITORY}/commits/heads`)) return;
    asked = [...asked.filter((at) => at > told.at - WINDOW_MS), told.at];
    if (asked.length > MOST_ASKED)
      complain(`${REPOSITORY} was asked for its newest commit ${asked.length} times in a minute`);
  };
});

export const MAPPING_CHECKS: readonly Check[] = [inOrder, once, soundOnly, readOnly, noHotLoop];
