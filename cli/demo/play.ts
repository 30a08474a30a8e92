import { assertNever } from "../../src/core/result.ts";
import { type Instant, parseInstant } from "../../src/core/time.ts";
import type { Stage } from "./stage.ts";
import { type Act, ORGANIZATIONS, type Story } from "./story.ts";

/** The ticket of each story, by the story's name. */
export type Cast = Map<string, number>;

/** The emulated account, peopled: what the stories refer to by name. */
interface Scene {
  readonly stage: Stage;
  readonly organizations: ReadonlyMap<string, number>;
  readonly severityField: number;
  readonly cast: Cast;
}

const AGENT = "ada";

/** Sets the scene: organizations as an admin would make them, and the requesters who write in. */
async function openScene(stage: Stage, stories: readonly Story[]): Promise<Scene> {
  const { people, zendesk } = stage;
  const admin = zendesk.emulator.seed.admin.email;
  const organizations = new Map<string, number>();
  for (const [key, { name, externalId, supportTier }] of Object.entries(ORGANIZATIONS)) {
    const answer = await people.call(admin, "POST", "/api/v2/organizations.json", {
      organization: {
        name,
        ...(externalId === undefined ? {} : { external_id: externalId }),
        ...(supportTier === undefined ? {} : { organization_fields: { support_tier: supportTier } }),
      },
    });
    organizations.set(key, found(answer.organization, "organization").id);
  }
  for (const [email, key] of new Map(stories.map(({ requester, organization }) => [requester, organization]))) {
    const organization_id = key === null ? null : organizations.get(key);
    const name = email.split("@")[0];
    const answer = await people.call(admin, "POST", "/api/v2/users.json", { user: { name, email, organization_id } });
    const moves = stories.filter(({ requester }) => requester === email).flatMap(({ acts = [] }) => acts);
    for (const act of moves) {
      if (act.agent !== "moves to") continue;
      await people.call(admin, "POST", "/api/v2/organization_memberships.json", {
        organization_membership: {
          user_id: found(answer.user, "user").id,
          organization_id: organizations.get(act.organization),
        },
      });
    }
  }
  const fields = (await people.call(admin, "GET", "/api/v2/ticket_fields.json")).ticket_fields ?? [];
  const severityField = found(
    fields.find(({ title }) => title === "Support severity"),
    "severity field",
  ).id;
  return { stage, organizations, severityField, cast: new Map() };
}

/**
 * Plays every story at its own times, letting the system come to rest after each moment.
 * @param onMoment called before each moment with what has been played, for progress
 */
export async function play(
  stage: Stage,
  stories: readonly Story[],
  onMoment: (at: Instant, played: number) => Promise<void> | void,
): Promise<Cast> {
  const scene = await openScene(stage, stories);
  await stage.settle();
  const moments = new Map<Instant, (() => Promise<void>)[]>();
  const schedule = (at: string, run: () => Promise<void>): void => {
    const instant = found(parseInstant(at), `the time ${at}`);
    moments.set(instant, [...(moments.get(instant) ?? []), run]);
  };
  for (const story of stories) {
    schedule(story.arrives, () => arrive(scene, story));
    for (const act of story.acts ?? []) schedule(act.at, () => perform(scene, story, act));
  }
  for (const [at, runs] of [...moments].sort(([a], [b]) => a - b)) {
    await onMoment(at, scene.cast.size);
    stage.clock.advanceTo(at);
    for (const run of runs) await run();
    await stage.settle();
  }
  return scene.cast;
}

async function arrive({ stage, severityField, cast }: Scene, story: Story): Promise<void> {
  if (story.network !== undefined) await disturb(stage, story.network);
  const answer = await stage.people.call(agentOf(stage), "POST", "/api/v2/tickets.json", {
    ticket: {
      subject: story.subject ?? story.name,
      comment: { body: `Demo: ${story.name}.` },
      requester: { email: story.requester },
      via: { channel: story.channel ?? "email" },
      ...(story.tags === undefined ? {} : { tags: story.tags }),
      ...(story.task ? { type: "task" } : {}),
      ...(story.severity === undefined
        ? {}
        : { custom_fields: [{ id: severityField, value: `tierline_severity_${story.severity}` }] }),
    },
  });
  cast.set(story.name, found(answer.ticket, "ticket").id);
  if (story.network === undefined) return;
  await stage.settle();
  await fetch(`${stage.zendesk.origin}/emulator/faults`, { method: "DELETE" });
}

async function disturb(stage: Stage, network: "duplicated" | "reordered"): Promise<void> {
  const fault = network === "duplicated" ? { kind: "duplicate", copies: 3 } : { kind: "reorder", withinMs: 3_000 };
  const response = await fetch(`${stage.zendesk.origin}/emulator/webhook_faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ fault }),
  });
  if (!response.ok) throw new Error(`the emulator refused the fault: ${await response.text()}`);
}

async function perform({ stage, organizations, severityField, cast }: Scene, story: Story, act: Act): Promise<void> {
  const id = found(cast.get(story.name), story.name);
  const agent = agentOf(stage);
  const update = (ticket: object) => stage.people.call(agent, "PUT", `/api/v2/tickets/${id}.json`, { ticket });
  const tag = (name: string) => stage.people.call(agent, "PUT", `/api/v2/tickets/${id}/tags.json`, { tags: [name] });
  switch (act.agent) {
    case "replies":
      await update({ comment: { body: "We are looking into it.", public: true } });
      break;
    case "closes":
      await update({ status: "closed" });
      break;
    case "sets severity":
      await update({ custom_fields: [{ id: severityField, value: `tierline_severity_${act.severity}` }] });
      break;
    case "sets priority":
      await update({ priority: act.priority });
      break;
    case "adds tag":
      await tag(act.tag);
      break;
    case "moves to":
      await update({ organization_id: organizations.get(act.organization) });
      break;
    case "merges into":
      await stage.people.call(agent, "POST", `/api/v2/tickets/${found(cast.get(act.story), act.story)}/merge.json`, {
        ids: [id],
      });
      break;
    case "edits ten times":
      for (let edit = 1; edit <= 10; edit++) await tag(`edit_${edit}`);
      break;
    default:
      assertNever(act);
  }
}

function agentOf({ zendesk }: Stage): string {
  const agent = zendesk.emulator.seed.agents.find(({ email }) => email.startsWith(AGENT));
  return found(agent, "agent").email;
}

/** @throws when the demo refers to something that is not there: a mistake in its script */
function found<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`the demo's script names no ${what}`);
  return value;
}
