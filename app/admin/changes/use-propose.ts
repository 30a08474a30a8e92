import { useMutation } from "@tanstack/react-query";
import type * as z from "zod";
import { changeDetail } from "../../../src/api/changes.ts";
import type { changeRequest } from "../../../src/api/changes-request.ts";
import { useApi } from "../api/use-api.ts";
import { useNavigation } from "../navigation.ts";

export type Proposal = z.input<typeof changeRequest>;

/** Proposes a change and goes to its preview. Nothing is altered until it is applied there. */
export function usePropose(options: { readonly onProposed?: () => void } = {}) {
  const api = useApi();
  const navigation = useNavigation();
  return useMutation({
    mutationFn: (json: Proposal) => api.ask("/changes", changeDetail, { method: "POST", json }),
    onSuccess: ({ id }) => {
      options.onProposed?.();
      // After what was unsaved is known to be kept.
      setTimeout(() => navigation.go("changes", [id]));
    },
  });
}
