import type { Facts } from "../../../emulator/records/ticket.ts";
import { ownTags } from "../../../src/core/tags.ts";
import type { Stage } from "../stage.ts";
import { SEVERITY_OPTION, termsOnZendesk, truthOf } from "../truth.ts";
import type { Check } from "./check.ts";

const UNTOUCHED = [
  "type",
  "subject",
  "status",
  "requester_id",
  "assignee_id",
  "organization_id",
  "group_id",
  "brand_id",
  "ticket_form_id",
  "external_id",
  "problem_id",
  "due_at",
] as const satisfies readonly (keyof Facts)[];

/** The helpdesk's own. */
const MERGED = "closed_by_merge";
const OUR_FIELDS = ["Support severity", "First response due", "First response due date", "Support summary"];

/** No write of ours changes what is not ours: foreign tags and fields, and the last severity that a person chose. */
export const foreignTags: Check = {
  name: "foreign tags intact",
  watch({ stage, complain }) {
    return (told) => {
      if (told.kind !== "effect") return;
      const [before, after] = [foreign(stage, told.before.facts), foreign(stage, told.after.facts)];
      if (before !== after) complain(`ticket ${told.ticket}: ${before} became ${after}`);
    };
  },
};

export const agentEdits: Check = {
  name: "agents' edits intact",
  watch({ stage, complain }) {
    return (told) => {
      if (told.kind !== "effect") return;
      const { before, after, ticket } = told;
      for (const name of UNTOUCHED) {
        if (before.facts[name] !== after.facts[name]) {
          complain(`ticket ${ticket}: ${name} ${before.facts[name]} became ${after.facts[name]}`);
        }
      }
      if (before.publicComments !== after.publicComments) complain(`ticket ${ticket}: we wrote to the customer`);
      const ours = new Set(OUR_FIELDS.map((title) => stage.helpdesk.field(title)));
      for (const [id, value] of after.facts.custom) {
        if (!ours.has(id) && (before.facts.custom.get(id) ?? null) !== value)
          complain(`ticket ${ticket}: field ${id} became ${value}`);
      }
      if (!told.tampered) severity(stage, ticket, after.facts, complain);
    };
  },
};

/** What a write says is what people said last: whatever they said since would have been a conflict. */
function severity(stage: Stage, id: number, after: Facts, complain: (detail: string) => void): void {
  const told = stage.ledger.tickets.get(id);
  const truth = told === undefined ? null : truthOf(stage.helpdesk, told, termsOnZendesk(stage));
  if (told === undefined || truth === null) return;
  const { severity: right, priority } = truth.answer;
  const found = stage.helpdesk.severityOf(after);
  if (found !== right) complain(`ticket ${id}: severity ${found} was written; by ${told.hand} it is ${right}`);
  if (after.priority !== priority) complain(`ticket ${id}: priority ${after.priority} was written, it is ${priority}`);
}

export function foreign({ terms }: Stage, { tags }: Facts): string {
  const own = new Set(ownTags(terms.value.policy));
  return tags
    .filter((tag) => !own.has(tag) && !SEVERITY_OPTION.test(tag) && tag !== MERGED)
    .sort()
    .join(" ");
}
