import type { GithubStage } from "./github-stage.ts";
import { OWNER } from "./issue-stories.ts";
import type { Stage } from "./stage.ts";

/** The same for the emulated GitHub beside it. */
export function githubSteps({ origin, emulator }: GithubStage["github"]): readonly string[] {
  const agent = emulator.seed.people.find(({ login }) => login === "ada");
  const issue = `${origin}/repos/${OWNER}/aurora-games/issues/1`;
  return [
    `  npm run tierline -- doctor --owner ${OWNER}`,
    `  npm run tierline -- decisions --owner ${OWNER} --ticket ${OWNER}/aurora-games#1`,
    `  curl -H 'authorization: token ${agent?.token}' ${issue}/comments`,
    `  curl -H 'authorization: token ${agent?.token}' -d '{"labels":["sev: 1"]}' ${issue}/labels   # its comment is edited`,
  ];
}

/** What to try while the demo's servers keep running. @param more what else there is to try */
export function nextSteps(
  { tierlineUrl, zendesk, operatorToken, serverTime }: Stage,
  more: readonly string[],
): readonly string[] {
  const { agents, apiToken } = zendesk.emulator.seed;
  const agent = `-u '${agents[0]?.email ?? ""}/token:${apiToken}'`;
  return [
    serverTime === null
      ? "The servers keep running, and the clock runs on from the demo's last day. Try, in another terminal:"
      : "The servers keep running, and for the account, too, it is today from here on. Try, in another terminal:",
    `  export TIERLINE_URL=${tierlineUrl} TIERLINE_OPERATOR_TOKEN=${operatorToken}`,
    "  npm run tierline -- doctor --subdomain acme",
    "  npm run tierline -- decisions --subdomain acme --ticket 1",
    `  curl ${agent} ${zendesk.origin}/api/v2/tickets/1.json`,
    `  curl ${agent} -X PUT -H 'content-type: application/json' -d '{"ticket":{"priority":"urgent"}}' ${zendesk.origin}/api/v2/tickets/1.json`,
    "  npm run tierline -- decisions --subdomain acme --ticket 1   # a person's hand wins: severity 1 now, due an hour after it came",
    "  npm run tierline -- mode shadow --subdomain acme            # the kill switch",
    ...more,
    `  curl ${tierlineUrl}/readyz; curl -H "authorization: Bearer $TIERLINE_OPERATOR_TOKEN" ${tierlineUrl}/metrics`,
    "  npm run tierline -- explain --tier pro --severity 2 --at 2026-12-24T16:30:00Z",
    "Stop with Ctrl-C; nothing is kept.",
  ];
}
