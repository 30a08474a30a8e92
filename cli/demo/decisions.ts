import { type DecisionMade, decisionsMade } from "../operator-api.ts";
import type { Stage } from "./stage.ts";

/** One account of the stage's server: a subdomain of Zendesk, or an owner on GitHub. */
export type AccountName = { readonly subdomain: string } | { readonly owner: string };

/** The newest decision of each ticket of an account, by the ticket's id. */
export async function readDecisions(stage: Stage, account: AccountName): Promise<ReadonlyMap<string, DecisionMade>> {
  const response = await fetch(`${stage.tierlineUrl}/operator/decisions?${new URLSearchParams({ ...account })}`, {
    headers: { authorization: `Bearer ${stage.operatorToken}` },
  });
  const answer = decisionsMade.parse(await response.json());
  return new Map(answer.decisions.map((decision) => [String(decision.ticketId), decision]));
}
