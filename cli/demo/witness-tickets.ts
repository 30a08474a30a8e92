import type { Cast } from "./play.ts";
import type { Witness } from "./restart.ts";
import type { Stage } from "./stage.ts";

/** Of which Tierline set every part, so that only its own memory can tell that no person did. */
const WAITING = "severity by default";
const TAKEN_OFF = "sla_sev_3";
const AGENTS_OWN = "after_the_restart";

/** The account's tickets in Zendesk; see {@link Witness}. */
export function ticketsWitness({ people, zendesk, subdomain, settle }: Stage, cast: Cast): Witness {
  const ada = zendesk.emulator.seed.agents[0]?.email ?? "";
  const waiting = cast.get(WAITING) ?? 0;
  return {
    account: { subdomain },
    thing: "ticket",
    touching: "an agent tags",
    async leaveWork() {
      await people.call(ada, "DELETE", `/api/v2/tickets/${waiting}/tags.json`, { tags: [TAKEN_OFF] });
      await zendesk.emulator.idle();
    },
    async isDone() {
      const { ticket } = await people.call(ada, "GET", `/api/v2/tickets/${waiting}.json`);
      return ticket?.tags.includes(TAKEN_OFF) ?? false;
    },
    async touchAll() {
      const { tickets = [] } = await people.call(ada, "GET", "/api/v2/tickets.json");
      const open = tickets.filter(({ status }) => status !== "closed");
      for (const { id } of open) {
        await people.call(ada, "PUT", `/api/v2/tickets/${id}/tags.json`, { tags: [AGENTS_OWN] });
      }
      return open.length;
    },
    writes: () => zendesk.emulator.counts["PUT /api/v2/tickets/{id}"] ?? 0,
    settle,
  };
}
