import { auditQuery } from "../../src/api/audit-request.ts";
import { inParts } from "./admin-answer.ts";
import { readQuery } from "./body.ts";
import { ADMINS, type Route, withoutBody } from "./route.ts";

export const auditRoutes: readonly Route[] = [
  {
    id: "listAudit",
    method: "GET",
    path: "/audit",
    who: ADMINS,
    query: auditQuery,
    ...withoutBody(async ({ context, account }) => {
      const query = readQuery(context.req.raw, auditQuery);
      return query.ok ? context.json(await account.admin.audit(query.value)) : query.failure.response;
    }),
  },
  {
    id: "exportAudit",
    method: "GET",
    path: "/audit/export",
    who: ADMINS,
    ...withoutBody(async ({ account, subdomain }) =>
      inParts((after) => account.admin.auditLines(after), 0, {
        "content-type": "application/x-ndjson",
        "content-disposition": `attachment; filename="audit-${subdomain}.ndjson"`,
      }),
    ),
  },
  {
    id: "verifyAudit",
    method: "GET",
    path: "/audit/verify",
    who: ADMINS,
    ...withoutBody(async ({ context, account }) => context.json(await account.admin.verifyAudit())),
  },
];
