/** An expected outcome: a value, or a failure that names its `reason`. Exceptions are for bugs and broken machinery. */
export type Result<Value, Failure extends { readonly reason: string }> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };

export const ok = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({ ok: true, value });

export const err = <Failure extends { readonly reason: string }>(
  failure: Failure,
): { readonly ok: false; readonly failure: Failure } => ({ ok: false, failure });

/** Ends an exhaustive `switch`: a new case that nobody handled fails to compile here. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
