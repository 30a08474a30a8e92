import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { changeDetail } from "../../../src/api/changes.ts";
import { useApi } from "../api/use-api.ts";
import { useNavigation } from "../navigation.ts";
import { type ChangeStanding, standingOf } from "./standing.ts";

/** A paused change goes no further, but what was under way then still ends. */
const LOOK_EVERY_MS: Partial<Readonly<Record<ChangeStanding, number>>> = { applying: 700, paused: 3_000 };

/** One change, asked again while tickets are being brought up to date, and what can be done with it. */
export function useChange(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  const navigation = useNavigation();
  const path = `/changes/${encodeURIComponent(id)}`;
  const key = ["changes", "one", id];
  const query = useQuery({
    queryKey: key,
    queryFn: () => api.ask(path, changeDetail),
    refetchInterval: ({ state: { data } }) => (data === undefined ? false : (LOOK_EVERY_MS[standingOf(data)] ?? false)),
    staleTime: 0,
  });
  const act = useMutation({
    mutationFn: (step: "apply" | "pause" | "resume") => api.ask(`${path}/${step}`, changeDetail, { method: "POST" }),
    onSuccess: async (changed, step) => {
      queries.setQueryData(key, changed);
      // Whatever was read before the change may be another now.
      if (step === "apply") await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] !== "one" });
    },
    onError: () => void query.refetch(),
  });
  const undo = useMutation({
    mutationFn: () => api.ask(`${path}/undo`, changeDetail, { method: "POST" }),
    onSuccess: ({ id: proposal }) => navigation.go("changes", [proposal]),
  });
  return { query, act, undo };
}
