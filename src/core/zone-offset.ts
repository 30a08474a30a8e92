/**
 * A zone's offset from UTC by the runtime's own tz database, in milliseconds; east is positive. Costs microseconds an
 * answer, and holds for years of four digits. `null` when there is no such zone.
 */
export function zoneOffset(zone: string): ((at: number) => number) | null {
  const format = formatFor(zone);
  if (format === null) return null;
  return (at) => {
    const wholeSeconds = Math.floor(at / 1000) * 1000;
    // 12/24/2026, 16:30:00
    const [month = 1, day = 1, year = 0, ...time] = format.format(wholeSeconds).match(/\d+/g)?.map(Number) ?? [];
    return Date.UTC(year, month - 1, day, ...time) - wholeSeconds;
  };
}

function formatFor(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    return null;
  }
}
