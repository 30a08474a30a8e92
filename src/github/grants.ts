import { type Installation, missingPermissions, permissionWords } from "./installation.ts";
import type { Step } from "./setup.ts";
import { type AppShown, missingEvents } from "./webhook.ts";

/** Whether the App has what it needs of its owner, who alone can grant it. */
export function grantSteps(app: AppShown, installation: Installation, withProject: boolean): readonly Step[] {
  const id = String(installation.id);
  const permissions = missingPermissions(installation, withProject).map(permissionWords);
  return [grantStep("permissions", id, permissions), grantStep("events", id, missingEvents(app))];
}

const grantStep = (what: string, id: string, missing: readonly string[]): Step =>
  missing.length === 0
    ? { kind: "checked", what, id, detail: "all that is needed" }
    : {
        kind: "warning",
        what,
        id,
        detail: `${missing.join("; ")}: set it in the App's settings, and accept it in the installation`,
      };

export const repositoriesStep = (count: number): Step =>
  count === 0
    ? {
        kind: "warning",
        what: "repositories",
        id: null,
        detail: "the App may see none: choose some in the installation",
      }
    : { kind: "checked", what: "repositories", id: null, detail: `the App may see ${count}` };
