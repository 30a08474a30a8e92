import { NO_SUCH_CHANGE } from "../../src/admin/failures.ts";
import { changeRequest, changesQuery } from "../../src/api/changes-request.ts";
import { numberIn, refused } from "./admin-answer.ts";
import { readQuery } from "./body.ts";
import { ADMINS, type Call, type Route, withBody, withoutBody } from "./route.ts";

type Answered = Awaited<ReturnType<Call["account"]["admin"]["change"]>>;

/** A route to one change, by its number. */
function aboutOne(answer: (call: Call, id: number) => Answered | Promise<Answered>, status: 200 | 201 = 200) {
  return withoutBody(async (call) => {
    const id = numberIn(call.context.req.param("id"));
    if (id === null) return refused(NO_SUCH_CHANGE);
    const outcome = await answer(call, id);
    return outcome.ok ? call.context.json(outcome.value, status) : refused(outcome.failure);
  });
}

export const changeRoutes: readonly Route[] = [
  {
    id: "proposeChange",
    method: "POST",
    path: "/changes",
    who: ADMINS,
    ...withBody(
      changeRequest,
      async ({ context, account, identity }, request) => {
        const proposed = await account.admin.proposeChange(request, identity);
        return proposed.ok ? context.json(proposed.value, 201) : refused(proposed.failure);
      },
      1024 * 1024,
    ),
  },
  {
    id: "listChanges",
    method: "GET",
    path: "/changes",
    who: ADMINS,
    query: changesQuery,
    ...withoutBody(async ({ context, account }) => {
      const query = readQuery(context.req.raw, changesQuery);
      if (!query.ok) return query.failure.response;
      const { cursor, limit } = query.value;
      return context.json(await account.admin.changes(numberIn(cursor), limit));
    }),
  },
  {
    id: "getChange",
    method: "GET",
    path: "/changes/:id",
    who: ADMINS,
    ...aboutOne(({ account }, id) => account.admin.change(id)),
  },
  {
    id: "applyChange",
    method: "POST",
    path: "/changes/:id/apply",
    who: ADMINS,
    ...aboutOne(({ account, identity }, id) => account.admin.applyChange(id, identity)),
  },
  {
    id: "pauseChange",
    method: "POST",
    path: "/changes/:id/pause",
    who: ADMINS,
    ...aboutOne(({ account, identity }, id) => account.admin.pauseChange(id, true, identity)),
  },
  {
    id: "resumeChange",
    method: "POST",
    path: "/changes/:id/resume",
    who: ADMINS,
    ...aboutOne(({ account, identity }, id) => account.admin.pauseChange(id, false, identity)),
  },
  {
    id: "undoChange",
    method: "POST",
    path: "/changes/:id/undo",
    who: ADMINS,
    ...aboutOne(({ account, identity }, id) => account.admin.undoChange(id, identity), 201),
  },
];
