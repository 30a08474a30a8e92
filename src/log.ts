import { formatInstant, type Instant } from "./core/time.ts";
import type { HelpdeskKind } from "./desk-id.ts";

/**
 * What a log line may carry: ids, states and lengths. No subject, comment, name, e-mail address, token or body can be
 * logged, because there is no key for it.
 */
export interface LogFields {
  readonly account?: string;
  readonly helpdesk?: HelpdeskKind;
  readonly ticket?: string;
  readonly delivery?: string;
  readonly type?: string;
  readonly outcome?: string;
  readonly reason?: string;
  readonly tier?: string;
  readonly severity?: number;
  readonly due?: string | null;
  readonly state?: string;
  readonly changes?: readonly string[];
  readonly reasons?: readonly string[];
  readonly attempt?: number;
  readonly ms?: number;
  readonly status?: number;
  readonly count?: number;
  readonly found?: number;
  readonly missed?: number;
  readonly policy?: string;
  readonly mode?: string;
  readonly commit?: string;
  readonly url?: string;
}

/** Which account a line or a metric is about: two helpdesks may each have one of the same name. */
export interface AccountLabels {
  readonly account: string;
  readonly helpdesk: HelpdeskKind;
}

export type Level = "info" | "warn" | "error";
export type Log = (level: Level, event: string, fields?: LogFields) => void;

/** One JSON object a line. `JSON.stringify` escapes line breaks and control characters, so a value can't forge a line. */
export function createLog(write: (line: string) => void, now: () => Instant): Log {
  return (level, event, fields = {}) => {
    write(JSON.stringify({ ts: formatInstant(now()), level, event, ...fields }));
  };
}
