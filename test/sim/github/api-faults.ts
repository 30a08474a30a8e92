import type { GithubFault } from "./weather.ts";

export const API_FAULTS = [
  "F1 secondary limit in four forms",
  "F1 primary limit used up",
  "F6 token revoked",
  "F7 403",
  "F9 5xx before the effect",
  "F9 5xx after the effect",
  "F9 HTML error page",
  "F10 reset after the effect",
  "F10 silence after the effect",
  "F10 request arrives after we gave up",
  "F11 reset before the effect",
  "F11 silence before the effect",
  "F12 answer cut off",
  "F12 answer empty or no JSON",
  "F13 no connection, DNS or TLS",
  "F14 answer slow",
  "F14 answer drips and stops",
] as const satisfies readonly GithubFault[];

/** Of writes to an issue alone. */
export const WRITE_FAULTS = ["F4 422 refused"] as const satisfies readonly GithubFault[];

export type ApiFault = (typeof API_FAULTS)[number] | (typeof WRITE_FAULTS)[number] | "F34 helpdesk down for minutes";

const PAGE = "<!DOCTYPE html><html><head><title>Unicorn!</title></head><body>Sorry.</body></html>";
const LIMIT = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
export const UNTOLD_WAIT_S = 60;
const LONGEST_WAIT_S = 3600;

/** An answer that is made up on the way, or `null` where GitHub's own is needed. */
export function refusalOf(fault: ApiFault, random: () => number, now: number): Response | null {
  const date = new Date(now).toUTCString();
  const json = (status: number, message: string, headers: Record<string, string> = {}) =>
    Response.json({ message, status: String(status) }, { status, headers: { date, ...headers } });
  const status = [500, 502, 503, 504][Math.floor(4 * random())] ?? 500;
  switch (fault) {
    case "F1 secondary limit in four forms": {
      const told = random() < 0.6 ? { "retry-after": String(1 + Math.floor(120 * random())) } : {};
      return json(random() < 0.5 ? 403 : 429, LIMIT, told);
    }
    case "F1 primary limit used up": {
      const reset = Math.ceil(now / 1000) + Math.floor(900 * random());
      const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset) };
      return json(403, "API rate limit exceeded for installation ID 1.", headers);
    }
    case "F4 422 refused":
      return json(422, "Validation Failed");
    case "F7 403":
      return json(403, "Resource not accessible by integration");
    case "F9 5xx before the effect":
    case "F9 5xx after the effect":
      return json(status, "Server Error");
    case "F9 HTML error page":
      return new Response(PAGE, { status, headers: { "content-type": "text/html" } });
    default:
      return null;
  }
}

/** How many seconds an answer asks to wait before anything else is sent; `null`: it is no refusal for the rate. */
export function limitOf({ status, headers }: Response, now: number): number | null {
  const [after, remaining] = [headers.get("retry-after"), headers.get("x-ratelimit-remaining")];
  if (status !== 429 && (status !== 403 || (after === null && remaining !== "0"))) return null;
  if (after !== null) return Math.min(LONGEST_WAIT_S, Number(after));
  if (remaining !== "0") return UNTOLD_WAIT_S;
  const reset = Number(headers.get("x-ratelimit-reset"));
  return Math.min(LONGEST_WAIT_S, Math.max(0, reset - Math.floor(now / 1000)));
}
