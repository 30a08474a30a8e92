import { ownTags } from "../../src/core/tags.ts";
import { readWriting } from "../../src/desk/mode.ts";
import { readPause } from "../../src/desk/pause.ts";
import { foreign } from "./checks/people.ts";
import { judgeApart, judgeGithubDesk, judgeIssues, mendGithub, tellAgain, wrongOnGithub } from "./github/ending.ts";
import type { TicketLedger } from "./ledger.ts";
import { OPERATOR } from "./life.ts";
import { pushesSound, pushesUnsound } from "./mapping/admins.ts";
import type { MappingBook } from "./mapping/book.ts";
import { judgeMapping, mappingLags } from "./mapping/ending.ts";
import { isOpen, touches } from "./people.ts";
import type { Stage } from "./stage.ts";
import { goLive, remaps } from "./trouble.ts";
import { type Truth, termsOnZendesk, truthOf } from "./truth.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Without a sweep the same time is allowed: it is what backoff and rest after a duel come to. */
const PERIOD = 5 * MINUTE;
/** For the calls themselves, at the account's rate. */
const GRACE = 2 * MINUTE;
const QUIET = 20 * MINUTE;
const STEP = 5 * SECOND;
const ROUND = 20 * SECOND;
const MOST_ROUNDS = 20;

/** What an admin has to say last where a repository owns the mapping: of the second nothing may be taken. */
const LAST_COMMITS: readonly ((stage: Stage, mapping: MappingBook) => Promise<void>)[] = [
  pushesSound,
  (stage, mapping) => pushesUnsound(stage, mapping, "mapping: golden row differs"),
];

type Complain = (check: string, detail: string, onGithub?: boolean) => void;

/** All that went wrong stops: now everything has to come right by itself within two sweep periods, and then to rest. */
export async function converge(stage: Stage, complain: Complain): Promise<number> {
  const { scheduler, weather, ledger } = stage;
  const { github, mapping } = stage;
  weather.clear();
  mapping?.weather.clear();
  stage.down = 0;
  if (github !== null) {
    github.weather.clear();
    github.down = 0;
  }
  stage.helpdesk.webhook.status = "active";
  for (const told of ledger.tickets.values()) told.rivalUntil = 0;
  await scheduler.run(scheduler.now + 3 * MINUTE);
  const { life } = stage;
  if (!life?.alive) {
    complain("everything converges", "the process doesn't come back");
    return 0;
  }
  stage.skewMs = 0;
  // Only where it is off: to switch it on has everything looked at that was decided and not written.
  if (readWriting(life.zendesk.sql).mode === "shadow") await goLive(stage);
  const pause = readPause(life.zendesk.sql);
  // A person mends what only a person can; what the helpdesk asked to wait is waited for.
  if (pause?.reason === "reauth_required" || pause?.reason === "forbidden") life.zendesk.account.desk.resume();
  const rested = pause?.reason === "throttled" ? Math.max(scheduler.now, pause.until) : scheduler.now;
  await scheduler.run(github === null ? rested : Math.max(rested, await mendGithub(stage)));
  await life.zendesk.account.replayParked("all", OPERATOR);
  if (github !== null) await tellAgain(stage, github);
  await touchUnheard(stage);
  const ofGithub = (check: string, detail: string) => complain(check, detail, true);
  const judge = async () => {
    if (mapping !== null) await judgeMapping(stage, mapping, ofGithub);
    judgeTickets(stage, complain);
    if (github !== null) judgeIssues(github, ofGithub);
  };
  const took = await comesRight(stage, github);
  await judge();
  // An admin has the last word, with nobody left whose events would have the tickets looked at.
  if (stage.random.people() < 0.5) {
    remaps(stage);
    for (const pushes of mapping === null ? [() => undefined] : LAST_COMMITS) {
      if (mapping !== null) await pushes(stage, mapping);
      await comesRight(stage, github);
      await judge();
    }
  }
  const written = () => stage.writes + (github?.writes ?? 0);
  await scheduler.run(scheduler.now + QUIET / 2);
  const writes = written();
  await scheduler.run(scheduler.now + QUIET / 2);
  if (written() > writes) complain("everything converges", `${written() - writes} more writes when all was right`);
  judgeTickets(stage, complain);
  judgeDesk(stage, complain);
  if (github !== null) {
    judgeIssues(github, ofGithub);
    judgeGithubDesk(stage, github, ofGithub);
    judgeApart(stage, ofGithub);
  }
  return took;
}

/** Until no ticket is wrong, or as long as is allowed. @returns the time that it took */
async function comesRight(stage: Stage, github: Stage["github"]): Promise<number> {
  const { scheduler } = stage;
  const begun = scheduler.now;
  const until = begun + 2 * PERIOD + GRACE;
  const { mapping } = stage;
  const isWrong = () =>
    (mapping !== null && mappingLags(stage, mapping)) ||
    wrong(stage).length > 0 ||
    (github !== null && wrongOnGithub(github).length > 0);
  while (scheduler.now < until && isWrong()) await scheduler.run(Math.min(until, scheduler.now + STEP));
  return scheduler.now - begun;
}

/**
 * A lost event of an organization is nobody's to find: the export tells of tickets. Where there is no sweep, the same
 * holds for every ticket whose last event was not acknowledged. Each of these is touched until it is heard of: after so
 * many failures the helpdesk's breaker lets through one event at a time.
 */
async function touchUnheard(stage: Stage): Promise<void> {
  const { ledger, helpdesk, scheduler } = stage;
  const unheard = (told: TicketLedger) => stage.sweepEvery === null && told.heardAt < told.changedAt;
  const lost = new Set([...ledger.organizations].filter(([, one]) => one.heardAt < one.changedAt).map(([id]) => id));
  const open = [...ledger.tickets.values()].filter(({ id }) => isOpen(stage, id));
  let left = open.filter((told) => unheard(told) || lost.has(helpdesk.ticket(told.id).facts.organization_id ?? 0));
  for (let round = 0; left.length > 0 && round < MOST_ROUNDS; round++) {
    for (const told of left) void touches(stage, told);
    await scheduler.run(scheduler.now + ROUND);
    left = left.filter((told) => told.heardAt < told.changedAt);
  }
}

interface Wrong {
  readonly told: TicketLedger;
  readonly truth: Truth;
}

function wrong(stage: Stage): readonly Wrong[] {
  return [...stage.ledger.tickets.values()].flatMap((told) => {
    const truth = truthOf(stage.helpdesk, told, termsOnZendesk(stage));
    return truth !== null && truth.changes.length > 0 ? [{ told, truth }] : [];
  });
}

function judgeTickets(stage: Stage, complain: Complain): void {
  const { ledger, helpdesk } = stage;
  for (const { told, truth } of wrong(stage)) {
    const own = new Set(ownTags(termsOnZendesk(stage).policy));
    const never = !helpdesk.ticket(told.id).facts.tags.some((tag) => own.has(tag));
    const check = never ? "no acknowledged event lost" : "final state is the decision";
    const reasons = truth.answer.reasons.map(({ kind }) => kind).join(" ");
    complain(check, `ticket ${told.id} (${told.hand}) still needs ${JSON.stringify(truth.changes)} by ${reasons}`);
  }
  for (const told of ledger.tickets.values()) {
    const expected = [...told.tags].sort().join(" ");
    const found = foreign(stage, helpdesk.ticket(told.id).facts);
    if (found !== expected) complain("foreign tags intact", `ticket ${told.id}: ${found} instead of ${expected}`);
  }
}

function judgeDesk(stage: Stage, complain: Complain): void {
  const { life, ledger, helpdesk } = stage;
  if (!life?.alive) return;
  const { sql } = life.zendesk;
  const stored = new Set(sql.all<{ digest: string }>("SELECT digest FROM arrival").map(({ digest }) => digest));
  const lost = [...ledger.acknowledged].filter((digest) => !stored.has(digest));
  if (lost.length > 0) complain("no acknowledged event lost", `${lost.length} deliveries are no longer on disk`);
  // What came a moment ago may still be on its way.
  const overdue = stage.scheduler.now - MINUTE;
  for (const [id, at] of ledger.unseen) {
    if (!isOpen(stage, id) || at >= overdue) continue;
    const since = new Date(at).toISOString();
    complain(
      "no acknowledged event lost",
      `ticket ${id} was not looked at since the event that was taken in at ${since}`,
    );
  }
  const waiting = sql
    .all<{ ticket_id: string }>("SELECT ticket_id FROM work WHERE due_at < ?", overdue)
    .map(({ ticket_id }) => ticket_id);
  if (waiting.length > 0) complain("everything converges", `tickets ${waiting.join(", ")} still wait for a look`);
  const parked = sql.all<{ ticket_id: string; detail: string }>(
    "SELECT ticket_id, detail FROM parked WHERE kind = 'ticket'",
  );
  for (const { ticket_id, detail } of parked)
    complain("everything converges", `ticket ${ticket_id} is parked: ${detail}`);
  for (const told of ledger.tickets.values()) {
    const truth = truthOf(helpdesk, told, termsOnZendesk(stage));
    if (truth === null) continue;
    const notes = notesOf(stage, told.id);
    for (const { note } of truth.answer.notes) {
      if (!notes.includes(note)) complain("final state is the decision", `ticket ${told.id} has no note ${note}`);
    }
    if (new Set(notes).size < notes.length) complain("no note twice", `ticket ${told.id} has ${notes.join(", ")}`);
  }
}

/** By the marks that stand in the audits. */
function notesOf({ helpdesk }: Stage, id: number): readonly string[] {
  return helpdesk.ticket(id).audits.flatMap(({ metadata }) => {
    const mark = metadata.custom["tierline"];
    const note: unknown = typeof mark === "object" && mark !== null && "note" in mark ? mark.note : null;
    return typeof note === "string" ? note.split(" ") : [];
  });
}
