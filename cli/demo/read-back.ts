import * as z from "zod";
import { readDecisions } from "./decisions.ts";
import expectations from "./expected.json" with { type: "json" };
import type { ShownTicket } from "./people.ts";
import type { Cast } from "./play.ts";
import type { Stage } from "./stage.ts";
import { standing } from "./standing.ts";
import type { Story } from "./story.ts";

/** What a ticket of the demo has to say in the end. Worked out by hand from the contract, not taken from a run. */
const expected = z.record(
  z.string(),
  z.object({
    tier: z.string().nullable(),
    severity: z.number(),
    priority: z.string().nullable(),
    due: z.string().nullable(),
    state: z.string(),
    /** Tierline's own tags; those of others must be as their owners left them. */
    tags: z.array(z.string()),
    task_due: z.string().optional(),
  }),
);
export type Expectation = z.infer<typeof expected>[string];

/** One ticket as the REST API shows it, beside what was expected and why it is so. */
export interface Row {
  readonly story: Story;
  readonly ticket: number;
  readonly status: string;
  readonly found: Expectation & { readonly dueDate: string | null; readonly summary: string | null };
  /** Why, by kind, and in the steps that a customer could follow. */
  readonly reasons: readonly string[];
  readonly steps: readonly string[];
  /** What is not as expected, in words; empty when all is. */
  readonly differences: readonly string[];
}

const OWN_TAG =
  /^sla_(tier_(growth|pro|enterprise)|sev_[1-4]|route_\w+|in_hours|out_of_hours|standard_support|not_covered|contact_unlisted|channel_not_included|unmapped)$/;

/** Reads every ticket from the emulator's own REST API, and the reasons from Tierline. */
export async function readBack(stage: Stage, stories: readonly Story[], cast: Cast): Promise<readonly Row[]> {
  const { people, zendesk } = stage;
  const admin = zendesk.emulator.seed.admin.email;
  const ids = [...cast.values()];
  const shown = new Map<number, ShownTicket>();
  for (let from = 0; from < ids.length; from += 100) {
    const path = `/api/v2/tickets/show_many.json?ids=${ids.slice(from, from + 100).join(",")}`;
    for (const ticket of (await people.call(admin, "GET", path)).tickets ?? []) shown.set(ticket.id, ticket);
  }
  const titles = new Map(
    (await people.call(admin, "GET", "/api/v2/ticket_fields.json")).ticket_fields?.map((field) => [
      field.title,
      field.id,
    ]),
  );
  const decided = await readDecisions(stage, { subdomain: stage.subdomain });
  const table = expected.parse(expectations);
  return stories.map((story) => {
    const id = cast.get(story.name) ?? 0;
    const ticket = shown.get(id);
    const wanted = table[story.name];
    if (ticket === undefined || wanted === undefined) throw new Error(`no ticket or no expectation: ${story.name}`);
    const field = (title: string): string | null =>
      ticket.custom_fields.find((one) => one.id === titles.get(title))?.value ?? null;
    const decision = decided.get(String(id));
    const found = {
      tier: ticket.tags.find((tag) => tag.startsWith("sla_tier_"))?.slice("sla_tier_".length) ?? null,
      severity: Number(field("Support severity")?.slice(-1) ?? 0),
      priority: ticket.priority,
      due: field("First response due"),
      dueDate: field("First response due date"),
      summary: field("Support summary"),
      state: decision?.state ?? "none",
      tags: ticket.tags.filter((tag) => OWN_TAG.test(tag)).sort(),
      ...(ticket.due_at === null ? {} : { task_due: ticket.due_at }),
    };
    const { steps = [], reasons = [] } = decision ?? {};
    const differences = compare(standing(wanted, stage.serverTime?.() ?? null), found, story, ticket);
    return { story, ticket: id, status: ticket.status, found, reasons, steps, differences };
  });
}

function compare(wanted: Expectation, found: Row["found"], story: Story, ticket: ShownTicket): readonly string[] {
  const differences: string[] = [];
  for (const key of ["tier", "severity", "priority", "due", "state", "task_due"] as const) {
    if (found[key] !== wanted[key]) differences.push(`${key} is ${found[key]}, expected ${wanted[key]}`);
  }
  if (found.tags.join() !== wanted.tags.join()) {
    differences.push(`tags are ${found.tags.join(" ")}, expected ${wanted.tags.join(" ")}`);
  }
  if ((found.due?.slice(0, 10) ?? null) !== found.dueDate) differences.push(`the due date is ${found.dueDate}`);
  for (const tag of foreignTags(story)) {
    if (!ticket.tags.includes(tag)) differences.push(`the foreign tag ${tag} is gone`);
  }
  return differences;
}

/** The tags that the requester's form or an agent put on the ticket, and nobody took off. */
function foreignTags({ tags = [], acts = [] }: Story): readonly string[] {
  return [
    ...tags,
    ...acts.flatMap((act) => {
      if (act.agent === "adds tag") return [act.tag];
      return act.agent === "edits ten times" ? Array.from({ length: 10 }, (_, index) => `edit_${index + 1}`) : [];
    }),
  ];
}
