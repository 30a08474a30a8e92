import { nodeId } from "./ids.ts";
import type { Account } from "./state.ts";
import type { World } from "./world.ts";

/** A "simple user" of GitHub's OpenAPI document; an App's bot is one of type `Bot`. */
export function simpleUser(world: World, { id, login, type }: Account) {
  const slug = login.replace(/\[bot\]$/, "");
  const api = `${world.apiOrigin}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: nodeId(type === "Organization" ? "O" : type === "Bot" ? "BOT" : "U", id),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: "",
    url: api,
    html_url: `${world.webOrigin}/${type === "Bot" ? `apps/${slug}` : login}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type,
    user_view_type: "public",
    site_admin: false,
  };
}

export function publicUser(world: World, account: Account) {
  return {
    ...simpleUser(world, account),
    name: account.name,
    company: null,
    blog: "",
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: account.created_at,
    updated_at: account.created_at,
  };
}

export function simpleOrganization(world: World, { id, login, name }: Account) {
  const api = `${world.apiOrigin}/orgs/${login}`;
  return {
    login,
    id,
    node_id: nodeId("O", id),
    url: api,
    repos_url: `${api}/repos`,
    events_url: `${api}/events`,
    hooks_url: `${api}/hooks`,
    issues_url: `${api}/issues`,
    members_url: `${api}/members{/member}`,
    public_members_url: `${api}/public_members{/member}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    description: name,
  };
}
