import { covers } from "./access.ts";
import { simpleOrganization, simpleUser } from "./account-shape.ts";
import { nodeId } from "./ids.ts";
import { showRepository } from "./repository-shape.ts";
import type { Account, App, Installation, Repository } from "./state.ts";
import type { World } from "./world.ts";

/** Something that webhooks tell: https://docs.github.com/webhooks/webhook-events-and-payloads */
export interface Happening {
  readonly event: string;
  readonly action: string | null;
  readonly sender: Account;
  /** What this event has beside the common properties; those of the same name win. */
  readonly payload: object;
  /** Where it happened; `null` for what happens to an installation. */
  readonly repository: Repository | null;
  /** The one installation that it is about; its App hears of it unasked. */
  readonly installation?: Installation;
}

/** A happening as one App hears of it. */
export interface Message {
  readonly app: App;
  readonly event: string;
  readonly action: string | null;
  readonly installationId: number;
  readonly repositoryId: number | null;
  readonly body: string;
}

/**
 * One message for each App that is installed there and subscribed:
 * https://docs.github.com/apps/creating-github-apps/registering-a-github-app/using-webhooks-with-github-apps
 */
export function messagesOf(world: World, happening: Happening): Message[] {
  return listeners(world, happening).map((installation) => ({
    app: installation.app,
    event: happening.event,
    action: happening.action,
    installationId: installation.id,
    repositoryId: happening.repository?.id ?? null,
    body: JSON.stringify(payloadFor(world, happening, installation)),
  }));
}

function listeners(world: World, { event, repository, installation }: Happening): Installation[] {
  if (installation !== undefined) return [installation];
  return [...world.state.installations.values()].filter(
    (one) =>
      one.suspended_at === null && one.app.events.includes(event) && repository !== null && covers(one, repository),
  );
}

function payloadFor(world: World, { action, sender, payload, repository }: Happening, installation: Installation) {
  const owner = repository?.owner;
  return {
    ...(action === null ? {} : { action }),
    ...(repository === null ? {} : { repository: showRepository(world, repository) }),
    ...(owner?.type === "Organization" ? { organization: simpleOrganization(world, owner) } : {}),
    sender: simpleUser(world, sender),
    installation: { id: installation.id, node_id: nodeId("MDIz", installation.id) },
    ...payload,
  };
}
