import type { Stage } from "./stage.ts";

/** What to try while the demo's servers keep running. */
export function nextSteps({ tierlineUrl, zendesk, operatorToken, serverTime }: Stage): readonly string[] {
  const { agents, apiToken } = zendesk.emulator.seed;
  const agent = `-u '${agents[0]?.email ?? ""}/token:${apiToken}'`;
  return [
    serverTime === null
      ? "Both servers keep running, and the clock runs on from the demo's last day. Try, in another terminal:"
      : "Both servers keep running, and for the account, too, it is today from here on. Try, in another terminal:",
    `  export TIERLINE_URL=${tierlineUrl} TIERLINE_OPERATOR_TOKEN=${operatorToken}`,
    "  npm run tierline -- doctor",
    "  npm run tierline -- decisions --ticket 1",
    `  curl ${agent} ${zendesk.origin}/api/v2/tickets/1.json`,
    `  curl ${agent} -X PUT -H 'content-type: application/json' -d '{"ticket":{"priority":"urgent"}}' ${zendesk.origin}/api/v2/tickets/1.json`,
    "  npm run tierline -- decisions --ticket 1        # a person's hand wins: severity 1 now, due an hour after it came",
    "  npm run tierline -- mode shadow                 # the kill switch",
    `  curl ${tierlineUrl}/readyz; curl -H "authorization: Bearer $TIERLINE_OPERATOR_TOKEN" ${tierlineUrl}/metrics`,
    "  npm run tierline -- explain --tier pro --severity 2 --at 2026-12-24T16:30:00Z",
    "Stop with Ctrl-C; nothing is kept.",
  ];
}
