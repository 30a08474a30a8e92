import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { policyCheck } from "../../../src/api/policy.ts";
import { useApi } from "../api/use-api.ts";
import { useDebounced } from "../parts/use-debounced.ts";
import type { Edit } from "./document.ts";

const STILL_MS = 250;

/** What the server understands of edits, asked when the typing pauses. `settled` says whether it is about the last of it. */
export function useCheck(edits: readonly Edit[]) {
  const api = useApi();
  const text = JSON.stringify(edits);
  const asked = useDebounced(text, STILL_MS);
  const query = useQuery({
    queryKey: ["policy", "check", asked],
    queryFn: () => api.ask("/policy/check", policyCheck, { method: "POST", json: { edits: JSON.parse(asked) } }),
    enabled: asked !== "[]",
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { query, settled: asked === text && !query.isFetching };
}
