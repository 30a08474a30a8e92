/** Work that goes on after an answer: deliveries, retries, jobs. */
export interface UnderWay {
  track(work: Promise<void>): void;
  /** Resolves when none is left, nor any that it led to. */
  idle(): Promise<void>;
}

export function createUnderWay(): UnderWay {
  const underWay = new Set<Promise<void>>();
  return {
    track: (work) => {
      const tracked = work.finally(() => underWay.delete(tracked));
      underWay.add(tracked);
    },
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
