import { instantOn } from "./wall-time.ts";

/** What the form holds. */
export interface Question {
  /** A tier; empty: it is found as for a real ticket. */
  readonly who: string;
  readonly email: string;
  readonly organizationId: string;
  readonly severity: string;
  /** On the contract's wall, as the browser's field writes it; empty is now. */
  readonly at: string;
}

/**
 * As `POST what-if` takes it: what is empty is left out.
 * @param zone the contract's
 */
export function requestOf({ who, email, organizationId, severity, at }: Question, zone: string): object {
  const whose = who === "" ? { requesterEmail: email.trim(), organizationId: organizationId.trim() } : { tier: who };
  const given = Object.entries(whose).filter(([, value]) => value !== "");
  return {
    ...Object.fromEntries(given),
    severity: Number(severity),
    ...(at === "" ? {} : { at: `${new Date(instantOn(at, zone)).toISOString().slice(0, 19)}Z` }),
  };
}
