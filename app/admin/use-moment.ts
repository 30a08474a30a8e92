import { wallTime } from "../dates.ts";
import { useAdmin } from "./reader.ts";

/** Writes an instant on the administrator's own wall, e.g. `Tue 29 Dec, 16:30`. */
export function useMoment(): (at: string) => string {
  const { locale, zone } = useAdmin();
  return (at) => wallTime(Date.parse(at), locale, zone, Date.now());
}
