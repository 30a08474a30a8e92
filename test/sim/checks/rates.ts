import { parseHttpDate } from "../../../src/http/http-date.ts";
import type { Check } from "./check.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Zendesk's windows: all calls, updates, updates of one ticket in ten minutes, pages of the export. Stricter than Zendesk
 * counts, no stretch of that length may hold more, wherever it begins; but a life knows of its own calls alone, and of
 * those before a jump of its clock not when they were.
 */
export const rateWindows: Check = {
  name: "rate windows never exceeded",
  watch({ stage, complain }) {
    const sent = new Map<string, number[]>();
    return (told) => {
      if (told.kind === "began" || told.kind === "jumped") sent.clear();
      if (told.kind !== "sent") return;
      const { path, method, ticket } = told;
      if (path === "/oauth/tokens") return;
      const count = (key: string, windowMs: number, limit: number): void => {
        const times = (sent.get(key) ?? []).filter((at) => at > told.at - windowMs);
        times.push(told.at);
        sent.set(key, times);
        if (times.length > limit)
          complain(`${times.length} calls of ${key} in ${windowMs / 1000} s, ${limit} are allowed`);
      };
      const { account, ticketUpdates, ticketUpdatesPerUser, incremental } = stage.limits;
      count("the account", MINUTE, account);
      if (method === "PUT" && ticket !== null) {
        count("updates", MINUTE, ticketUpdates);
        count(`updates of ticket ${ticket}`, 10 * MINUTE, ticketUpdatesPerUser);
      }
      if (path.startsWith("/api/v2/incremental/")) count("the export", MINUTE, incremental);
    };
  },
};

/** After a refusal for the rate nothing is sent before the time that it names: an hour at most, a minute if it names none. */
export const retryAfter: Check = {
  name: "Retry-After respected",
  watch({ stage, complain }) {
    let until: { readonly life: number; readonly at: number } | null = null;
    const paths = new Map<number, string>();
    return (told) => {
      if (told.kind === "jumped") until = null;
      if (told.kind === "sent") {
        paths.set(told.call, told.path);
        if (until !== null && told.life === until.life && told.at < until.at) {
          complain(`${told.method} ${told.path} ${until.at - told.at} ms before the time that the helpdesk named`);
        }
      }
      if (told.kind !== "answered") return;
      const path = paths.get(told.call) ?? "";
      paths.delete(told.call);
      // The export has a limit of its own: its refusal need not hold the rest back.
      if (told.status !== 429 && !(told.status === 503 && told.retryAfter !== null)) return;
      if (path.startsWith("/api/v2/incremental/") || path === "/oauth/tokens") return;
      // As has the number of jobs.
      if (told.fault === "F1 429, thirty jobs run") return;
      if (stage.skewMs !== 0) return;
      const wait = waitOf(told.retryAfter, told.at);
      if (wait === null && told.status === 503) return;
      const at = told.at + Math.max(1000, wait ?? MINUTE);
      // A date counts whole seconds.
      if (until === null || at - 1000 > until.at) until = { life: told.life, at: at - 1000 };
    };
  },
};

function waitOf(header: string | null, now: number): number | null {
  if (header !== null && /^\d+$/.test(header)) return Math.min(HOUR, Number(header) * 1000);
  const date = parseHttpDate(header ?? "");
  return date === null ? null : Math.min(HOUR, Math.max(0, date - now));
}

/** However many looks find the token refused, one asks for another. */
export const oneSignIn: Check = {
  name: "one sign-in at a time",
  watch({ complain }) {
    let open: { readonly call: number; readonly life: number } | null = null;
    return (told) => {
      if (told.kind === "sent" && told.path === "/oauth/tokens") {
        if (open !== null && open.life === told.life) complain("two sign-ins at once");
        open = told;
      }
      if (told.kind === "answered" && told.call === open?.call) open = null;
    };
  },
};
