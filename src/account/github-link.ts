import { userId } from "../core/id.ts";
import type { Policy } from "../core/policy.ts";
import { readSetting, writeSetting } from "../desk/settings.ts";
import { type GithubConnection, githubConnectionSchema } from "../github/connection.ts";
import { createGithub, type GithubHelpdesk } from "../github/github.ts";
import { importWebhookKeys, type WebhookKeys } from "../github/signature.ts";
import { type Ready, unfitSecret } from "./github-connect.ts";
import type { Source, SourceDeps, Turn } from "./source.ts";

type Outfit = ReturnType<Source["outfit"]>;

/**
 * The connection to GitHub: sealed in one setting while it rests, opened while it is in force. Not in the setting of a
 * connection to Zendesk: a version that knows no GitHub finds the account unconnected and leaves it alone.
 */
export class GithubLink {
  readonly #deps: SourceDeps;
  #ready: Ready | null = null;
  #helpdesk: GithubHelpdesk | null = null;

  constructor(deps: SourceDeps) {
    this.#deps = deps;
  }

  /** `null` while none is in force. */
  get connection(): GithubConnection | null {
    return this.#ready?.connection ?? null;
  }

  get keys(): WebhookKeys | null {
    return this.#ready?.keys ?? null;
  }

  outfit(policy: Policy): Outfit {
    const { connection } = this;
    if (connection === null) return null;
    const { fetch, now, onCall, hashing, paced = true } = this.#deps;
    const helpdesk = createGithub({ connection, policy, fetch, now, onCall, hashing, paced });
    this.#helpdesk = helpdesk;
    return { helpdesk, ownUser: userId(connection.botUserId) };
  }

  /** A repository is not what it was when it was last asked for. */
  repositoriesChanged(): void {
    this.#helpdesk?.repositoriesChanged();
  }

  /** Takes up what is stored. @throws when it was sealed with another key, or its secrets prove nothing */
  async open(): Promise<void> {
    const { sql, secretBox } = this.#deps;
    const sealed = readSetting(sql, "github_connection");
    if (sealed === null) return;
    const text = await secretBox.open(sealed, this.#context());
    if (text === null) {
      throw new Error("the stored connection can't be decrypted: TIERLINE_SECRET_KEY is not the one it was made with");
    }
    const connection = githubConnectionSchema.parse(JSON.parse(text));
    const keys = importWebhookKeys(connection.webhookSecrets);
    if (!keys.ok) throw new Error(unfitSecret(keys.failure).message);
    this.#ready = { connection, keys: keys.value };
  }

  /** Prepares to go over to another connection, or with `null` to none. */
  async turnTo(ready: Ready | null): Promise<Turn> {
    const { secretBox, sql } = this.#deps;
    const sealed = ready === null ? null : await secretBox.seal(JSON.stringify(ready.connection), this.#context());
    return {
      before: told(this.connection),
      after: told(ready?.connection ?? null),
      store: () => writeSetting(sql, "github_connection", sealed),
      begin: () => {
        this.#ready = ready;
      },
    };
  }

  #context(): string {
    return `connection of ${this.#deps.id}`;
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
