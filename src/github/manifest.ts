/** What an App may be granted, by GitHub's names. */
export type Permission = "issues" | "metadata" | "contents" | "pull_requests" | "checks" | "organization_projects";
export type Access = "read" | "write";

/** One permission that Tierline needs, and why. */
export interface NeededPermission {
  readonly permission: Permission;
  readonly access: Access;
  readonly why: string;
}

const ALWAYS: readonly NeededPermission[] = [
  {
    permission: "issues",
    access: "write",
    why: "to read issues and their comments, and to write labels, assignees and one comment",
  },
  { permission: "metadata", access: "read", why: "to list the repositories and know which of them are public" },
  { permission: "contents", access: "read", why: "to read the mapping files when they are pushed" },
  { permission: "pull_requests", access: "read", why: "to hear of pull requests that change the mapping files" },
  { permission: "checks", access: "write", why: "to say in the pull request what is wrong with the mapping files" },
];

const WITH_PROJECT: NeededPermission = {
  permission: "organization_projects",
  access: "write",
  why: "to write the due date into the project that the policy names",
};

/** The smallest set. https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps */
export const neededPermissions = (withProject: boolean): readonly NeededPermission[] =>
  withProject ? [...ALWAYS, WITH_PROJECT] : ALWAYS;

/** The events asked for, each with why. An App hears of its own installation without asking. */
export const NEEDED_EVENTS: ReadonlyMap<string, string> = new Map([
  ["issues", "an issue is opened, edited, labelled, assigned, closed, transferred"],
  ["issue_comment", "a comment by support is the first response"],
  ["label", "a label of ours is renamed or deleted"],
  ["repository", "a repository is made public or private, renamed or archived"],
  ["push", "the mapping files change"],
  ["pull_request", "a change of the mapping files is proposed"],
]);

/** What GitHub's manifest flow takes, in its own names. */
export interface Manifest {
  readonly name: string;
  readonly url: string;
  readonly description: string;
  readonly hook_attributes: { readonly url: string; readonly active: true };
  readonly redirect_url: string;
  readonly setup_url: string;
  readonly public: false;
  readonly default_permissions: Readonly<Partial<Record<Permission, Access>>>;
  readonly default_events: readonly string[];
}

export interface ManifestWishes {
  /** Unique among all Apps; at most 34 characters. */
  readonly name: string;
  /** Where people find out what it is. */
  readonly homepage: string;
  /** The account's own address for webhooks. */
  readonly webhookEndpoint: string;
  /** Where GitHub sends the browser with the code that is good for the credentials, once. */
  readonly redirectUrl: string;
  /** Where GitHub sends the browser once the App is installed. */
  readonly setupUrl: string;
  readonly withProject: boolean;
}

/**
 * The App to register, one per owner: so it has a webhook address and a secret of its own.
 * https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
 */
export function manifestOf(wishes: ManifestWishes): Manifest {
  const { name, homepage, webhookEndpoint, redirectUrl, setupUrl, withProject } = wishes;
  const granted = neededPermissions(withProject).map(({ permission, access }) => [permission, access] as const);
  return {
    name: name.slice(0, 34).trim(),
    url: homepage,
    description: "Support tiers from the contract: labels, the due date of the first response, and why.",
    hook_attributes: { url: webhookEndpoint, active: true },
    redirect_url: redirectUrl,
    setup_url: setupUrl,
    public: false,
    default_permissions: Object.fromEntries(granted),
    default_events: [...NEEDED_EVENTS.keys()],
  };
}
