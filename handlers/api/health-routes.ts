import { replayRequest } from "../../src/api/health-request.ts";
import { ADMINS, type Route, withBody, withoutBody } from "./route.ts";

export const healthRoutes: readonly Route[] = [
  {
    id: "getHealth",
    method: "GET",
    path: "/health",
    who: ADMINS,
    ...withoutBody(async ({ context, account }) => context.json(await account.health())),
  },
  {
    id: "examineHealth",
    method: "POST",
    path: "/health/examine",
    who: ADMINS,
    ...withoutBody(async ({ context, account }) => context.json(await account.examine())),
  },
  {
    id: "replayParked",
    method: "POST",
    path: "/parked/replay",
    who: ADMINS,
    ...withBody(replayRequest, async ({ context, account, identity }, { ids }) =>
      context.json({ replayed: await account.replayParked(ids, identity) }),
    ),
  },
];
