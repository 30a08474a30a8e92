import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@zendeskgarden/react-buttons";
import { examination, health as healthSchema } from "../../../src/api/health.ts";
import { useApi } from "../api/use-api.ts";
import { Answer } from "../parts/answer.tsx";
import { Thrown } from "../parts/failure.tsx";
import { PageHead, Stack } from "../parts/page.tsx";
import { useAdmin } from "../reader.ts";
import { Findings } from "./findings.tsx";
import { HealthFacts } from "./health-facts.tsx";
import { ParkedWork } from "./parked-work.tsx";

const LOOK_EVERY_MS = 10_000;

/** How the account does, and what waits for a person. */
export function Health() {
  const { words } = useAdmin();
  const api = useApi();
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ["health"],
    queryFn: () => api.ask("/health", healthSchema),
    refetchInterval: LOOK_EVERY_MS,
  });
  const examine = useMutation({
    mutationFn: () => api.ask("/health/examine", examination, { method: "POST" }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["health"] }),
  });
  return (
    <>
      <PageHead title={words.screens.health} words={words.health.words}>
        <Button disabled={examine.isPending} onClick={() => examine.mutate()}>
          {examine.isPending ? words.health.examining : words.health.examine}
        </Button>
      </PageHead>
      <Answer query={query}>
        {(health) => (
          <Stack $gap={20}>
            <Thrown error={examine.error} />
            <HealthFacts health={health} />
            {health.examined !== null && <Findings examination={health.examined} />}
            <ParkedWork parked={health.parked} count={health.parkedCount} />
          </Stack>
        )}
      </Answer>
    </>
  );
}
