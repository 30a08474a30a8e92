import type { GithubConnection } from "./connection.ts";

/** GitHub's own pages, which people are sent to. An emulator has them where its API is. */
const webOrigin = (origin: string): string => (origin === "https://api.github.com" ? "https://github.com" : origin);

type Owner = Pick<GithubConnection, "owner" | "ownerKind" | "origin">;

const settingsOf = ({ owner, ownerKind, origin }: Owner): string =>
  `${webOrigin(origin)}${ownerKind === "organization" ? `/organizations/${owner}` : ""}/settings/apps`;

/**
 * Where a manifest is posted to.
 * https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
 */
export const registrationPage = (owner: Owner, state: string): string => `${settingsOf(owner)}/new?state=${state}`;

/** Where an App is installed; the browser comes back to its setup URL with the same state. */
export const installationPage = (origin: string, slug: string, state: string): string =>
  `${webOrigin(origin)}/apps/${slug}/installations/new?state=${state}`;

/** Where its owner can delete an App. */
export const deletionPage = (owner: Owner, slug: string): string => `${settingsOf(owner)}/${slug}/advanced`;
