import type { Issue } from "../../../emulator/github/state.ts";
import type { Life } from "../life.ts";
import { isNetworkFault, type Line, latencyOf, over, playOnWire, type Wire } from "../network.ts";
import type { Stage } from "../stage.ts";
import { API_FAULTS, type ApiFault, limitOf, refusalOf, UNTOLD_WAIT_S, WRITE_FAULTS } from "./api-faults.ts";
import { nameOf, ORIGIN } from "./helpdesk.ts";
import type { GithubStage } from "./stage.ts";

/** A call that arrives so long after it was sent has been given up. */
const DEADLINE_MS = 10_000;

interface Exchange {
  readonly call: number;
  readonly method: string;
  readonly path: string;
  readonly issue: Issue | null;
  readonly sentAt: number;
  /** The comments of ours that stand on it now. */
  readonly known: readonly number[];
  readonly request: () => Request;
  /** What GitHub answered, word for word, where the whole issue was asked for. */
  says: string | null;
}

/** Tierline's way to GitHub: takes time, and on a bad day does anything that a network does. */
export function githubFetch(stage: Stage, github: GithubStage, life: Life): typeof globalThis.fetch {
  const { scheduler } = stage;
  const { weather, random, helpdesk, ledger } = github;
  /** When an issue was last read, and by which terms. */
  const read = new Map<number, { readonly at: number; readonly terms: number }>();
  /** When a request took effect that nobody waited for any more: GitHub can't refuse what followed from the reading before. */
  const overtaken = new Map<number, number>();

  /** What GitHub makes of the request, with what it changed. */
  async function reach(exchange: Exchange): Promise<Response> {
    const { call, method, path, issue, sentAt, known, request } = exchange;
    const writes = method !== "GET" && issue !== null;
    const before = writes ? helpdesk.standing(issue) : null;
    const answer = await helpdesk.emulator.fetch(request());
    if (isReading(method, path) && answer.status === 200) exchange.says = await answer.clone().text();
    if (before === null || issue === null || answer.status >= 300) return answer;
    const { at, terms } = read.get(issue.id) ?? { at: 0, terms: life.github?.terms ?? 0 };
    const told = ledger.issues.get(issue.id);
    const late = scheduler.now - sentAt >= DEADLINE_MS;
    if (told !== undefined && late) told.contested = true;
    if (late) overtaken.set(issue.id, scheduler.now);
    const undisturbed = !late && (overtaken.get(issue.id) ?? 0) < at && (told === undefined || told.changedAt < at);
    stage.see({
      ...({ kind: "github effect", call, life: life.number, method, path, id: issue.id } as const),
      ...{ terms, undisturbed, late, before, after: helpdesk.standing(issue), known },
    });
    return answer;
  }

  return async (input, init) => {
    // The signal apart: a request that follows one is never let go of, nor is what listens to it.
    const { signal = null, ...shape } = init ?? {};
    const asked = new Request(input, shape);
    const { method, url, headers, redirect } = asked;
    if (!url.startsWith(ORIGIN)) stage.see({ kind: "strayed", from: "github", to: url });
    const path = new URL(url).pathname;
    const body = method === "GET" ? null : await asked.text();
    const request = () => new Request(url, { method, headers, redirect, ...(body === null ? {} : { body }) });
    if (!life.alive) return never();
    github.calls += 1;
    const { name, issue } = issueOf(github, path);
    const known = issue === null ? [] : helpdesk.standing(issue).ours.map(({ id }) => id);
    const call = github.calls;
    const exchange: Exchange = { call, method, path, issue, sentAt: scheduler.now, known, request, says: null };
    const reads = isReading(method, path);
    if (reads && name !== null) ledger.unseen.delete(name);
    if (issue !== null && reads) ledger.read(issue.id);
    stage.see({ kind: "github sent", call, life: life.number, method, path, issue: name, id: issue?.id ?? null });
    if (weather.strikes("F30 crash at a call")) {
      scheduler.after(latencyOf(random.network) * 2 * random.network(), () => {
        if (!life.alive) return;
        weather.effective("F30 crash at a call");
        stage.crash();
      });
    }
    const isDown = scheduler.now < github.down;
    const fault = isDown ? "F34 helpdesk down for minutes" : weather.pick(faultsOf(method, issue));
    const told = (status: number | null, wait: number | null): void =>
      stage.see({ kind: "github answered", call, life: life.number, status, wait, fault });
    const wire: Wire = {
      ...{ scheduler, random: random.network, signal },
      alive: () => life.alive,
      arrived: () => {
        if (fault !== null) weather.effective(fault);
      },
      answered: (answer) => {
        if (reads && issue !== null) read.set(issue.id, { at: exchange.sentAt, terms: life.github?.terms ?? 0 });
        const untold = fault === "F1 secondary limit in four forms" ? UNTOLD_WAIT_S : null;
        const { says } = exchange;
        if (name !== null && says !== null) stage.see({ kind: "github read", life: life.number, issue: name, says });
        told(answer.status, limitOf(answer, scheduler.now) ?? untold);
      },
      broke: () => told(null, null),
    };
    return over(wire, (line) => play(stage, github, fault, () => reach(exchange), line));
  };
}

/** The request has arrived, or would have. */
async function play(
  { scheduler }: Stage,
  { random, helpdesk }: GithubStage,
  fault: ApiFault | null,
  reach: () => Promise<Response>,
  line: Line,
): Promise<void> {
  if (fault === null) return line.deliver(await reach());
  const refused = refusalOf(fault, random.network, scheduler.now);
  if (refused !== null) {
    if (fault === "F9 5xx after the effect") await reach();
    return line.deliver(refused);
  }
  if (fault === "F6 token revoked") {
    helpdesk.emulator.state.installationTokens.clear();
    return line.deliver(await reach());
  }
  if (!isNetworkFault(fault)) throw new Error(`${fault} is not played here`);
  return playOnWire(fault, { scheduler, random: random.network }, reach, line);
}

const faultsOf = (method: string, issue: Issue | null): readonly ApiFault[] =>
  method === "GET" || issue === null ? API_FAULTS : [...API_FAULTS, ...WRITE_FAULTS];

/** Whether it asks for an issue: each look at one, and each write to one, begins with that. */
export const isReading = (method: string, path: string): boolean => method === "GET" && /\/issues\/\d+$/.test(path);

const ISSUE = /^\/repos\/([^/]+\/[^/]+)\/issues\/(\d+)(?:\/|$)/;
const COMMENT = /^\/repos\/([^/]+\/[^/]+)\/issues\/comments\/(\d+)$/;

/** The issue that a path is about, by the name that the path has. */
function issueOf(
  { helpdesk }: GithubStage,
  path: string,
): { readonly name: string | null; readonly issue: Issue | null } {
  const [, home, comment] = COMMENT.exec(path) ?? [];
  if (comment !== undefined) {
    const issue = helpdesk.issueOfComment(Number(comment));
    const isHome = issue !== null && nameOf(issue).startsWith(`${home}#`);
    // It went elsewhere meanwhile, with its comments.
    return isHome ? { name: nameOf(issue), issue } : { name: null, issue: null };
  }
  const [, repository, number] = ISSUE.exec(path) ?? [];
  if (repository === undefined) return { name: null, issue: null };
  return { name: `${repository}#${number}`, issue: helpdesk.issueAt(repository, Number(number)) };
}

const never = (): Promise<never> => new Promise(() => undefined);
