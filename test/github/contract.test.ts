import type { FaultRule } from "../../emulator/github/faults.ts";
import { issueId, type TicketId } from "../../src/core/id.ts";
import { helpdeskContract, type Mishap, type World } from "../contract/helpdesk.ts";
import { idOf, Rig } from "./rig.ts";

helpdeskContract("GitHub", async (): Promise<World> => {
  const rig = await Rig.open();
  const { emulator, helpdesk, policy, now } = rig;
  const nowhere = issueId("acme/globex#4711");
  if (nowhere === null) throw new Error("not an id");
  return {
    helpdesk,
    policy,
    now,
    passes: (seconds) => rig.passes(seconds),
    opens: async () => idOf(rig.opens()),
    nowhere,
    replies: async (id) => void emulator.as("sue").comment(id, "We look into it."),
    tags: async (id, tag) => emulator.as("mara").label(id, tag),
    deletes: async (id: TicketId) => emulator.as("mara").deleteIssue(id),
    meets: async (mishap, kind) => {
      const match =
        kind === "read" ? { method: "GET", path: "*/issues/*" } : { method: "POST", path: "*/issues/*/labels" };
      // A token that is refused is replaced once, and the call repeated.
      emulator.faults.add({ match, fault: FAULTS[mishap], times: mishap === "bad credentials" ? 2 : 1 });
    },
  };
});

const FAULTS: Readonly<Record<Mishap, FaultRule["fault"]>> = {
  limit: { kind: "secondary_limit", retryAfter: 30 },
  "no permission": { kind: "status", status: 403 },
  "bad credentials": { kind: "status", status: 401 },
  outage: { kind: "status", status: 503 },
  "lost answer": { kind: "reset", when: "after" },
};
