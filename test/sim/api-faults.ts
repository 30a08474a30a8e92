import { SEVERITY_OPTION } from "./truth.ts";
import type { Fault } from "./weather.ts";

export const API_FAULTS = [
  "F1 429 in eight forms",
  "F6 token revoked",
  "F7 403",
  "F9 5xx before the effect",
  "F9 5xx after the effect",
  "F9 503 with Retry-After",
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
] as const satisfies readonly Fault[];

/** Of updates alone. */
export const WRITE_FAULTS = [
  "F2 409 out of nowhere",
  "F4 422 refused",
  "F5 field ignored in silence",
] as const satisfies readonly Fault[];

/** Of updates of many tickets, which are jobs. */
export const JOB_FAULTS = [
  "F1 429, thirty jobs run",
  "F4 422 refused",
  "F8 job unknown",
  "F9 job fails halfway",
  "F12 job silent about some tickets",
  "F14 job takes minutes",
  "F20 crash while a job runs",
  "F20 job leaves some tickets out",
] as const satisfies readonly Fault[];

/** A job's end shows no tickets: what didn't take is found by the sweep, where there is one. */
export const SWEPT_JOB_FAULTS = ["F5 field ignored in a job"] as const satisfies readonly Fault[];

export type ApiFault =
  | (typeof API_FAULTS)[number]
  | (typeof WRITE_FAULTS)[number]
  | (typeof JOB_FAULTS)[number]
  | (typeof SWEPT_JOB_FAULTS)[number]
  | "F34 helpdesk down for minutes";

/** The account's own limit is not the one that was met. */
const ROOM = { "x-rate-limit": "200", "x-rate-limit-remaining": "120" };
const STATUSES = [500, 502, 503, 504] as const;
const PAGE = "<!DOCTYPE html><html><head><title>Please wait</title></head><body>Sorry.</body></html>";

/** An answer that is made up on the way, or `null` where the helpdesk's own is needed. */
export function refusalOf(fault: ApiFault, random: () => number, now: number): Response | null {
  const one = <Value>(values: readonly Value[]): Value | undefined => values[Math.floor(random() * values.length)];
  const json = (status: number, body: object, headers: Record<string, string> = {}) =>
    Response.json(body, { status, headers });
  switch (fault) {
    case "F1 429 in eight forms":
      return tooMany(one(FORMS) ?? "none", now);
    case "F1 429, thirty jobs run":
      return json(429, { error: "TooManyJobs" }, { ...ROOM, ...(random() < 0.5 ? {} : { "retry-after": "25" }) });
    case "F2 409 out of nowhere":
      return json(409, { error: "UpdateConflict" });
    case "F4 422 refused":
      return json(422, { error: "RecordInvalid", details: { base: [{ description: "Form: is not allowed" }] } });
    case "F7 403":
      return json(403, { error: "Forbidden" });
    case "F9 5xx before the effect":
    case "F9 5xx after the effect":
      return json(one(STATUSES) ?? 500, { error: "InternalError" });
    case "F9 503 with Retry-After":
      return json(503, { error: "Unavailable" }, { "retry-after": String(1 + Math.floor(90 * random())) });
    case "F9 HTML error page":
      return new Response(PAGE, { status: one(STATUSES) ?? 500, headers: { "content-type": "text/html" } });
    default:
      return null;
  }
}

const FORMS = ["seconds", "date", "none", "0", "99999", "garbage", "html", "fraction"] as const;

/** A refusal for the rate in every form that is known of a `Retry-After`. */
function tooMany(form: (typeof FORMS)[number], now: number): Response {
  const status = 429;
  const body = { error: "APIRateLimitExceeded" };
  const after = (text: string) => Response.json(body, { status, headers: { "retry-after": text } });
  switch (form) {
    case "seconds":
      return after("37");
    case "date":
      return after(new Date(now + 48_000).toUTCString());
    case "none":
      return Response.json(body, { status });
    case "0":
      return after("0");
    case "99999":
      return after("99999");
    case "garbage":
      return after("soon");
    case "fraction":
      return after("12.5");
    case "html":
      return new Response(PAGE, { status, headers: { "content-type": "text/html", "retry-after": "21" } });
  }
}

/** What an account may not know of an update. That it ignored a severity or a priority would look like a person's hand. */
const FIELDS = ["custom_fields 1", "custom_fields 2", "custom_fields 3"];
/**
 * In a job tags are left alone: what it says at its end may be lost to a crash, and by our tag alone we know a severity
 * for ours once a person has changed the priority.
 */
export const SPOILT = { update: ["tags", ...FIELDS], job: FIELDS };

interface Update {
  readonly id?: number;
  custom_fields?: { readonly value: string | null }[];
  tags?: string[];
}

/** The update without one of its properties, as an account that doesn't know it takes it. */
export function spoilt(random: () => number, properties: readonly string[]): (body: string) => string {
  const [property, at] = (properties[Math.floor(random() * properties.length)] ?? "tags").split(" ");
  const spoil = (ticket: Update): void => {
    if (property === "tags") delete ticket.tags;
    else if (ticket.custom_fields !== undefined) {
      ticket.custom_fields = ticket.custom_fields.filter(
        ({ value }, index) => index !== Number(at) || SEVERITY_OPTION.test(value ?? ""),
      );
    }
  };
  return (body) => {
    // Our own update, on its way.
    const update = JSON.parse(body) as { readonly ticket?: Update; readonly tickets?: readonly Update[] };
    for (const ticket of update.tickets ?? []) spoil(ticket);
    if (update.ticket !== undefined) spoil(update.ticket);
    return JSON.stringify(update);
  };
}

/** The update of many tickets with only these of them. */
export const only =
  (kept: readonly number[]) =>
  (body: string): string => {
    const { tickets } = JSON.parse(body) as { readonly tickets: readonly Update[] };
    return JSON.stringify({ tickets: tickets.filter(({ id }) => kept.includes(id ?? 0)) });
  };
