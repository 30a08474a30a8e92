import * as z from "zod";
import { type Claim, carryLetter, takeIn } from "../mail.ts";
import type { Stage } from "../stage.ts";
import type { GithubStage } from "./stage.ts";
import type { GithubFault } from "./weather.ts";

interface Letter {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly claim: Claim;
  /** The issue that it tells of, by its name when it happened. */
  readonly issue: string | null;
  /** The commit that a push brought. */
  readonly push: string | null;
  /** It tells of nothing but a write of ours. */
  readonly own: boolean;
}

const eventSchema = z.object({
  issue: z.object({ number: z.number(), pull_request: z.unknown().optional() }).optional(),
  repository: z.object({ full_name: z.string() }).optional(),
  after: z.string().optional(),
  sender: z.object({ type: z.string(), login: z.string() }),
});

/** GitHub's way to Tierline: events come late, in another order, several times, or never; and so do forgeries. */
export function githubWebhookFetch(
  stage: () => Stage,
  ofGithub: () => GithubStage,
  ownBot: string,
): typeof globalThis.fetch {
  return async (_input, init) => {
    const [world, github] = [stage(), ofGithub()];
    const { scheduler } = world;
    const { weather, random, ledger } = github;
    const body = String(init?.body);
    const event = eventSchema.parse(JSON.parse(body));
    const own = event.sender.login === ownBot;
    const issue = event.issue === undefined ? null : `${event.repository?.full_name}#${event.issue.number}`;
    if (!own) ledger.events += 1;
    const headers = Object.fromEntries(new Headers(init?.headers));
    const letter: Letter = { body, headers, claim: "genuine", issue, push: event.after ?? null, own };
    return carryLetter(
      {
        ...{ scheduler, weather, random: random.network },
        deliver: (one, fault) => deliver(world, github, one, fault),
        // Nothing in it names a time: whenever it comes, it is the same.
        again: () => letter,
        replay: () => ({ wait: 7_200_000 * random.network(), letter }),
      },
      letter,
    );
  };
}

/** Somebody who doesn't know the secret sends what looks like an event. */
export function forge(stage: Stage, github: GithubStage): void {
  const { helpdesk, random } = github;
  const body = JSON.stringify({
    action: "labeled",
    issue: { number: 1, updated_at: new Date(stage.scheduler.now).toISOString() },
    repository: { full_name: "acme/acme-desk", owner: { login: "acme" } },
    sender: { id: 1, login: "mallory", type: "User" },
  });
  const right = helpdesk.signed(body);
  const { "x-hub-signature-256": signature = "", ...unsigned } = right;
  const headers = [
    helpdesk.signed(`${body} `),
    unsigned,
    { ...right, "x-hub-signature-256": signature.slice("sha256=".length) },
  ][Math.floor(3 * random.network())];
  const forged = { body, headers: headers ?? unsigned, claim: "forged", issue: null, push: null, own: true } as const;
  void deliver(stage, github, forged, "forged webhook");
}

/** GitHub itself, signing what can't be understood. */
export function babble(stage: Stage, github: GithubStage): void {
  const { helpdesk, random } = github;
  // None that the other helpdesk sends, too: the same is taken in once by each account.
  const bodies = [
    "{ ",
    "[ ]",
    "null ",
    `{"action":"opened","nonce":${stage.scheduler.now}}`,
    `"${stage.scheduler.now}"`,
  ];
  const body = bodies[Math.floor(bodies.length * random.network())] ?? "{";
  const headers = helpdesk.signed(body);
  void deliver(
    stage,
    github,
    { body, headers, claim: "nonsense", issue: null, push: null, own: true },
    "F26 signed nonsense",
  );
}

/** Whoever sends it, it comes to the process that runs now, if one does. */
function deliver(
  stage: Stage,
  github: GithubStage,
  letter: Letter,
  fault: GithubFault | null,
): Promise<Response | null> | null {
  const { life } = stage;
  if (life?.alive !== true || life.closing) return null;
  if (fault !== null) github.weather.effective(fault);
  const { push } = letter;
  if (push !== null && stage.mapping !== null) stage.see({ kind: "push told", sha: push, ...stage.mapping.told(push) });
  return receive(stage, github, letter).catch(() => null);
}

async function receive(stage: Stage, { ledger }: GithubStage, letter: Letter): Promise<Response | null> {
  const { life } = stage;
  if (life === null || life.github === null) return null;
  const { claim, issue, own } = letter;
  const taken = await takeIn(stage, life, life.github, { ...letter, ticket: issue });
  if (taken === null) return null;
  const { answer, digest, said } = taken;
  if (answer.status !== 200 || claim !== "genuine") return answer;
  ledger.acknowledged.add(digest);
  const asksForLook = issue !== null && !own && said === "accepted";
  if (asksForLook && !ledger.unseen.has(issue)) ledger.unseen.set(issue, stage.scheduler.now);
  return answer;
}
