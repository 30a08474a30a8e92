import { readWriting } from "../../../src/desk/mode.ts";
import { readPause } from "../../../src/desk/pause.ts";
import { OPERATOR } from "../life.ts";
import type { Stage } from "../stage.ts";
import { nameOf } from "./helpdesk.ts";
import type { IssueLedger } from "./ledger.ts";
import { saysAgain, touches } from "./people.ts";
import type { GithubStage } from "./stage.ts";
import { githubGoesLive } from "./trouble.ts";
import { isOurs, namesOf, truthOf } from "./truth.ts";

type Complain = (check: string, detail: string) => void;

const MINUTE = 60_000;

/** A person mends what only a person can. @returns until when GitHub asked to wait */
export async function mendGithub(stage: Stage): Promise<number> {
  const { life, scheduler } = stage;
  if (!life?.alive || life.github === null) return scheduler.now;
  const { sql, account } = life.github;
  if (readWriting(sql).mode === "shadow") await githubGoesLive(stage);
  const pause = readPause(sql);
  if (pause?.reason === "reauth_required" || pause?.reason === "forbidden") account.desk.resume();
  return pause?.reason === "throttled" ? Math.max(scheduler.now, pause.until) : scheduler.now;
}

/** Has GitHub tell of what it told nobody, and people say again what may have been lost, once they see what came of it. */
export async function tellAgain(stage: Stage, github: GithubStage): Promise<void> {
  const { ledger, helpdesk } = github;
  const { scheduler } = stage;
  await stage.life?.github?.account.replayParked("all", OPERATOR);
  const there = () => [...ledger.issues.values()].filter(({ issue }) => helpdesk.isThere(issue));
  for (const told of there()) if (ledger.unheard.has(told)) touches(stage, github, told);
  const contested = there().filter((told) => told.contested);
  if (contested.length > 0) await scheduler.run(scheduler.now + github.sweepEvery + MINUTE);
  for (const told of contested) saysAgain(stage, github, told);
}

interface Wrong {
  readonly told: IssueLedger;
  readonly words: readonly string[];
}

export function wrongOnGithub({ ledger, helpdesk, terms }: GithubStage): readonly Wrong[] {
  return [...ledger.issues.values()].flatMap((told) => {
    const words = truthOf(helpdesk, told, terms())?.wrong ?? [];
    return words.length > 0 ? [{ told, words }] : [];
  });
}

export function judgeIssues(github: GithubStage, complain: Complain): void {
  const { policy } = github.terms();
  for (const { told, words } of wrongOnGithub(github)) {
    const never = !namesOf(told.issue).some((name) => isOurs(name, policy));
    const check = never ? "no acknowledged event lost" : "final state is the decision";
    complain(check, `${nameOf(told.issue)} (${told.hand}): ${words.join("; ")}`);
  }
  for (const { issue, labels } of github.ledger.issues.values()) {
    if (!github.helpdesk.isThere(issue)) continue;
    const expected = [...labels].sort().join(", ");
    const found = namesOf(issue)
      .filter((name) => !isOurs(name, policy))
      .sort()
      .join(", ");
    if (found !== expected) complain("foreign labels intact", `${nameOf(issue)}: ${found} instead of ${expected}`);
  }
}

export function judgeGithubDesk(stage: Stage, github: GithubStage, complain: Complain): void {
  const { life, scheduler } = stage;
  const { ledger, helpdesk } = github;
  if (!life?.alive || life.github === null) return;
  const { sql, account } = life.github;
  const stored = new Set(sql.all<{ digest: string }>("SELECT digest FROM arrival").map(({ digest }) => digest));
  const lost = [...ledger.acknowledged].filter((digest) => !stored.has(digest));
  if (lost.length > 0) complain("no acknowledged event lost", `${lost.length} deliveries are no longer on disk`);
  const overdue = scheduler.now - MINUTE;
  for (const [name, at] of ledger.unseen) {
    if (at >= overdue) continue;
    complain("no acknowledged event lost", `${name} was not looked at since ${new Date(at).toISOString()}`);
  }
  const waiting = sql.all<{ ticket_id: string }>("SELECT ticket_id FROM work WHERE due_at < ?", overdue);
  if (waiting.length > 0)
    complain("everything converges", `issues ${waiting.map((one) => one.ticket_id).join(", ")} still wait for a look`);
  const parked = sql.all<{ ticket_id: string; detail: string }>(
    "SELECT ticket_id, detail FROM parked WHERE kind = 'ticket'",
  );
  for (const { ticket_id, detail } of parked) complain("everything converges", `${ticket_id} is parked: ${detail}`);
  for (const told of ledger.issues.values()) {
    const truth = truthOf(helpdesk, told, github.terms());
    const id = truth?.answer.ticketId;
    if (truth === null || id === undefined) continue;
    const [known] = account.decisions(id, 1);
    const answered = (state: string | undefined) => (state?.startsWith("met") ? state : "not yet");
    const [met, ours] = [answered(truth.answer.firstResponse.kind), answered(known?.state)];
    if (met === ours) continue;
    complain("final state is the decision", `${id}: the first response is ${met}, and ${ours} by our account`);
  }
}

/** Neither account has anything of the other's. */
export function judgeApart({ life }: Stage, complain: Complain): void {
  if (!life?.alive || life.github === null) return;
  const known = ({ sql }: typeof life.zendesk) =>
    sql
      .all<{ ticket_id: string }>("SELECT ticket_id FROM ticket UNION SELECT ticket_id FROM work")
      .map((one) => one.ticket_id);
  for (const id of known(life.zendesk)) if (id.includes("#")) complain("accounts apart", `Zendesk's Desk knows ${id}`);
  for (const id of known(life.github)) if (!id.includes("#")) complain("accounts apart", `GitHub's Desk knows ${id}`);
}
