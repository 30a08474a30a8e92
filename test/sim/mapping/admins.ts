import { type Contract, ONBOARDING } from "../../../src/core/organization.ts";
import { oneOf } from "../../support/business-questions.ts";
import { GROWTH } from "../../support/given.ts";
import { PHRASES, TIERS } from "../customers.ts";
import { ADMIN, CONTRACTS, OWNER } from "../github/cast.ts";
import { OPERATOR } from "../life.ts";
import type { Stage } from "../stage.ts";
import type { MappingBook, Pushed } from "./book.ts";
import { BROKEN, CRITICAL_PHRASES, checkTexts, differing, type Texts, textsOf, type Wording } from "./files.ts";

export const REPOSITORY = `${OWNER}/${CONTRACTS}`;
const BRANCH = "main";
/** Of moments. */
const PUSHES = 0.05;

/** Admins push commits with another mapping or policy. */
export function mappingMoment(stage: Stage, book: MappingBook): void {
  const { scheduler } = stage;
  const { weather, random } = book;
  if (weather.strikes("mapping: asked for by an operator, twice")) void asks(stage, book);
  if (random() >= PUSHES) return;
  const commits = weather.strikes("mapping: several commits within a second") ? 2 + Math.floor(4 * random()) : 1;
  for (let one = 0; one < commits; one++) scheduler.after(one === 0 ? 0 : 900 * random(), () => pushes(stage, book));
}

/** An admin's next commit: with another mapping or another policy, broken ones among them, or one of before. */
async function pushes(stage: Stage, book: MappingBook): Promise<void> {
  const { weather } = book;
  if (weather.strikes("mapping: branch forced back") && forcesBack(stage, book)) return;
  const fault = weather.pick(["mapping: commit can't be read", "mapping: golden row differs"]);
  await (fault === null ? pushesSound(stage, book) : pushesUnsound(stage, book, fault));
}

export function pushesSound(stage: Stage, book: MappingBook): Promise<void> {
  const { random } = book;
  const before = book.heads.findLast(({ pushed }) => pushed.terms !== null)?.pushed.wording;
  const earlier = oneOf(random, book.heads).pushed.wording;
  const after = before === undefined || random() < 0.15 ? earlier : altered(before, random);
  return commits(stage, book, after, textsOf(after), null);
}

export function pushesUnsound(
  stage: Stage,
  book: MappingBook,
  fault: "mapping: commit can't be read" | "mapping: golden row differs",
): Promise<void> {
  const { random } = book;
  // What it would change is not to be seen anywhere.
  const wording = altered(altered(book.head.pushed.wording, random), random);
  const spoil = fault === "mapping: golden row differs" ? differing : oneOf(random, BROKEN);
  return commits(stage, book, wording, spoil(wording), fault);
}

/** The first commit, before anybody follows. */
export function begins(stage: Stage, book: MappingBook): Promise<void> {
  const { contracts } = stage.terms.value;
  const wording = { targets: new Map(), contracts };
  return commits(stage, book, wording, textsOf(wording), null);
}

/** Both accounts take their mapping from the branch from now on. */
export async function follows({ life }: Stage): Promise<void> {
  const reader = life?.github?.account.id;
  if (life === null || reader === undefined) throw new Error("no account reads repositories");
  for (const { account } of life.accounts) {
    const wanted = { repository: REPOSITORY, branch: BRANCH, folder: "" };
    const followed = await account.followMapping(reader, wanted, OPERATOR);
    if (!followed.ok) throw new Error(followed.failure.message);
  }
}

async function commits(
  stage: Stage,
  book: MappingBook,
  wording: Wording,
  files: Texts,
  fault: Pushed["fault"],
): Promise<void> {
  const checked = await checkTexts(new Map(Object.entries(files)), "");
  if (checked.kind === "sound" ? fault !== null : fault === null) {
    throw new Error(
      `a commit is ${checked.kind}: ${JSON.stringify(checked.kind === "sound" ? fault : checked.problems)}`,
    );
  }
  const admin = stage.github?.helpdesk.emulator.as(ADMIN);
  const sha = admin?.push(REPOSITORY, { branch: BRANCH, message: fault ?? "Contracts", files }).sha ?? "";
  const sound = checked.kind === "sound" ? checked.mapping : null;
  const terms = sound === null ? null : { policy: sound.policy, contracts: wording.contracts, mappingVersion: sha };
  points(stage, book, { sha, wording, terms, fault }, false);
}

function forcesBack(stage: Stage, book: MappingBook): boolean {
  const { sha } = book.head.pushed;
  const earlier = oneOf(book.random, book.heads).pushed;
  if (earlier.sha === sha) return false;
  stage.github?.helpdesk.emulator.as(ADMIN).forcePush(REPOSITORY, BRANCH, earlier.sha);
  points(stage, book, earlier, true);
  return true;
}

function points(stage: Stage, book: MappingBook, pushed: Pushed, forced: boolean): void {
  book.heads.push({ pushed, forced, at: stage.scheduler.now });
  const what = forced ? "forces the branch back" : "pushes";
  stage.see({ kind: "acted", who: ADMIN, what: `${what}: ${pushed.fault ?? "sound"} ${pushed.sha}`, ticket: "git" });
}

function altered({ targets, contracts }: Wording, random: () => number): Wording {
  const tier = oneOf(random, TIERS);
  if (random() < 0.3) {
    const one = () => oneOf(random, PHRASES);
    const phrases = { 1: oneOf(random, CRITICAL_PHRASES), 2: one(), 3: one(), 4: one() };
    return { targets: new Map([...targets, [tier, phrases]]), contracts };
  }
  const chosen = oneOf(random, contracts);
  const change = oneOf<Partial<Contract>>(random, [
    { tier },
    { tier },
    { onboarding: oneOf(random, ONBOARDING) },
    { sdk: !chosen.sdk },
    { namedContacts: chosen.namedContacts.length === 0 ? ["nobody@elsewhere.example"] : [] },
  ]);
  return { targets, contracts: contracts.map((row) => (row === chosen ? allowed({ ...row, ...change }) : row)) };
}

/** Growth has no named contacts. */
const allowed = (row: Contract): Contract => (row.tier === GROWTH ? { ...row, namedContacts: [] } : row);

/** An operator asks twice at once, whatever is under way. */
async function asks({ life }: Stage, { weather }: MappingBook): Promise<void> {
  if (!life?.alive || life.closing) return;
  weather.effective("mapping: asked for by an operator, twice");
  const asked = life.accounts.map(({ account }) => account.refreshMapping());
  // The database failed: it is asked again in time.
  for (const one of asked) one.catch(() => undefined);
}
