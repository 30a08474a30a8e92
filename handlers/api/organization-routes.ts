import type { RowEdit } from "../../src/admin/administration.ts";
import { NO_SUCH_ROW } from "../../src/admin/failures.ts";
import type { OrganizationShown } from "../../src/api/organization.ts";
import {
  IMPORT_BYTES,
  importRequest,
  organizationFields,
  organizationsQuery,
} from "../../src/api/organizations-request.ts";
import { inParts, numberIn, refused } from "./admin-answer.ts";
import { readQuery } from "./body.ts";
import { etag, unlessMatching } from "./if-match.ts";
import { ADMINS, type Call, type Route, withBody, withoutBody } from "./route.ts";

export const organizationRoutes: readonly Route[] = [
  {
    id: "listOrganizations",
    method: "GET",
    path: "/organizations",
    who: ADMINS,
    query: organizationsQuery,
    ...withoutBody(async ({ context, account }) => {
      const query = readQuery(context.req.raw, organizationsQuery);
      return query.ok ? context.json(await account.admin.organizations(query.value)) : query.failure.response;
    }),
  },
  {
    id: "exportOrganizations",
    method: "GET",
    path: "/organizations/export",
    who: ADMINS,
    ...withoutBody(async ({ account, subdomain }) =>
      inParts((after) => account.admin.organizationsCsv(after), -1, {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="organizations-${subdomain}.csv"`,
      }),
    ),
  },
  {
    id: "importOrganizations",
    method: "POST",
    path: "/organizations/import",
    who: ADMINS,
    ...withBody(
      importRequest,
      async ({ context, account, identity }, request) => {
        const outcome = await account.admin.importOrganizations(request, identity);
        return outcome.ok ? context.json(outcome.value) : refused(outcome.failure);
      },
      IMPORT_BYTES,
    ),
  },
  {
    id: "addOrganization",
    method: "POST",
    path: "/organizations",
    who: ADMINS,
    ...withBody(organizationFields, (call, organization) => edit(call, { op: "add", organization }, 201)),
  },
  {
    id: "getOrganization",
    method: "GET",
    path: "/organizations/:id",
    who: ADMINS,
    ...withoutBody(async (call) => {
      const row = await rowOf(call);
      if (row === null) return refused(NO_SUCH_ROW);
      return call.context.json(row, 200, { etag: etag(row.etag) });
    }),
  },
  {
    id: "putOrganization",
    method: "PUT",
    path: "/organizations/:id",
    who: ADMINS,
    ...withBody(organizationFields, async (call, organization) => {
      const row = await rowOf(call);
      if (row === null) return refused(NO_SUCH_ROW);
      const { id, etag: version } = row;
      return (
        unlessMatching(call.context.req.raw, version) ?? edit(call, { op: "set", id, etag: version, organization })
      );
    }),
  },
  {
    id: "deleteOrganization",
    method: "DELETE",
    path: "/organizations/:id",
    who: ADMINS,
    ...withoutBody(async (call) => {
      const row = await rowOf(call);
      if (row === null) return refused(NO_SUCH_ROW);
      const { id, etag: version } = row;
      return unlessMatching(call.context.req.raw, version) ?? edit(call, { op: "remove", id, etag: version });
    }),
  },
  {
    id: "listUnmapped",
    method: "GET",
    path: "/unmapped",
    who: ADMINS,
    ...withoutBody(async ({ context, account }) => context.json(await account.admin.unmapped())),
  },
];

async function rowOf({ context, account }: Call): Promise<OrganizationShown | null> {
  const id = numberIn(context.req.param("id"));
  return id === null ? null : account.admin.organization(id);
}

async function edit(
  { context, account, identity }: Call,
  rowEdit: RowEdit,
  status: 200 | 201 = 200,
): Promise<Response> {
  const edited = await account.admin.editOrganization(rowEdit, identity);
  if (!edited.ok) return refused(edited.failure);
  const { organization } = edited.value;
  return context.json(edited.value, status, organization === null ? {} : { etag: etag(organization.etag) });
}
