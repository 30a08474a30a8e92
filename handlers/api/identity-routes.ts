import type { Me } from "../../src/api/me.ts";
import { formatInstant, instant } from "../../src/core/time.ts";
import { ADMINS, type Call, type Route, withoutBody } from "./route.ts";

export const identityRoutes: readonly Route[] = [
  {
    id: "me",
    method: "GET",
    path: "/me",
    who: ADMINS,
    ...withoutBody(async (call) => call.context.json(shown(call))),
  },
];

function shown({ identity, subdomain, now }: Call): Me {
  const { kind } = identity;
  return {
    kind,
    account: subdomain,
    userId: kind === "admin" ? identity.userId : null,
    name: kind === "admin" || kind === "automation" ? identity.name : null,
    expiresAt: kind === "admin" ? formatInstant(instant(identity.expiresAt)) : null,
    now: formatInstant(now),
  };
}
