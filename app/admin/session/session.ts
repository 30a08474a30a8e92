import type { Failure } from "../api/failure.ts";

/** Who is signed in, as far as this page knows. */
export type SessionState =
  /** The stand-alone page may have a cookie that it can't see: the server is being asked. */
  | { readonly kind: "asking" }
  | { readonly kind: "signed_out"; readonly failure: Failure | null }
  | { readonly kind: "signed_in"; readonly name: string }
  /** It was good and ended. What is on the page stays, under the question to sign in again. */
  | { readonly kind: "ended"; readonly name: string };

/** The session of this page. A token lives in this memory alone: it is never stored. */
export interface Session {
  readonly snapshot: () => SessionState;
  readonly subscribe: (changed: () => void) => () => void;
  readonly token: () => string | null;
  /** @param token `null` where a cookie holds it */
  readonly begin: (name: string, token: string | null) => void;
  /** The server no longer knows who asks, or never did. */
  readonly end: (failure?: Failure | null) => void;
  readonly forget: () => void;
}

export function createSession(): Session {
  let state: SessionState = { kind: "asking" };
  let held: string | null = null;
  const listeners = new Set<() => void>();
  const become = (next: SessionState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  return {
    snapshot: () => state,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    token: () => held,
    begin(name, token) {
      held = token;
      become({ kind: "signed_in", name });
    },
    end(failure = null) {
      held = null;
      if (state.kind === "signed_in") become({ kind: "ended", name: state.name });
      else if (state.kind === "asking") become({ kind: "signed_out", failure });
    },
    forget() {
      held = null;
      become({ kind: "signed_out", failure: null });
    },
  };
}
