import { isMappingFile } from "../../mappings/mapping-path.ts";
import type { MappingPlace } from "../core/mapping-place.ts";
import { assertNever } from "../core/result.ts";
import type { HostedRepository, MappingHost, Told } from "../git-mapping/host.ts";
import { saidAtCommit } from "../git-mapping/said-at-commit.ts";
import { writeCheck } from "../github/check-runs.ts";
import type { GithubClient } from "../github/client.ts";
import type { GithubConnection } from "../github/connection.ts";
import type { CallFailure } from "../github/outcome.ts";
import { changedPaths, findRepository, headOf, listFolder, readText } from "../github/repository-files.ts";

/** GitHub's repositories, as the App of one owner may read them. */
export function githubMappingHost(client: GithubClient, { appId, owner }: GithubConnection): MappingHost {
  return {
    owner,
    async find(repository): Promise<Told<HostedRepository>> {
      const found = await findRepository(client, repository);
      return found.kind === "ok" ? toldOf(found.value) : untold(found, `there is no repository ${repository}`);
    },
    async head({ repository, branch }) {
      const head = await headOf(client, repository, branch);
      if (head.kind === "ok") return toldOf(head.value);
      const detail = `${repository} has no branch ${branch}`;
      return head.kind === "unprocessable" ? { kind: "missing", detail } : untold(head, `${detail}, or is not there`);
    },
    files: (place, commit) => files(client, place, commit),
    async changedPaths(repository, pullRequest) {
      const paths = await changedPaths(client, repository, pullRequest);
      return paths.kind === "ok" ? toldOf(paths.value) : untold(paths, `there is no pull request ${pullRequest}`);
    },
    async check(repository, commit, found) {
      const written = await writeCheck({ client, appId }, repository, commit, saidAtCommit(found));
      return written.kind === "ok" ? toldOf(null) : untold(written, `there is no commit ${commit}`);
    },
  };
}

async function files(
  client: GithubClient,
  { repository, folder }: MappingPlace,
  commit: string,
): Promise<Told<ReadonlyMap<string, string>>> {
  const texts = new Map<string, string>();
  for (const within of [folder, folder === "" ? "holidays" : `${folder}/holidays`]) {
    const listed = await listFolder(client, repository, within, commit);
    if (listed.kind !== "ok") return untold(listed, `there is no commit ${commit}`);
    for (const { path, sha } of listed.value.filter((one) => isMappingFile(one.path, folder))) {
      const text = await readText(client, repository, sha);
      if (text.kind !== "ok") return untold(text, `${path} can't be read`);
      texts.set(path, text.value);
    }
  }
  return toldOf(texts);
}

const toldOf = <Value>(value: Value): Told<Value> => ({ kind: "told", value });

/** @param missing in words, where GitHub says that it isn't there, which may mean that the App may not see it */
function untold(failure: CallFailure, missing: string): Exclude<Told<never>, { kind: "told" }> {
  switch (failure.kind) {
    case "not_found":
      return { kind: "missing", detail: `${missing}, as far as the App may see` };
    case "moved":
      return { kind: "missing", detail: `${missing}: it was renamed or transferred` };
    case "forbidden":
    case "read_only":
    case "unauthorized":
    case "unprocessable":
      return { kind: "missing", detail: failure.detail };
    case "throttled":
      return { kind: "trouble", detail: `GitHub's limit is reached until ${new Date(failure.until).toISOString()}` };
    case "unavailable":
    case "ambiguous":
    case "unreadable":
      return { kind: "trouble", detail: failure.detail };
    default:
      return assertNever(failure);
  }
}
