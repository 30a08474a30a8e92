/** REST time stamps have a grain of one second (zendesk.md §2.2: "Stamp resolution is one second"). */
export function stamp(epochMs: number): string {
  return new Date(Math.floor(epochMs / 1000) * 1000).toISOString().replace(".000Z", "Z");
}

/** Ticket events carry nine fractional digits (zendesk.md §1.2 [3P production fixtures]). */
export function nanoStamp(epochMs: number): string {
  return new Date(epochMs).toISOString().replace("Z", "000000Z");
}

/** Any ISO 8601 instant in the second grain of REST, or `null` when it is none. */
export function normaliseStamp(text: string): string | null {
  const epochMs = Date.parse(text);
  return Number.isNaN(epochMs) ? null : stamp(epochMs);
}
