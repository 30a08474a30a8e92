import { auditRoutes } from "./audit-routes.ts";
import { changeRoutes } from "./change-routes.ts";
import { healthRoutes } from "./health-routes.ts";
import { identityRoutes } from "./identity-routes.ts";
import { organizationRoutes } from "./organization-routes.ts";
import { policyRoutes } from "./policy-routes.ts";
import type { Route } from "./route.ts";
import { ticketRoutes } from "./ticket-routes.ts";
import { tokenRoutes } from "./token-routes.ts";

/** Every route of the API, each with who may use it. What isn't here isn't served. */
export const ROUTES: readonly Route[] = [
  ...ticketRoutes,
  ...identityRoutes,
  ...tokenRoutes,
  ...organizationRoutes,
  ...changeRoutes,
  ...policyRoutes,
  ...auditRoutes,
  ...healthRoutes,
];
