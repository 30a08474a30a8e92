import { useQuery } from "@tanstack/react-query";
import { type PolicyShown, policyShown } from "../../../src/api/policy.ts";
import { useApi } from "../api/use-api.ts";

/** The policy in force; every screen that names a tier needs it. */
export function usePolicy() {
  const api = useApi();
  return useQuery({ queryKey: ["policy"], queryFn: () => api.ask("/policy", policyShown) });
}

/** A tier's name for people; its key while the policy isn't there, or where it has no such tier. */
export function useTierTitle(): (name: string) => string {
  const { data } = usePolicy();
  return (name) => tierTitle(data?.tiers ?? [], name);
}

const tierTitle = (tiers: PolicyShown["tiers"], name: string): string =>
  tiers.find((tier) => tier.name === name)?.title ?? name;
