import type { GithubConnection } from "./connection.ts";
import type { Step } from "./setup.ts";

/**
 * What is left to do when an account ends: an App can't uninstall itself for good, and its labels and comments belong to
 * the repositories.
 */
export function disconnectSteps({ owner, slug }: Pick<GithubConnection, "owner" | "slug">): readonly Step[] {
  return [
    {
      kind: "left",
      what: `App ${slug}`,
      id: null,
      detail: `uninstall it in the settings of ${owner}, under GitHub Apps`,
    },
    { kind: "left", what: "labels and comments", id: null, detail: "belong to the repositories and stay" },
  ];
}
