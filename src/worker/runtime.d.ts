/**
 * The part of the Workers runtime that Tierline uses, by the names and types that `wrangler types` gives it. Written out
 * so that types are checked on a fresh clone without generating 600 kB first, and so that nothing else of the runtime is
 * within reach.
 */
declare module "cloudflare:workers" {
  export type StoredValue = string | number | null | ArrayBuffer;

  export interface SqlStorage {
    exec(query: string, ...bindings: unknown[]): { toArray(): Record<string, StoredValue>[] };
  }

  export interface ObjectStorage {
    readonly sql: SqlStorage;
    readonly kv: { get(key: string): unknown; put(key: string, value: unknown): void };
    transactionSync<T>(body: () => T): T;
    getAlarm(): Promise<number | null>;
    /** Epoch milliseconds; replaces an alarm that is set. One in the past fires at once. */
    setAlarm(at: number): Promise<void>;
    deleteAlarm(): Promise<void>;
    deleteAll(): Promise<void>;
  }

  export interface ObjectState {
    readonly storage: ObjectStorage;
    /** No other event reaches the object until `body` ends; when it throws, the object starts anew. */
    blockConcurrencyWhile<T>(body: () => Promise<T>): Promise<T>;
  }

  export abstract class DurableObject<Env> {
    protected readonly ctx: ObjectState;
    protected readonly env: Env;
    constructor(ctx: ObjectState, env: Env);
    alarm?(): Promise<void>;
  }

  export interface ObjectId {
    readonly name?: string;
  }

  /** An object elsewhere: each method of `Target` is a call over the network. They all have to be async. */
  export type Stub<Target> = { readonly [Method in Exclude<keyof Target, "alarm">]: Target[Method] };

  /** The static assets that were deployed with the Worker, by path; the host of the address doesn't matter. */
  export interface Assets {
    fetch(url: string): Promise<Response>;
  }

  export interface Namespace<Target> {
    idFromName(name: string): ObjectId;
    newUniqueId(): ObjectId;
    get(id: ObjectId): Stub<Target>;
  }
}

/** Bundled as text. */
declare module "*.txt" {
  const text: string;
  export default text;
}
