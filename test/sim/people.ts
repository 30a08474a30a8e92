import { type Priority, SEVERITIES, type Severity } from "../../src/core/policy.ts";
import { oneOf } from "../support/business-questions.ts";
import { CUSTOMERS, TIERS } from "./customers.ts";
import { HANDS, type TicketLedger } from "./ledger.ts";
import type { Stage } from "./stage.ts";

const PRIORITY: Readonly<Record<Severity, Priority>> = { 1: "urgent", 2: "high", 3: "normal", 4: "low" };
const CHANNELS = ["email", "email", "email", "voice", "chat", "api"] as const;
const RIVAL_MS = 5 * 60_000;

type Act = (stage: Stage, told: TicketLedger) => Promise<boolean>;

/** What an agent, another program or a customer does to a ticket, and how often. */
const ACTS: readonly (readonly [number, string, Act])[] = [
  [20, "judges", judges],
  [14, "tags", (stage, told) => tag(stage, told, oneOf(stage.random.people, TAGS))],
  [6, "untags", untags],
  [8, "replies", (stage, told) => edit(stage, told, { comment: { body: "We look into it.", public: true } })],
  [5, "notes", (stage, told) => edit(stage, told, { comment: { body: "Same as last week.", public: false } })],
  [6, "moves", moves],
  [7, "names", names],
  [3, "makes a task", (stage, told) => edit(stage, told, { type: "task", due_at: "2026-11-20T11:11:11Z" })],
  [
    4,
    "assigns",
    (stage, told) => edit(stage, told, { status: oneOf(stage.random.people, ["open", "pending", "hold"]) }),
  ],
  [1.5, "closes", (stage, told) => edit(stage, told, { status: "closed" })],
  [1, "deletes", (stage, told) => stage.helpdesk.call(stage.helpdesk.agent, "DELETE", `/tickets/${told.id}`)],
  [1, "merges", merges],
  [1.5, "sets a rival on", rival],
];

const TAGS = ["vip", "beta", "sla_of_the_agents_own", "emea", "third_party", "escalated", "from_the_form"];
const SUBJECTS = [
  "Push messages arrive late",
  "Feature request: dark mode",
  "Data loss in the export",
  "Badge stays at 1",
];

/** A ticket comes in. */
export async function opens(stage: Stage): Promise<void> {
  const { helpdesk, ledger, random } = stage;
  const from = oneOf(random.people, oneOf(random.people, CUSTOMERS).people);
  const hand = oneOf(random.people, HANDS);
  const chosen = hand !== "rule" && random.people() < 0.4 ? oneOf(random.people, SEVERITIES) : null;
  const tags = random.people() < 0.5 ? [oneOf(random.people, TAGS)] : [];
  const field = helpdesk.field("Support severity");
  const ticket = {
    subject: hand === "rule" ? oneOf(random.people, SUBJECTS) : "Push messages arrive late",
    comment: { body: "Since this morning." },
    requester: { email: from },
    via: { channel: oneOf(random.people, CHANNELS) },
    ...(tags.length === 0 ? {} : { tags }),
    ...(chosen !== null && hand === "priority" ? { priority: PRIORITY[chosen] } : {}),
    ...(chosen !== null && hand === "severity"
      ? { custom_fields: [{ id: field, value: `tierline_severity_${chosen}` }] }
      : {}),
  };
  const id = await helpdesk.arrives(ticket);
  if (id === null) return;
  const told = ledger.open(id, hand, chosen, tags);
  told.changedAt = stage.scheduler.now;
  stage.see({ kind: "acted", who: from, what: "writes in", ticket: id });
}

/** Somebody does something to a ticket that is there. */
export async function acts(stage: Stage): Promise<void> {
  const { ledger, random } = stage;
  const open = [...ledger.tickets.values()].filter(({ id }) => isOpen(stage, id));
  if (open.length === 0) return;
  // Some tickets are busy: what one of them meets, it meets in the middle of something else.
  const told = open[Math.floor(open.length * random.people() ** 2)];
  if (told !== undefined) await actOn(stage, told.id);
}

/** Many tickets are edited within two seconds, as by a macro over a view. */
export function floods(stage: Stage): void {
  const { ledger, random, scheduler } = stage;
  for (const { id } of ledger.tickets.values()) scheduler.after(2000 * random.people(), () => actOn(stage, id));
}

/** Somebody does something to this ticket. */
export async function actOn(stage: Stage, id: number): Promise<void> {
  const { random, helpdesk, ledger } = stage;
  const told = ledger.tickets.get(id);
  if (told === undefined || !isOpen(stage, id)) return;
  const total = ACTS.reduce((sum, [weight]) => sum + weight, 0);
  let chance = random.people() * total;
  for (const [weight, what, act] of ACTS) {
    chance -= weight;
    if (chance >= 0) continue;
    if (await act(stage, told)) stage.see({ kind: "acted", who: helpdesk.agent, what, ticket: told.id });
    return;
  }
}

/** An admin of the helpdesk edits an organization, or takes somebody out of one or into it. */
export async function reorganizes(stage: Stage): Promise<void> {
  const { helpdesk, random } = stage;
  if (random.people() < 0.3) return joinsOrLeaves(stage);
  const [dune, bolt] = [helpdesk.organizations.get("Dune") ?? 0, helpdesk.organizations.get("Bolt") ?? 0];
  const tier = random.people() < 0.2 ? null : oneOf(random.people, TIERS);
  const [id, change] =
    random.people() < 0.7
      ? [dune, { organization_fields: { support_tier: tier } }]
      : [
          bolt,
          { external_id: helpdesk.emulator.state.organizations.get(bolt)?.external_id === "crm-2" ? "crm-9" : "crm-2" },
        ];
  if (await helpdesk.call(helpdesk.agent, "PUT", `/organizations/${id}`, { organization: change })) {
    stage.see({ kind: "acted", who: helpdesk.agent, what: `sets ${JSON.stringify(change)}`, ticket: null });
  }
}

/** Who leaves an organization takes all open tickets out of it; who joins takes only new ones along. */
async function joinsOrLeaves(stage: Stage): Promise<void> {
  const { helpdesk } = stage;
  const [abe, acme] = [helpdesk.users.get("abe@acme.example"), helpdesk.organizations.get("Acme")];
  const memberships = [...helpdesk.emulator.state.memberships.values()];
  const membership = memberships.find(({ user_id, organization_id }) => user_id === abe && organization_id === acme);
  const path = "/organization_memberships";
  const joining = { organization_membership: { user_id: abe, organization_id: acme } };
  const done =
    membership === undefined
      ? await helpdesk.call(helpdesk.agent, "POST", path, joining)
      : await helpdesk.call(helpdesk.agent, "DELETE", `${path}/${membership.id}`);
  const what = membership === undefined ? "takes Abe into Acme" : "takes Abe out of Acme";
  if (done) stage.see({ kind: "acted", who: helpdesk.agent, what, ticket: null });
}

/** Other automations undo one of our tags within seconds of every write of ours. */
export function rivalAnswers(stage: Stage, ticket: number): void {
  const { scheduler, helpdesk, ledger, random } = stage;
  if ((ledger.tickets.get(ticket)?.rivalUntil ?? 0) < scheduler.now) return;
  scheduler.after(1000 + 4000 * random.people(), async () => {
    const tags = ["sla_route_standard", "sla_route_priority", "sla_route_account_team"];
    if (!isOpen(stage, ticket)) return;
    const undone = await helpdesk.call(helpdesk.automation, "DELETE", `/tickets/${ticket}/tags`, { tags });
    if (undone) stage.see({ kind: "acted", who: helpdesk.automation, what: "undoes a tag", ticket });
  });
}

/** One more edit, so that an event comes whose loss nobody has to make good. */
export async function touches(stage: Stage, told: TicketLedger): Promise<void> {
  while (!(await tag(stage, told, `touched_${stage.scheduler.now}`))) await stage.pause(10_000);
}

export const isOpen = ({ helpdesk }: Stage, id: number): boolean => {
  const { deleted, facts } = helpdesk.ticket(id);
  return !deleted && facts.status !== "closed";
};

function edit({ helpdesk }: Stage, told: TicketLedger, ticket: object): Promise<boolean> {
  return helpdesk.call(helpdesk.agent, "PUT", `/tickets/${told.id}`, { ticket });
}

/** By the field or by the priority: always by the same, so that the last word is theirs. */
async function judges(stage: Stage, told: TicketLedger): Promise<boolean> {
  const { helpdesk, random } = stage;
  const severity = oneOf(random.people, SEVERITIES);
  if (told.hand === "rule") return ruled(stage, told);
  const { facts } = helpdesk.ticket(told.id);
  const change =
    told.hand === "severity"
      ? { custom_fields: [{ id: helpdesk.field("Support severity"), value: `tierline_severity_${severity}` }] }
      : { priority: PRIORITY[severity] };
  const same =
    told.hand === "severity" ? helpdesk.severityOf(facts) === severity : facts.priority === PRIORITY[severity];
  // To set what stands there already is nothing that anybody could see.
  if (same || !(await edit(stage, told, change))) return false;
  told.choice = severity;
  return true;
}

/** Words that the policy's rules match. */
async function ruled(stage: Stage, told: TicketLedger): Promise<boolean> {
  if (stage.random.people() < 0.5) return edit(stage, told, { subject: oneOf(stage.random.people, SUBJECTS) });
  return told.tags.has("outage") ? untag(stage, told, "outage") : tag(stage, told, "outage");
}

async function names(stage: Stage, told: TicketLedger): Promise<boolean> {
  if (told.hand === "rule") return ruled(stage, told);
  return edit(stage, told, { subject: `Push messages arrive late (${Math.floor(100 * stage.random.people())})` });
}

async function moves(stage: Stage, told: TicketLedger): Promise<boolean> {
  const email = oneOf(stage.random.people, oneOf(stage.random.people, CUSTOMERS).people);
  return edit(stage, told, { requester_id: stage.helpdesk.users.get(email) });
}

async function tag({ helpdesk }: Stage, told: TicketLedger, name: string): Promise<boolean> {
  if (!(await helpdesk.call(helpdesk.agent, "PUT", `/tickets/${told.id}/tags`, { tags: [name] }))) return false;
  told.tags.add(name);
  return true;
}

async function untag({ helpdesk }: Stage, told: TicketLedger, name: string): Promise<boolean> {
  if (!(await helpdesk.call(helpdesk.agent, "DELETE", `/tickets/${told.id}/tags`, { tags: [name] }))) return false;
  told.tags.delete(name);
  return true;
}

async function untags(stage: Stage, told: TicketLedger): Promise<boolean> {
  const [name] = [...told.tags].filter((one) => one !== "outage");
  return name === undefined ? false : untag(stage, told, name);
}

/** Into another ticket; the helpdesk does it a moment later. */
async function merges(stage: Stage, told: TicketLedger): Promise<boolean> {
  const { helpdesk, ledger, random } = stage;
  const into = oneOf(random.people, [...ledger.tickets.keys()]);
  if (into === told.id || !isOpen(stage, into)) return false;
  return helpdesk.call(helpdesk.agent, "POST", `/tickets/${into}/merge`, { ids: [told.id] });
}

async function rival({ scheduler }: Stage, told: TicketLedger): Promise<boolean> {
  told.rivalUntil = scheduler.now + RIVAL_MS;
  return true;
}
