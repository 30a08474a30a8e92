import { createContext, useContext, useSyncExternalStore } from "react";
import type { PageAddress } from "../../page-address.ts";
import type { Session, SessionState } from "./session.ts";

/** The session, and where its person signs in. */
export interface Entrance {
  readonly session: Session;
  readonly address: PageAddress;
}

const EntranceContext = createContext<Entrance | null>(null);
export const EntranceProvider = EntranceContext.Provider;

/** @throws outside an {@link EntranceProvider} */
export function useEntrance(): Entrance {
  const entrance = useContext(EntranceContext);
  if (entrance === null) throw new Error("no entrance: render within an EntranceProvider");
  return entrance;
}

export function useSessionState(): SessionState {
  const { session } = useEntrance();
  return useSyncExternalStore(session.subscribe, session.snapshot);
}
