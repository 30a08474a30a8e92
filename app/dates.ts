/** Dates as people read them. Instants are epoch milliseconds. */

/** `Tue 29 Dec, 16:30`, the year only where it isn't this one. */
export function wallTime(at: number, locale: string, zone: string, now: number): string {
  const sameYear = yearIn(at, zone) === yearIn(now, zone);
  return format(locale, zone, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(at);
}

/** `16:30`. */
export const wallClock = (at: number, locale: string, zone: string): string =>
  format(locale, zone, { hour: "2-digit", minute: "2-digit" }).format(at);

/** `Tue 29 Dec`. */
export const wallDate = (at: number, locale: string, zone: string): string =>
  format(locale, zone, { weekday: "short", day: "numeric", month: "short" }).format(at);

/** A date without a zone (`2026-12-29`), with its year: `29 Dec 2026`. */
export const plainDate = (date: string, locale: string): string =>
  format(locale, "UTC", { day: "numeric", month: "short", year: "numeric" }).format(Date.parse(`${date}T00:00:00Z`));

/** `GMT`, `GMT+1`: how a zone stands at an instant. Etc/GMT is plain GMT. */
export function zoneLabel(at: number, locale: string, zone: string): string {
  const parts = format(locale, zone, { timeZoneName: "shortOffset" }).formatToParts(at);
  return parts.find(({ type }) => type === "timeZoneName")?.value.replace(/^(?:UTC|GMT\+0)$/, "GMT") ?? zone;
}

/** The zones' walls show the same at an instant. */
export const sameWall = (at: number, zone: string, other: string): boolean =>
  zoneLabel(at, "en", zone) === zoneLabel(at, "en", other);

/** The date on the wall of `zone`, `YYYY-MM-DD`. */
export const dateIn = (at: number, zone: string): string =>
  format("sv-SE", zone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(at);

/** Whole days from one date to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

const yearIn = (at: number, zone: string): string => format("en", zone, { year: "numeric" }).format(at);

const made = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter takes a hundred times as long as using it. */
function format(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, zone, options]);
  const known = made.get(key);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  made.set(key, formatter);
  return formatter;
}
