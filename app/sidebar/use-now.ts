import { useEffect, useState } from "react";
import { serverClock } from "./countdown.ts";

/**
 * The server's clock, renewed each second while the page can be seen.
 * @param said what the server's clock said at `heardAt`, which is the browser's
 */
export function useNow(said: string, heardAt: number): number {
  const [browserNow, setBrowserNow] = useState(() => Date.now());
  useEffect(() => {
    const tick = () => {
      if (!document.hidden) setBrowserNow(Date.now());
    };
    tick();
    const timer = setInterval(tick, 1_000);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, []);
  return serverClock(said, heardAt)(Math.max(browserNow, heardAt));
}
