import { userId } from "../core/id.ts";
import type { Policy } from "../core/policy.ts";
import { createGithubClient, type GithubClient } from "../github/client.ts";
import { type GithubConnection, githubConnectionSchema } from "../github/connection.ts";
import { createGithub, type GithubHelpdesk } from "../github/github.ts";
import { importWebhookKeys, type WebhookKeys } from "../github/signature.ts";
import { unfitSecret } from "./github-connect.ts";
import type { Ready } from "./ready.ts";
import { SealedConnection } from "./sealed-connection.ts";
import type { Source, SourceDeps, Turn } from "./source.ts";

type Outfit = ReturnType<Source["outfit"]>;

/**
 * The connection to GitHub: sealed in one setting while it rests, opened while it is in force. Not in the setting of a
 * connection to Zendesk: a version that knows no GitHub finds the account unconnected and leaves it alone.
 */
export class GithubLink {
  readonly #deps: SourceDeps;
  readonly #sealed: SealedConnection<GithubConnection>;
  #ready: Ready<GithubConnection, WebhookKeys> | null = null;
  #helpdesk: GithubHelpdesk | null = null;
  #asked: { readonly connection: GithubConnection; readonly client: GithubClient } | null = null;

  constructor(deps: SourceDeps) {
    this.#deps = deps;
    this.#sealed = new SealedConnection(deps, "github_connection", githubConnectionSchema);
  }

  /** `null` while none is in force. */
  get connection(): GithubConnection | null {
    return this.#ready?.connection ?? null;
  }

  get keys(): WebhookKeys | null {
    return this.#ready?.keys ?? null;
  }

  /** One for issues and files, whatever the policy: GitHub's limits are the installation's, and so is the wait they ask for. */
  get client(): GithubClient | null {
    const { connection } = this;
    if (connection === null) return null;
    if (this.#asked?.connection !== connection) {
      this.#asked = { connection, client: createGithubClient({ ...this.#deps, ...connection }) };
    }
    return this.#asked.client;
  }

  outfit(policy: Policy): Outfit {
    const { connection, client } = this;
    if (connection === null || client === null) return null;
    const { fetch, now, hashing } = this.#deps;
    const helpdesk = createGithub({ connection, client, policy, fetch, now, hashing });
    this.#helpdesk = helpdesk;
    return { helpdesk, ownUser: userId(connection.botUserId) };
  }

  /** A repository is not what it was when it was last asked for. */
  repositoriesChanged(): void {
    this.#helpdesk?.repositoriesChanged();
  }

  /** Takes up what is stored. @throws when it was sealed with another key, or its secrets prove nothing */
  async open(): Promise<void> {
    const connection = await this.#sealed.read();
    if (connection === null) return;
    const keys = importWebhookKeys(connection.webhookSecrets);
    if (!keys.ok) throw new Error(unfitSecret(keys.failure).message);
    this.#ready = { connection, keys: keys.value };
  }

  /** Prepares to go over to another connection, or with `null` to none. */
  async turnTo(ready: Ready<GithubConnection, WebhookKeys> | null): Promise<Turn> {
    const connection = ready?.connection ?? null;
    const sealed = await this.#sealed.seal(connection);
    return {
      before: told(this.connection),
      after: told(connection),
      store: () => this.#sealed.store(sealed),
      begin: () => {
        this.#ready = ready;
      },
    };
  }
}

/** What the audit trail says of a connection. */
const told = (connection: GithubConnection | null): Turn["before"] =>
  connection === null
    ? null
    : {
        owner: connection.owner,
        app: connection.slug,
        appId: String(connection.appId),
        installation: String(connection.installationId),
      };
