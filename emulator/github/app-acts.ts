import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { stamp } from "../stamp.ts";
import { showInstallation } from "./app-shape.ts";
import { nameRepository } from "./repository-shape.ts";
import type { Account, App, Installation, Permissions, Repository, State } from "./state.ts";
import { type Actor, stampNow, type World } from "./world.ts";

export interface AppDraft {
  readonly name: string;
  readonly url?: string | undefined;
  readonly description?: string | undefined;
  readonly hook?: { readonly url: string; readonly active?: boolean | undefined } | undefined;
  readonly setup_url?: string | undefined;
  readonly default_permissions?: Permissions | undefined;
  readonly default_events?: readonly string[] | undefined;
  /** Default: drawn or made anew. */
  readonly secret?: string | undefined;
  readonly pem?: string | undefined;
}

/** https://docs.github.com/apps/creating-github-apps/registering-a-github-app/registering-a-github-app */
export function createApp({ ids, accounts, apps }: State, now: number, owner: Account, draft: AppDraft): App {
  const slug = draft.name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const at = stamp(now);
  const login = `${slug}[bot]`;
  const bot: Account = { id: ids.next(), login, type: "Bot", name: draft.name, created_at: at };
  accounts.set(login, bot);
  const pem = draft.pem ?? newKey();
  const app: App = {
    id: ids.next() % 10_000_000,
    slug,
    name: draft.name,
    owner,
    bot,
    client_id: `Iv23li${ids.secret(14)}`,
    client_secret: ids.hex(40),
    webhook_secret: draft.secret ?? ids.hex(40),
    pem,
    publicKey: createPublicKey(createPrivateKey(pem)),
    hookId: ids.next() % 1_000_000_000,
    hook: {
      url: draft.hook?.url ?? "",
      content_type: "json",
      insecure_ssl: "0",
      active: draft.hook?.active ?? draft.hook !== undefined,
    },
    setup_url: draft.setup_url ?? null,
    external_url: draft.url ?? "https://example.com/",
    description: draft.description ?? null,
    permissions: { metadata: "read", ...draft.default_permissions },
    events: draft.default_events ?? [],
    created_at: at,
  };
  apps.set(app.id, app);
  return app;
}

let keyOfThisProcess: string | null = null;

/** PKCS#1, as GitHub hands it out. Making one takes long, so that all seeds of a process share theirs. */
export function sharedKey(): string {
  keyOfThisProcess ??= newKey();
  return keyOfThisProcess;
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs1", format: "pem" }).toString();
}

/** `repositories: null` is all of them, also those to come. */
export function openInstallation(
  { ids, installations }: State,
  now: number,
  app: App,
  account: Account,
  repositories: readonly Repository[] | null,
): Installation {
  const at = stamp(now);
  const installation: Installation = {
    id: ids.next() % 100_000_000,
    app,
    account,
    permissions: app.permissions,
    selected: repositories === null ? null : new Set(repositories.map((one) => one.id)),
    suspended_at: null,
    suspended_by: null,
    created_at: at,
    updated_at: at,
  };
  installations.set(installation.id, installation);
  return installation;
}

/** https://docs.github.com/webhooks/webhook-events-and-payloads#installation */
export function install(
  world: World,
  app: App,
  actor: Actor,
  account: Account,
  repositories: readonly Repository[] | null,
): Installation {
  const installation = openInstallation(world.state, world.now(), app, account, repositories);
  tell(world, installation, actor, "created", {
    repositories: repositoriesOf(world, installation).map(nameRepository),
    requester: null,
  });
  return installation;
}

export function uninstall(world: World, installation: Installation, actor: Actor): void {
  const repositories = repositoriesOf(world, installation).map(nameRepository);
  world.state.installations.delete(installation.id);
  tell(world, installation, actor, "deleted", { repositories });
}

/** A suspended installation has no tokens and hears of nothing. */
export function suspend(world: World, installation: Installation, actor: Actor): void {
  installation.suspended_at = stampNow(world);
  installation.suspended_by = actor.user;
  tell(world, installation, actor, "suspend", {});
}

export function unsuspend(world: World, installation: Installation, actor: Actor): void {
  installation.suspended_at = null;
  installation.suspended_by = null;
  tell(world, installation, actor, "unsuspend", {});
}

/** https://docs.github.com/webhooks/webhook-events-and-payloads#installation_repositories */
export function selectRepositories(
  world: World,
  installation: Installation,
  actor: Actor,
  repositories: readonly Repository[] | null,
): void {
  const before = repositoriesOf(world, installation);
  installation.selected = repositories === null ? null : new Set(repositories.map((one) => one.id));
  installation.updated_at = stampNow(world);
  const after = repositoriesOf(world, installation);
  const added = after.filter((one) => !before.includes(one)).map(nameRepository);
  const removed = before.filter((one) => !after.includes(one)).map(nameRepository);
  const repository_selection = installation.selected === null ? "all" : "selected";
  const payload = { repository_selection, requester: null };
  const event = "installation_repositories";
  if (added.length > 0)
    tell(
      world,
      installation,
      actor,
      "added",
      { ...payload, repositories_added: added, repositories_removed: [] },
      event,
    );
  if (removed.length > 0)
    tell(
      world,
      installation,
      actor,
      "removed",
      { ...payload, repositories_added: [], repositories_removed: removed },
      event,
    );
}

export function repositoriesOf(world: World, { account, selected }: Installation): Repository[] {
  return [...world.state.repositories.values()].filter(
    (one) => one.owner === account && (selected === null || selected.has(one.id)),
  );
}

function tell(
  world: World,
  installation: Installation,
  { user }: Actor,
  action: string,
  more: object,
  event = "installation",
): void {
  const payload = { installation: showInstallation(world, installation), ...more };
  world.publish({ event, action, sender: user, repository: null, installation, payload });
}
