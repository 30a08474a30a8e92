import type { CheckMapping } from "../account/mapping-review.ts";
import type { LoadGithubSource } from "../account/sources.ts";

/**
 * What travels beside the Worker and is loaded when it is first needed, built by `scripts/bundle-late.ts` of our own
 * modules, whose types these are. The names are put together, so that no bundler takes the modules in.
 */
const late = (name: string): string => ["./", name, ".mjs"].join("");

/** With its YAML parser: for whoever keeps the mapping in git. */
export const checkMapping: CheckMapping = async (files, folder) => {
  const { checkMappingFiles } = (await import(
    late("mapping-files")
  )) as typeof import("../../mappings/mapping-files.ts");
  return checkMappingFiles(files, folder);
};

/** With Octokit: for whoever answers on GitHub. */
export const loadGithubSource: LoadGithubSource = async () => {
  const { GithubSource } = (await import(late("github-source"))) as typeof import("../account/github-source.ts");
  return GithubSource;
};
