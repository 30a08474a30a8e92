import * as z from "zod";
import type { Event } from "../events.ts";

/** Tells open pages which ticket has changed; the pages read it anew by themselves. */
export interface Live {
  tell(events: readonly Event[]): void;
  /** @returns how to stop listening */
  listen(listener: (ticketId: number) => void): () => void;
}

const ticketEvent = z.object({ subject: z.string().regex(/^zen:ticket:\d+$/) });

export function createLive(): Live {
  const listeners = new Set<(ticketId: number) => void>();
  return {
    tell: (events) => {
      if (listeners.size === 0) return;
      const changed = new Set(events.flatMap(ticketIdOf));
      for (const id of changed) for (const listener of listeners) listener(id);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function ticketIdOf({ body }: Event): number[] {
  const read = ticketEvent.safeParse(JSON.parse(body));
  return read.success ? [Number(read.data.subject.split(":")[2])] : [];
}
