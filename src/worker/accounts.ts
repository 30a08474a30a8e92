import type { Namespace, Stub } from "cloudflare:workers";
import type { Account } from "../account/account.ts";
import type { AccountHandle, Accounts, AdminQuestion, Question } from "../accounts.ts";
import type { Administration } from "../admin/administration.ts";
import type { DeskId } from "../core/id.ts";
import type { HelpdeskKind } from "../desk-id.ts";
import { Unavailable } from "../unavailable.ts";
import type { DeskObject } from "./desk-object.ts";
import type { DirectoryObject } from "./directory-object.ts";

/** Accounts as Durable Objects, one each, and a directory of them. */
export class ObjectAccounts implements Accounts {
  readonly #desks: Namespace<DeskObject>;
  readonly #directory: Namespace<DirectoryObject>;
  /** Desks that the directory is known to list, so that a delivery costs one call and not two. */
  readonly #known = new Set<DeskId>();

  constructor(desks: Namespace<DeskObject>, directory: Namespace<DirectoryObject>) {
    this.#desks = desks;
    this.#directory = directory;
  }

  async find(id: DeskId): Promise<AccountHandle | null> {
    if (!this.#known.has(id)) {
      // A directory that can't answer must not cost a delivery: the object itself knows whether it is an account.
      const listed = await again(() => directoryIn(this.#directory).has(id)).catch(() => null);
      if (listed === false) return null;
      if (listed) this.#known.add(id);
    }
    return this.#handle(id);
  }

  async create(id: DeskId, helpdesk: HelpdeskKind): Promise<AccountHandle> {
    await again(() => deskIn(this.#desks, id).found(id, helpdesk));
    await again(() => directoryIn(this.#directory).add(id));
    return this.#handle(id);
  }

  async discard(id: DeskId): Promise<void> {
    if (!(await again(() => deskIn(this.#desks, id).discard()))) return;
    this.#known.delete(id);
    await again(() => directoryIn(this.#directory).remove(id));
  }

  async all(): Promise<readonly AccountHandle[]> {
    const ids = await again(() => directoryIn(this.#directory).all());
    return ids.map((id) => this.#handle(id));
  }

  /** An object that answers can store: what it is on has no disk of its own to fill up. */
  async ready(): Promise<boolean> {
    return directoryIn(this.#directory)
      .answers()
      .catch(() => false);
  }

  #handle(id: DeskId): AccountHandle {
    const ask =
      <Q extends Question>(question: Q) =>
      (...args: Parameters<Account[Q]>) =>
        again(() => deskIn(this.#desks, id).ask(question, ...args));
    const admin =
      <Q extends AdminQuestion>(question: Q) =>
      (...args: Parameters<Administration[Q]>) =>
        again(() => deskIn(this.#desks, id).administer(question, ...args));
    return {
      admin: {
        organizations: admin("organizations"),
        organization: admin("organization"),
        editOrganization: admin("editOrganization"),
        organizationsCsv: admin("organizationsCsv"),
        importOrganizations: admin("importOrganizations"),
        unmapped: admin("unmapped"),
        proposeChange: admin("proposeChange"),
        changes: admin("changes"),
        change: admin("change"),
        applyChange: admin("applyChange"),
        pauseChange: admin("pauseChange"),
        undoChange: admin("undoChange"),
        policy: admin("policy"),
        checkPolicy: admin("checkPolicy"),
        policyVersions: admin("policyVersions"),
        policyVersion: admin("policyVersion"),
        policyYear: admin("policyYear"),
        setOwner: admin("setOwner"),
        audit: admin("audit"),
        auditLines: admin("auditLines"),
        verifyAudit: admin("verifyAudit"),
      },
      receive: ask("receive"),
      connect: ask("connect"),
      beginRegistration: ask("beginRegistration"),
      registrationForm: ask("registrationForm"),
      registered: ask("registered"),
      installed: ask("installed"),
      disconnect: ask("disconnect"),
      doctor: ask("doctor"),
      setWriting: ask("setWriting"),
      backfill: ask("backfill"),
      parked: ask("parked"),
      parkedBody: ask("parkedBody"),
      replayParked: ask("replayParked"),
      dropParked: ask("dropParked"),
      decisions: ask("decisions"),
      overview: ask("overview"),
      ticketAnswer: ask("ticketAnswer"),
      whatIf: ask("whatIf"),
      identify: ask("identify"),
      signInClient: ask("signInClient"),
      signIn: ask("signIn"),
      signOut: ask("signOut"),
      appGeneration: ask("appGeneration"),
      replaceAppSecret: ask("replaceAppSecret"),
      tokens: ask("tokens"),
      makeToken: ask("makeToken"),
      revokeToken: ask("revokeToken"),
      health: ask("health"),
      examine: ask("examine"),
      followMapping: ask("followMapping"),
      leaveMapping: ask("leaveMapping"),
      mappingStatus: ask("mappingStatus"),
      refreshMapping: ask("refreshMapping"),
      takeMapping: ask("takeMapping"),
      foreseeMapping: ask("foreseeMapping"),
      findMapping: ask("findMapping"),
      enlistFollower: ask("enlistFollower"),
      unfollowMapping: ask("unfollowMapping"),
      pullMapping: ask("pullMapping"),
      mappingTrouble: ask("mappingTrouble"),
    };
  }
}

/** A stub is made for each call: one that has met an error may be of no more use. */
export const deskIn = (desks: Namespace<DeskObject>, id: DeskId): Stub<DeskObject> => desks.get(desks.idFromName(id));

export const directoryIn = (directories: Namespace<DirectoryObject>): Stub<DirectoryObject> =>
  directories.get(directories.idFromName("directory"));

/**
 * Asks once more when the platform says that this helps: the object moved, or a new version took its place. All that is
 * asked may be asked twice. An object that is overloaded is left alone: the sender tries again.
 * https://developers.cloudflare.com/durable-objects/best-practices/error-handling/
 * @throws Unavailable when the platform, and not the object's own code, failed the call
 */
async function again<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!says(error, "retryable") || says(error, "overloaded")) throw platforms(error);
    return call().catch((second: unknown) => {
      throw platforms(second);
    });
  }
}

/** What the object's own code threw is marked `remote`, and stays as it is. */
const platforms = (error: unknown): unknown =>
  error instanceof Error && !says(error, "remote") ? new Unavailable(error.message, { cause: error }) : error;

const says = (error: unknown, what: "retryable" | "overloaded" | "remote"): boolean =>
  error instanceof Error && Reflect.get(error, what) === true;
