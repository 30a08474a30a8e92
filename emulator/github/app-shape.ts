import { simpleUser } from "./account-shape.ts";
import { nodeId } from "./ids.ts";
import type { App, Installation } from "./state.ts";
import type { World } from "./world.ts";

/** An "integration" of GitHub's OpenAPI document; secrets are told once only, by the manifest's conversion. */
export function showApp(world: World, app: App) {
  return {
    id: app.id,
    client_id: app.client_id,
    slug: app.slug,
    node_id: nodeId("A", app.id),
    owner: simpleUser(world, app.owner),
    name: app.name,
    description: app.description,
    external_url: app.external_url,
    html_url: `${world.webOrigin}/apps/${app.slug}`,
    created_at: app.created_at,
    updated_at: app.created_at,
    permissions: app.permissions,
    events: app.events,
  };
}

export function showInstallation(world: World, installation: Installation) {
  const { id, app, account } = installation;
  const settings = account.type === "Organization" ? `organizations/${account.login}/settings` : "settings";
  return {
    id,
    client_id: app.client_id,
    account: simpleUser(world, account),
    repository_selection: installation.selected === null ? "all" : "selected",
    access_tokens_url: `${world.apiOrigin}/app/installations/${id}/access_tokens`,
    repositories_url: `${world.apiOrigin}/installation/repositories`,
    html_url: `${world.webOrigin}/${settings}/installations/${id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: installation.permissions,
    events: app.events,
    created_at: installation.created_at,
    updated_at: installation.updated_at,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: installation.suspended_by === null ? null : simpleUser(world, installation.suspended_by),
    suspended_at: installation.suspended_at,
  };
}
