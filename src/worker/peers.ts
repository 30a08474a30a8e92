import type { FindPeer } from "../account/mapping-peers.ts";
import { ObjectAccounts } from "./accounts.ts";
import type { Env } from "./isolate.ts";

/** Accounts for each other: objects of the same namespace. */
export function findPeer({ DESKS, DIRECTORY }: Pick<Env, "DESKS" | "DIRECTORY">): FindPeer {
  const accounts = new ObjectAccounts(DESKS, DIRECTORY);
  return async (id) => {
    const peer = await accounts.find(id);
    if (peer === null) return null;
    return {
      takeMapping: async (bundle) => peer.takeMapping(bundle),
      foreseeMapping: async (place, mapping) => peer.foreseeMapping(place, mapping),
      findMapping: async (wanted) => peer.findMapping(wanted),
      enlistFollower: async (place, follower) => peer.enlistFollower(place, follower),
      unfollowMapping: async (follower) => peer.unfollowMapping(follower),
      pullMapping: async () => peer.pullMapping(),
      mappingTrouble: async (place, follower) => peer.mappingTrouble(place, follower),
    };
  };
}
