import { userId } from "../core/id.ts";
import { type ZendeskConnection, zendeskConnectionSchema } from "../zendesk/connection.ts";
import { importWebhookKeys, type WebhookKeys } from "../zendesk/signature.ts";
import { createZendesk } from "../zendesk/zendesk.ts";
import type { Ready } from "./ready.ts";
import { SealedConnection } from "./sealed-connection.ts";
import type { Source, SourceDeps, Turn } from "./source.ts";
import { unfitSecret } from "./zendesk-connect.ts";

type Outfit = ReturnType<Source["outfit"]>;

/** The connection to Zendesk: sealed in one setting while it rests, opened while it is in force. */
export class ZendeskLink {
  readonly #deps: SourceDeps;
  readonly #sealed: SealedConnection<ZendeskConnection>;
  #ready: Ready<ZendeskConnection, WebhookKeys> | null = null;
  #outfit: Outfit = null;

  constructor(deps: SourceDeps) {
    this.#deps = deps;
    this.#sealed = new SealedConnection(deps, "connection", zendeskConnectionSchema);
  }

  /** `null` while none is in force. */
  get connection(): ZendeskConnection | null {
    return this.#ready?.connection ?? null;
  }

  get keys(): WebhookKeys | null {
    return this.#ready?.keys ?? null;
  }

  get outfit(): Outfit {
    return this.#outfit;
  }

  /** Takes up what is stored. @throws when it was sealed with another key, or its secrets prove nothing */
  async open(): Promise<void> {
    const connection = await this.#sealed.read();
    if (connection === null) return;
    const keys = await importWebhookKeys(connection.webhookSecrets, this.#deps.hashing);
    if (!keys.ok) throw new Error(unfitSecret(keys.failure).message);
    this.#use({ connection, keys: keys.value });
  }

  /** Prepares to go over to another connection, or with `null` to none. */
  async turnTo(ready: Ready<ZendeskConnection, WebhookKeys> | null): Promise<Turn> {
    const connection = ready?.connection ?? null;
    const sealed = await this.#sealed.seal(connection);
    return {
      before: told(this.connection),
      after: told(connection),
      store: () => this.#sealed.store(sealed),
      begin: () => this.#use(ready),
    };
  }

  /** Whether an event is of this account: the first genuine one tells its id, and all later ones have to name the same. */
  async isOurs(accountId: string): Promise<boolean> {
    if (this.#ready === null) return false;
    const { connection } = this.#ready;
    const { provisioned } = connection;
    if (provisioned.accountId !== null) return provisioned.accountId === accountId;
    const named = { ...connection, provisioned: { ...provisioned, accountId } };
    this.#ready = { ...this.#ready, connection: named };
    const sealed = await this.#sealed.seal(named);
    // It may have been connected anew, or left, while this was sealed.
    if (this.connection === named) this.#sealed.store(sealed);
    return true;
  }

  #use(ready: Ready<ZendeskConnection, WebhookKeys> | null): void {
    this.#ready = ready;
    this.#outfit = ready === null ? null : this.#outfitOf(ready.connection);
  }

  #outfitOf(connection: ZendeskConnection): Outfit {
    const helpdesk = createZendesk({ ...this.#deps, connection });
    return { helpdesk, ownUser: userId(connection.provisioned.integrationUserId) };
  }
}

/** What the audit trail says of a connection. */
const told = (connection: ZendeskConnection | null): Turn["before"] =>
  connection === null
    ? null
    : {
        subdomain: connection.subdomain,
        credentials: connection.credentials.kind,
        signInClient: connection.signIn?.clientId ?? null,
      };
