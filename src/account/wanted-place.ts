import { prefixOf } from "../../mappings/mapping-path.ts";
import type { MappingPlace } from "../core/mapping-place.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { MappingHost } from "../git-mapping/host.ts";
import type { OperatorFailure } from "./answers.ts";
import type { WantedPlace } from "./mapping-peers.ts";

/** Whether the place can be read, and how it is spelled there. @param host `null` while there are no repositories to read */
export async function findPlace(
  host: MappingHost | null,
  { repository, branch, folder }: WantedPlace,
): Promise<Result<MappingPlace, OperatorFailure>> {
  if (host === null) return err(NO_HOST);
  const found = await host.find(repository);
  if (found.kind !== "told") return err(unreadable(found.detail));
  const { name, defaultBranch } = found.value;
  const place = { repository: name, branch: branch ?? defaultBranch, folder: prefixOf(folder).slice(0, -1) };
  const head = await host.head(place);
  return head.kind === "told" ? ok(place) : err(unreadable(head.detail));
}

export const NO_HOST: OperatorFailure = {
  reason: "no_repositories",
  message: "The GitHub account whose App reads the repository is not connected here.",
  mend: "Connect it: npm run tierline -- connect github --owner …",
};

const unreadable = (detail: string): OperatorFailure => ({
  reason: "unreadable_repository",
  message: `The mapping can't be read there: ${detail}.`,
  mend: "Check the spelling, and that the App is installed on this repository with contents: read.",
});
