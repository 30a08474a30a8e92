import type { Bug } from "./bug.ts";

/** Mistakes of what takes the mapping from a repository. */
export const MAPPING_BUGS: readonly Bug[] = [
  {
    name: "an older commit is applied over a newer",
    inGit: true,
    patches: [
      [
        "account/mapping-pulls.ts",
        "const pulled = this.#pulling.then(() => this.#pull());",
        "const pulled = this.#pull();",
      ],
      ["account/mapping-pulls.ts", "return this.#running || this.#deps.host()", "return this.#deps.host()"],
    ],
  },
  {
    name: "a refused commit counts as taken",
    inGit: true,
    patches: [
      [
        "admin/mapping-from-git.ts",
        "inForce: before?.inForce ?? null, refused }",
        "inForce: { ...commit, at }, refused: null }",
      ],
    ],
  },
  {
    name: "a lost push is never asked after",
    inGit: true,
    patches: [["account/mapping-pulls.ts", "every === null ? null : after(now(), every)", "null"]],
  },
  {
    name: "golden rows are not looked at",
    inGit: true,
    patches: [["git-mapping/bundle.ts", 'if (checked.kind === "sound") {', 'if (checked.kind !== "refused") {']],
  },
  {
    name: "a commit that is handed out again is taken again",
    inGit: true,
    patches: [["admin/mapping-from-git.ts", "before.newest === bundle.commit.sha || ", ""]],
  },
  {
    name: "a pull that could not begin is never over",
    inGit: true,
    patches: [["account/mapping-pulls.ts", "this.#running = true;", "this.#running = true; progress.save({});"]],
  },
  {
    name: "what was dealt with is not asked for again, whoever has it",
    inGit: true,
    patches: [["account/place-pull.ts", "known?.newest === sha && known.done", "known?.newest === sha"]],
  },
  {
    name: "a limit holds for issues or for files alone",
    inGit: true,
    patches: [
      ["account/github-link.ts", "createGithub({ connection, client, policy", "createGithub({ connection, policy"],
    ],
  },
];
