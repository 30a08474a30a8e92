import { compilePolicy } from "../../mappings/compile-policy.ts";
import { type CheckedDocument, checkDocument, parseDocument } from "../../mappings/document.ts";
import type { Policy } from "../core/policy.ts";
import { type Owner, readOwner } from "../desk/owner.ts";
import { currentPolicy } from "../desk/policy-versions.ts";
import type { Sql } from "../desk/sql.ts";

/** What the mapping files say of the policy. */
export interface FilesPolicy {
  readonly policy: Policy;
  /** The same to be edited: see `policyDocument`. `null` where only the compiled policy is known. */
  readonly document: string | null;
}

interface Compiled extends CheckedDocument {
  readonly policy: Policy;
}

/** A policy as the account's helpdesk follows it: what it says for one helpdesk is nothing to another. */
export type Followed = (policy: Policy) => Policy;
const asItIs: Followed = (policy) => policy;

/** A change is previewed against what is in force: two policies at a time, and a few to go back and forth. */
const MOST_COMPILED = 4;

/** The policy that decides: the mapping files', or the newest version, made by administrators or pulled from git. */
export class PolicyInForce {
  readonly #sql: Sql;
  readonly #files: FilesPolicy;
  readonly #followed: Followed;
  readonly #compiled = new Map<string, Compiled>();
  #now: { readonly owner: Owner; readonly policy: Policy; readonly document: string | null } | null = null;

  /** @param followed applied to every policy there is: to the files', to those in force, and to those in a preview */
  constructor(sql: Sql, { policy, document }: FilesPolicy, followed: Followed = asItIs) {
    this.#sql = sql;
    this.#files = { policy: followed(policy), document };
    this.#followed = followed;
  }

  get policy(): Policy {
    return this.#read().policy;
  }

  get owner(): Owner {
    return this.#read().owner;
  }

  /** What the policy in force was made of; `null` where the files' document isn't known. */
  get document(): string | null {
    return this.#read().document;
  }

  get files(): FilesPolicy {
    return this.#files;
  }

  /** @throws for a document that was not checked: a bug, or a version whose checks are stricter than those it passed */
  compile(document: string): Compiled {
    const known = this.#compiled.get(document);
    if (known !== undefined) return known;
    const checked = checkDocument(parseDocument(document));
    if (!checked.ok) {
      const [first] = checked.failure.problems;
      throw new Error(`the stored policy can't be used: ${first?.path.join(".")}: ${first?.message}`);
    }
    const compiled = { ...checked.value, policy: this.#followed(compilePolicy(checked.value.checked)) };
    const [oldest] = this.#compiled.keys();
    if (oldest !== undefined && this.#compiled.size >= MOST_COMPILED) this.#compiled.delete(oldest);
    this.#compiled.set(document, compiled);
    return compiled;
  }

  /** A change was applied, or the owner is another: it is read again when it is next asked for. */
  reread(): void {
    this.#now = null;
  }

  #read() {
    this.#now ??= this.#readNow();
    return this.#now;
  }

  #readNow() {
    const owner = readOwner(this.#sql);
    const current = owner === "files" ? null : currentPolicy(this.#sql);
    if (current === null) return { owner, ...this.#files };
    return { owner, policy: this.compile(current.document).policy, document: current.document };
  }
}
