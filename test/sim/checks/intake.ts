import type { Check } from "./check.ts";

/** What was answered with 2xx is on disk, from that moment on. */
export const acknowledgedIsStored: Check = {
  name: "acknowledged only when stored",
  watch({ complain }) {
    return (told) => {
      if (told.kind === "received" && told.status === 200 && !told.stored) complain(`delivery ${told.digest}`);
    };
  },
};

/** The same event is taken in once: however often it comes, it costs one look. */
export const takenInOnce: Check = {
  name: "no event taken in twice",
  watch({ complain }) {
    const accepted = new Set<string>();
    return (told) => {
      if (told.kind !== "received" || told.said !== "accepted") return;
      if (accepted.has(told.digest)) complain(`delivery ${told.digest}`);
      accepted.add(told.digest);
    };
  },
};

/** What the helpdesk didn't sign, or signed too long ago, is answered 401 and leaves no trace. */
export const nothingForged: Check = {
  name: "nothing forged or stale accepted",
  watch({ stage, complain }) {
    return (told) => {
      if (told.kind !== "received" || (told.claim !== "forged" && told.claim !== "stale")) return;
      // A clock that is behind makes a stale event look fresh.
      if (told.claim === "stale" && stage.skewMs !== 0) return;
      if (told.status !== 401) complain(`a ${told.claim} webhook was answered ${told.status}`);
    };
  },
};

/** A genuine event is taken in, or the helpdesk is told to send it again. */
export const genuineIsTaken: Check = {
  name: "genuine events taken",
  watch({ stage, complain }) {
    return (told) => {
      if (told.kind !== "received" || told.status === 200 || told.status === 503) return;
      // A clock that is off makes a genuine event look stale: it is found by the sweep.
      if (told.claim !== "genuine" && told.claim !== "nonsense") return;
      if (stage.skewMs === 0) complain(`a ${told.claim} event was answered ${told.status}`);
    };
  },
};

/** What could not be stored as a whole leaves nothing: sent again, its other half would be taken for a duplicate. */
export const refusedLeavesNothing: Check = {
  name: "no event taken in by half",
  watch({ complain }) {
    return (told) => {
      if (told.kind === "received" && told.status === 503 && told.stored && !told.before)
        complain(`delivery ${told.digest}`);
    };
  },
};
