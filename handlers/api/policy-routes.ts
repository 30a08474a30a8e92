import { NO_SUCH_VERSION } from "../../src/admin/failures.ts";
import type { MappingShown } from "../../src/api/policy.ts";
import { ownerRequest, policyCheckRequest, yearQuery } from "../../src/api/policy-request.ts";
import { numberIn, refused } from "./admin-answer.ts";
import { readQuery } from "./body.ts";
import { etag } from "./if-match.ts";
import { ADMINS, type Route, withBody, withoutBody } from "./route.ts";

export const policyRoutes: readonly Route[] = [
  {
    id: "getPolicy",
    method: "GET",
    path: "/policy",
    who: ADMINS,
    ...withoutBody(async ({ context, account }) => {
      const policy = await account.admin.policy();
      return context.json(policy, 200, { etag: etag(policy.version) });
    }),
  },
  {
    id: "checkPolicy",
    method: "POST",
    path: "/policy/check",
    who: ADMINS,
    ...withBody(
      policyCheckRequest,
      async ({ context, account }, { edits }) => {
        const checked = await account.admin.checkPolicy(edits);
        return checked.ok ? context.json(checked.value) : refused(checked.failure);
      },
      1024 * 1024,
    ),
  },
  {
    id: "listPolicyVersions",
    method: "GET",
    path: "/policy/versions",
    who: ADMINS,
    ...withoutBody(async ({ context, account }) => context.json(await account.admin.policyVersions())),
  },
  {
    id: "getPolicyVersion",
    method: "GET",
    path: "/policy/versions/:number",
    who: ADMINS,
    ...withoutBody(async ({ context, account }) => {
      const number = numberIn(context.req.param("number"));
      if (number === null) return refused(NO_SUCH_VERSION);
      const version = await account.admin.policyVersion(number);
      return version.ok ? context.json(version.value) : refused(version.failure);
    }),
  },
  {
    id: "getPolicyYear",
    method: "GET",
    path: "/policy/year",
    who: ADMINS,
    query: yearQuery,
    ...withoutBody(async ({ context, account }) => {
      const query = readQuery(context.req.raw, yearQuery);
      return query.ok ? context.json(await account.admin.policyYear(query.value.year)) : query.failure.response;
    }),
  },
  {
    id: "getMapping",
    method: "GET",
    path: "/mapping",
    who: ADMINS,
    ...withoutBody(async ({ context, account }) =>
      context.json((await account.mappingStatus()) satisfies MappingShown),
    ),
  },
  {
    id: "setOwner",
    method: "POST",
    path: "/owner",
    who: ADMINS,
    ...withBody(ownerRequest, async ({ context, account, identity }, request) => {
      const outcome = await account.admin.setOwner(request, identity);
      return outcome.ok ? context.json(outcome.value) : refused(outcome.failure);
    }),
  },
];
