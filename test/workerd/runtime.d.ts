/** The part of the runtime that only the tests in workerd use. */
declare module "cloudflare:test" {
  import type { Namespace, ObjectId, ObjectState, Stub } from "cloudflare:workers";

  /** Runs `body` inside the object, where its storage may be used. */
  export function runInDurableObject<Target, Value>(
    stub: Stub<Target>,
    body: (object: Target, state: ObjectState) => Value | Promise<Value>,
  ): Promise<Value>;
  /** Ends the object's life in memory; what it stored stays. */
  export function evictDurableObject<Target>(stub: Stub<Target>): Promise<void>;
  /** Runs and removes the alarm that is set, whatever its time; `false` when there is none. */
  export function runDurableObjectAlarm<Target>(stub: Stub<Target>): Promise<boolean>;
  /** The objects of a namespace that were ever reached. */
  export function listDurableObjectIds<Target>(namespace: Namespace<Target>): Promise<ObjectId[]>;
}

declare module "cloudflare:workers" {
  export interface ObjectState {
    /** Ends the object as the platform does when it fails: what is under way is broken off. */
    abort(reason: string): void;
  }
  export const env: import("../../src/worker/isolate.ts").Env;
  /** The Worker's own way in. */
  export const exports: {
    readonly default: { fetch(url: string, init?: RequestInit): Promise<Response>; scheduled(): Promise<unknown> };
  };
}
