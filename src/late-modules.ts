import type { CheckMapping } from "./account/mapping-review.ts";
import type { LoadGithubSource } from "./account/sources.ts";

// What an account loads when it first needs it. On Workers each is a module of its own beside the program.

/** With its YAML parser: for whoever keeps the mapping in git. */
export const checkMapping: CheckMapping = async (files, folder) => {
  const { checkMappingFiles } = await import("../mappings/mapping-files.ts");
  return checkMappingFiles(files, folder);
};

/** With Octokit: for whoever answers on GitHub. */
export const loadGithubSource: LoadGithubSource = async () => (await import("./account/github-source.ts")).GithubSource;
