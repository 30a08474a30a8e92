/**
 * The instant at which the clocks of `zone` show a wall time. Of an hour that comes twice it is the first; in the hour
 * that the clocks leave out, they show as much later.
 * @param wall as a browser's field writes it, e.g. `2026-12-24T16:30`
 * @param zone IANA
 */
export function instantOn(wall: string, zone: string): number {
  const named = Date.parse(`${wall}Z`);
  const before = named - offsetAt(named - DAY, zone);
  if (before + offsetAt(before, zone) === named) return before;
  const after = named - offsetAt(named + DAY, zone);
  return after + offsetAt(after, zone) === named ? after : before;
}

const DAY = 86_400_000;

/** How far the clocks of `zone` are ahead of UTC, in milliseconds. */
function offsetAt(instant: number, zone: string): number {
  const shown = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
  }).format(instant);
  return Date.parse(`${shown.replace(" ", "T")}Z`) - Math.floor(instant / 1000) * 1000;
}
